"""Trying a procedure before it is published."""
