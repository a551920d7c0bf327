from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "motcua.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Record what is done in the catalogue, and verify what it published."""
        from catalog.registry import on_act

        from motcua.audit import catalogue, registry

        on_act.add(catalogue.record_act)
        registry.also_verify("published versions", catalogue.verify_versions)
