"""Entrances of the portal: thin, each reads or calls one action and draws one page."""
