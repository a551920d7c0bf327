"""Fees and charges owed and paid, in two ledgers."""
