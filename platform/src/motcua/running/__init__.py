"""The processes of an installation: database server, supervisor, templates, the demonstration."""
