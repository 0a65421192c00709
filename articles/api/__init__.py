"""The read-only interface for other papers and the province's portal: articles as ninjs 3.1."""
