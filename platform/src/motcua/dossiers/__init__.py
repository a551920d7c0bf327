"""The life of a dossier: actions, events, waits, due dates."""
