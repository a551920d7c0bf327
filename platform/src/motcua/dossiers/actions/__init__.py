"""What can be done with a dossier: one file, one verb. Nothing else changes a dossier.

Each file has a frozen ``Command`` (what the person entered), ``decide`` (pure: facts and command give events)
and ``run`` (one transaction through the engine).
"""
