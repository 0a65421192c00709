"""How fast the paper is, always as a ratio to a bare Django view on the same machine in the same minutes."""
