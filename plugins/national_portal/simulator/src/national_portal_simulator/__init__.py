"""A stand-in for the national public service portal, speaking its wire format."""
