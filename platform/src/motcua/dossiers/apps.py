"""The life of a dossier: actions, events, waits, due dates."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Starts the app and tells the lower apps how to ask about a dossier."""

    name = "motcua.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from motcua.audit import registry
        from motcua.dossiers import calendar_impact, hearing, letters, notifying, snapshots, verifying

        calendar_impact.register()
        hearing.subscribe()
        letters.subscribe()
        notifying.subscribe()
        snapshots.register()
        registry.also_verify("dossier events", verifying.verify_events)
