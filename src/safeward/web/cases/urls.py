"""Addresses of cases."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.cases import steps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.cases, name="cases"),
    path("of/<uuid:person>/", views.of, name="case_of"),
    path("accept/<uuid:person>/", steps.accept, name="cases_accept"),
    path("oversee/<uuid:person>/", steps.oversee, name="cases_oversee"),
    path("events/<uuid:event>/withdraw/", steps.withdraw, name="case_withdraw"),
    path("reviews/<uuid:review>/approve/", steps.approve, name="case_review_approve"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/print/", views.paper, name="case_print"),
    path("<uuid:case>/<slug:verb>/", steps.step, name="case_step"),
]
