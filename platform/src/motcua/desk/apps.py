from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "motcua.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the forms of the acts: each notes itself in the table of pages."""
        for forms in ("act_forms", "decision_form", "supplement_form"):
            import_module(f"motcua.desk.{forms}")
