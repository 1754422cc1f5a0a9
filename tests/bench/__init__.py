"""What a conversation step costs the bot's process, as a ratio to stock aiogram in the same run (performance.md)."""
