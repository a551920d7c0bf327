"""Bringing accounts and open dossiers from an earlier system. Empty so far."""
