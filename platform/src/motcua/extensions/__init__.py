"""Plugins in the running site: activation, options, secrets, and the one way to call them."""
