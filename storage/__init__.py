"""What is remembered: SQL for what lasts, Redis for conversations, both encrypted where it is personal."""
