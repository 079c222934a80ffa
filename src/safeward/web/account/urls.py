"""Addresses of sign-in, second factor, account and emergencies."""

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path

from safeward.web import purpose
from safeward.web.account import demo, programs, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-in/demo/", demo.sign_in, name="demo_sign_in"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/end-others/", views.end_others, name="sessions_end_others"),
    path("sessions/<uuid:session>/end/", views.end_one, name="sessions_end"),
    path("purpose/", purpose.page, name="purpose"),
    path("programs/", programs.page, name="tokens"),
    path("programs/<uuid:token>/end/", programs.end, name="tokens_end"),
    path("notices/<uuid:notice>/read/", programs.read, name="notice_read"),
    path("unlock/", views.unlock, name="unlock"),
    path("emergency/<str:kind>/<uuid:thing>/", views.emergency, name="emergency"),
    path("", views.account, name="account"),
]
