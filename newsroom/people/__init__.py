"""The people of the newsroom: how they sign in, their second factor, their sessions, and what is kept of all that."""
