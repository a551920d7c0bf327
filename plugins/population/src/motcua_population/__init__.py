"""Look-ups in the national population database."""
