"""Figures shown to those who answer for them. Empty so far."""
