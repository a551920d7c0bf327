from django.apps import AppConfig


class TryoutConfig(AppConfig):
    name = "motcua.tryout"
    label = "tryout"
    default_auto_field = "django.db.models.BigAutoField"
