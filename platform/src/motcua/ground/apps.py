from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "motcua.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the installation's clock behind the catalogue's door to time."""
        from catalog.registry import clock as door

        from motcua.ground import clock

        door.source = clock.now
