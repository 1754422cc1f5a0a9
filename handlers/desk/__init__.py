"""The support group: its updates in, its calls out."""
