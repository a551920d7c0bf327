"""Questions about plugins."""

from motcua.extensions.discovery import Loaded, plugins
from motcua.extensions.models import Activation, CallTrace


def active(hook: str, *, agency_id: int | None, procedure_code: str) -> list[Loaded]:
    """The plugins that offer ``hook`` and work for this agency and procedure.

    The most exact word wins: agency and procedure, then agency, then procedure, then the whole province.
    """
    said = list(Activation.objects.filter(plugin__in=[one.info.name for one in plugins().offering(hook)]))
    return [one for one in plugins().offering(hook) if _is_on(one.info.name, said, agency_id, procedure_code)]


def _is_on(plugin: str, said: list[Activation], agency_id: int | None, procedure_code: str) -> bool:
    fitting = [
        one
        for one in said
        if one.plugin == plugin
        and one.agency_id in (None, agency_id)
        and one.procedure_code in ("", procedure_code)
    ]
    exact = max(fitting, key=lambda one: (one.agency_id is not None, one.procedure_code != ""), default=None)
    return exact is not None and exact.on


def history(plugin: str, *, most: int = 50) -> list[CallTrace]:
    """The latest calls of a plugin, newest first."""
    return list(CallTrace.objects.filter(plugin=plugin).order_by("-at")[:most])
