"""Writing rules with pickers: lines of field, comparison and value, or a formula built part by part."""
