"""The switchboard: settings, the one place where all rooms are joined, commands, intake and workers."""
