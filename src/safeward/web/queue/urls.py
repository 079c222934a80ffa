"""Addresses of the queue."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.queue import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.page, name="queue"),
    path("paper/", views.paper, name="queue_paper"),
    path("export/", views.export, name="queue_export"),
    path("views/", views.keep, name="queue_keep_view"),
    path("views/<uuid:view>/remove/", views.forget, name="queue_forget_view"),
]
