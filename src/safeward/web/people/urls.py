"""Addresses of people."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.people import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.find, name="people"),
    path("<uuid:person>/", views.page, name="person"),
    path("<uuid:person>/warnings/", views.warn, name="person_warn"),
    path("<uuid:person>/contact/", views.contact, name="person_contact"),
    path(
        "<uuid:person>/warnings/<uuid:flag>/end/",
        views.end_warning,
        name="person_end_warning",
    ),
    path(
        "<uuid:person>/contact/<uuid:rule>/end/",
        views.end_contact,
        name="person_end_contact",
    ),
]
