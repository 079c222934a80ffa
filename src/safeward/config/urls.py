"""Every address of the platform."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("safeward.api.urls")),
    path("", include("safeward.web.urls")),
]
