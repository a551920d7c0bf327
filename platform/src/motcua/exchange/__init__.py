"""What partners must hear and what they answered."""
