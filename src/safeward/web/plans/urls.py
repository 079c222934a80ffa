"""Addresses of plans, safety checks and safety plans."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.plans import safety, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("checks/", safety.checks, name="safety_checks"),
    path("checks/<uuid:check>/", safety.check, name="safety_check"),
    path("safety/<uuid:victim>/", safety.plan, name="safety_plan"),
    path("new/<uuid:case>/", views.new, name="plan_new"),
    path("actions/<uuid:action>/progress/", views.progress, name="plan_progress"),
    path("actions/<uuid:action>/ask/", safety.ask, name="plan_ask"),
    path("actions/<uuid:action>/remove/", views.remove, name="plan_remove"),
    path("<uuid:plan>/", views.plan, name="plan"),
    path("<uuid:plan>/add/", views.add, name="plan_add"),
    path("<uuid:plan>/aim/", views.aim, name="plan_aim"),
    path("<uuid:plan>/submit/", views.submit, name="plan_submit"),
    path("<uuid:plan>/approve/", views.approve, name="plan_approve"),
    path("<uuid:plan>/send-back/", views.send_back, name="plan_send_back"),
]
