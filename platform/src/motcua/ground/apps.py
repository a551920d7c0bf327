from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "motcua.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the installation's clock behind the catalogue's door to time; know what a deployment needs."""
        from catalog.registry import clock as door

        from motcua.ground import clock, deploy_checks  # noqa: F401  (its checks register themselves)

        door.source = clock.now
