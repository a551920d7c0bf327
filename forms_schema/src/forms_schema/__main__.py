"""``python -m forms_schema``: the command line."""

import sys

from forms_schema.cli import main

sys.exit(main())
