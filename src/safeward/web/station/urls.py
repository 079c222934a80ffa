"""Addresses of the station's page."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.station import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.page, name="station"),
    path("reports/<uuid:report>/", views.check, name="station_check"),
]
