"""What is kept of a person, to be seen, taken along and erased by them (spec §1 Privacy)."""
