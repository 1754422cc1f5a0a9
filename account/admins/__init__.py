"""Who runs the bot beside the support desk: roles, and what they see of customers and do about them (spec §3)."""
