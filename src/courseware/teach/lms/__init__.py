"""Marks in the form that a learning management system takes: one module a system, listed in :mod:`.formats`."""
