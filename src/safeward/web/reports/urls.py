"""Addresses of reports."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.reports import reading, screening, writing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.page, name="reports"),
    path("begin/", writing.begin, name="report_begin"),
    path("drafts/<uuid:draft>/", writing.page, name="report_draft"),
    path("drafts/<uuid:draft>/keep/", writing.keep, name="report_keep"),
    path("drafts/<uuid:draft>/people/", writing.people, name="report_people"),
    path("drafts/<uuid:draft>/screening/", screening.screen, name="report_screen"),
    path("drafts/<uuid:draft>/send/", writing.send, name="report_send"),
    path(
        "drafts/<uuid:draft>/throw-away/", writing.throw_away, name="report_throw_away"
    ),
    path("<uuid:report>/", reading.report, name="report"),
    path("<uuid:report>/ask/", reading.ask, name="report_ask"),
    path("asked/<uuid:follow_up>/", reading.answer, name="report_answer"),
]
