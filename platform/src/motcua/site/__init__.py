"""The Django project: settings, addresses, processes' entry points, command line."""
