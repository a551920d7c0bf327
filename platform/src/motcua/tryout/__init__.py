"""Trying a procedure before it is published. Empty so far: the preview of the editor does it for authors."""
