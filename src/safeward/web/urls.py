"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from safeward.web import frame, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", frame.home, name="home"),
    path("account/", include("safeward.web.account.urls")),
    path("governance/", include("safeward.web.governance.urls")),
    path("health", health.page, name="health"),
    path("queue/", include("safeward.web.queue.urls")),
    path("people/", include("safeward.web.people.urls")),
    path("identity/", include("safeward.web.identity.urls")),
    path("reports/", include("safeward.web.reports.urls")),
    path("alarms/", include("safeward.web.alarms.urls")),
    path("loads/", include("safeward.web.loads.urls")),
    path("assessments/", include("safeward.web.assessments.urls")),
    path("cases/", include("safeward.web.cases.urls")),
    path("plans/", include("safeward.web.plans.urls")),
    path("unit/", include("safeward.web.unit.urls")),
    path("station/", include("safeward.web.station.urls")),
]
