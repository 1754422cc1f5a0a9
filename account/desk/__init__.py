"""The desk: what support staff do with requests and letters."""
