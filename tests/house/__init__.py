"""What holds for the house as a whole, whoever lives in which room."""
