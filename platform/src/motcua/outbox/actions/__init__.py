"""Verbs of the outbox; whoever calls them records in the audit who did it."""
