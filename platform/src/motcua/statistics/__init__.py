"""Daily figures kept from the events, and the formulas over them. Empty so far."""
