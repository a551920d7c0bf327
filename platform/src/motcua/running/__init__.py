"""Running the system on one machine: embedded PostgreSQL, template databases, the supervisor, the demo."""
