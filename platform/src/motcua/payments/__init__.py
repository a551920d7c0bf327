"""Fees and charges owed and paid, in two ledgers. Empty so far: dossiers keep what is owed and what was paid."""
