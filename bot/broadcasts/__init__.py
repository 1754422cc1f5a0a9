"""Broadcasts on their way: who sends them, and the message that tells how far they are."""
