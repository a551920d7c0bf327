from django.apps import AppConfig


class ExtensionsConfig(AppConfig):
    name = "motcua.extensions"
    label = "extensions"
    default_auto_field = "django.db.models.BigAutoField"
