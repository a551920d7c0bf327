from django.apps import AppConfig


class CutoverConfig(AppConfig):
    name = "motcua.cutover"
    label = "cutover"
    default_auto_field = "django.db.models.BigAutoField"
