"""The catalogue: administrators write, check, review and publish procedures here."""
