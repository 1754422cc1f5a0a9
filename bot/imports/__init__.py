"""Imports of policies: the engine, the worker that carries admins' files, the command, and the words of reports."""
