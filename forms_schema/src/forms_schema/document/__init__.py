"""The shape of a procedure document: its JSON Schema, kept as package data, and who judges by it."""

from forms_schema.document.structure import structure_problems

__all__ = ["structure_problems"]
