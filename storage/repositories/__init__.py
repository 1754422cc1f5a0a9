"""One file an area of what is remembered; a repository reads and writes in the transaction it was given."""
