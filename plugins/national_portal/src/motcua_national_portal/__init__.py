"""Dossiers and progress to the national public service portal."""
