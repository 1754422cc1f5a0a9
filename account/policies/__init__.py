"""«Мои полисы»: what a policy is, whose it is, where policies come from, and the reminders of their end."""
