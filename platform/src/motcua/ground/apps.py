from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "motcua.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"
