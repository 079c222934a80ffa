"""Addresses of the unit's page."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.unit import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.page, name="unit"),
    path("<uuid:team>/hours/", views.hours, name="unit_hours"),
]
