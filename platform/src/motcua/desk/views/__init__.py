"""The pages of the desk: thin, every change is an action of a lower app."""
