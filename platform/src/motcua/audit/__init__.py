"""The chained record of what was done, and its anchors outside the database."""
