"""Addresses of loads."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.loads import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.page, name="loads"),
    path("<uuid:upload>/", views.one, name="load"),
    path("<uuid:upload>/state/", views.state, name="load_state"),
    path("<uuid:upload>/rejected.csv", views.rejected, name="load_rejected"),
    path("<uuid:upload>/take-in/", views.take_in, name="load_take_in"),
    path("<uuid:upload>/take-back/", views.take_back, name="load_take_back"),
    path("<uuid:upload>/throw-away/", views.throw_away, name="load_throw_away"),
]
