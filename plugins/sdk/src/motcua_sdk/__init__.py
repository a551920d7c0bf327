"""The contract between Một Cửa and its sector plugins."""
