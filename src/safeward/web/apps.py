"""How Django knows the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Views, templates, style."""

    name = "safeward.web"
    label = "web"
    verbose_name = "Pages"
