"""Addresses of identity."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.identity import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.waiting, name="identity"),
    path("<uuid:review>/", views.doubt, name="identity_review"),
    path("people/<uuid:person>/", views.history, name="person_identity"),
    path("people/<uuid:person>/split/", views.split, name="identity_split"),
    path("decisions/<uuid:decision>/undo/", views.undo, name="identity_undo"),
]
