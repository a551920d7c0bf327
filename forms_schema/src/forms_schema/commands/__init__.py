"""What the command line can do. Each command answers with a `Report`; only `forms_schema.cli` prints."""
