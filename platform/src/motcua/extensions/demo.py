"""A demonstration talks to the simulators of its partners."""

import os

from motcua.extensions import options
from motcua.extensions.discovery import plugins
from motcua.extensions.models import Activation

OPTIONS = {
    "motcua_national_portal": (
        "MOTCUA_NATIONAL_PORTAL_SIMULATOR_URL",
        "adapter_url",
        {"username": "province", "password": "province-demo", "agency_code": "000.00.00.H48"},
    ),
    "motcua_population": (
        "MOTCUA_POPULATION_SIMULATOR_URL",
        "gateway_url",
        {"account": "province", "secret": "population-demo", "agency_code": "H48"},
    ),
}


def load() -> None:
    """Switch each installed partner on for the whole province, with the address its simulator has now."""
    for name, (variable, address, account) in OPTIONS.items():
        plugin, url = plugins().loaded.get(name), os.environ.get(variable)
        if plugin is None or url is None:
            continue
        options.save(plugin, account | {address: url})
        Activation.objects.get_or_create(plugin=name, agency=None, procedure_code="", defaults={"on": True})
