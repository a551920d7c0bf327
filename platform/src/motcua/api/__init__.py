"""The catalogue and dossier status for other programs. Empty so far."""
