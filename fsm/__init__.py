"""Conversations as data: what is asked, how answers are read, and what happens then; no messenger, no clock, no I/O."""
