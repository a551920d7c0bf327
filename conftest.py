"""Loads the packages whose import name is also the name of a top-level folder.

In importlib mode pytest names a test after its path (``forms_schema.tests.test_x``) and would otherwise put
an empty namespace for the folder in the place of the installed package.
"""

import platform

import catalog  # noqa: F401
import forms_schema  # noqa: F401

# pytest replaces a parent that is no package: the standard library's `platform` must stay for everyone else.
platform.__path__ = []  # type: ignore[attr-defined]

# A fixture of a plugin named with -p gives way to pytest-django's; here it does not.
from motcua.running.testing import django_db_setup  # noqa: E402, F401
