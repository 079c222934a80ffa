"""Addresses of assessments."""

from django.urls import URLPattern, URLResolver, path

from safeward.web.assessments import answering, looking, tiers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", looking.home, name="assessments"),
    path("instruments/", looking.instruments, name="assessments_instruments"),
    path("instruments/<slug:name>/", looking.card, name="assessments_card"),
    path("figures/", looking.figures_page, name="assessments_figures"),
    path("person/<uuid:person>/", looking.history_page, name="assessments_of"),
    path("person/<uuid:person>/new/", answering.new, name="assessments_new"),
    path("person/<uuid:person>/tier/", tiers.page, name="assessments_tier"),
    path("waiting/<uuid:override>/", tiers.decide, name="assessments_decide"),
    path("open/<uuid:sitting>/", answering.page, name="assessments_answer"),
    path("open/<uuid:sitting>/answers/", answering.live, name="assessments_live"),
    path("open/<uuid:sitting>/discard/", answering.throw, name="assessments_discard"),
    path("<uuid:assessment>/", looking.one, name="assessments_one"),
    path("<uuid:assessment>/again/", answering.again, name="assessments_again"),
]
