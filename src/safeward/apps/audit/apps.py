"""The application as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log."""

    name = "safeward.apps.audit"
    label = "audit"
    verbose_name = "Audit log"
