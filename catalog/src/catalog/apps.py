from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
    verbose_name = _("Catalogue of procedures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Create the two groups and the review workflow whenever the database was migrated."""
        from catalog.seed import ensure_after_migration

        post_migrate.connect(ensure_after_migration, dispatch_uid="catalog.seed")
