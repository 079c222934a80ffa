"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from safeward.web import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.page, name="health"),
]
