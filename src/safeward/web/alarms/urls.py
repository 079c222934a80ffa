"""Addresses of alarms."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.alarms import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.page, name="alarms"),
    path("<uuid:alarm>/take/", views.take, name="alarm_take"),
]
