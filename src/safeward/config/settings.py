"""Django's settings, the only module of them; what differs between installations
comes from the environment (see `environment.py` and docs/reference/configuration.md).
"""

import os
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from safeward.config.environment import read

_given = read(os.environ)
_checkout = Path(__file__).resolve().parents[3]

SAFEWARD_DEMO = _given.demo
SAFEWARD_DATA = _given.data
SAFEWARD_WEBHOOK_HOSTS = _given.webhook_hosts

SECRET_KEY = _given.secret_key
DEBUG = False
ALLOWED_HOSTS = list(_given.hosts)
ROOT_URLCONF = "safeward.config.urls"
WSGI_APPLICATION = "safeward.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # First, so that our drawing of a page or a control is found before theirs.
    "safeward.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "safeward.apps.foundation",
    "safeward.apps.audit",
    "safeward.apps.access",
    "safeward.apps.notices",
    "safeward.apps.records",
    "safeward.apps.people",
    "safeward.apps.assessments",
    "safeward.apps.ranking",
    "safeward.apps.saved_views",
    "safeward.apps.intake",
    "safeward.apps.cases",
    "django.forms",
]
FORM_RENDERER = "safeward.web.forms.Renderer"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "safeward.web.kept.nothing_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a sign-in unless its view says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "safeward.web.account.guard.Guard",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "safeward.web.frame.context",
            ],
        },
    }
]

# --- data ------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {"default": _given.database}
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    }
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- words and time ---------------------------------------------------------------
LANGUAGE_CODE = "en-au"
USE_I18N = True
USE_TZ = True
TIME_ZONE = _given.time_zone

# --- style sheets, scripts, typeface: made at set-up, served by this site alone -----
STATIC_URL = "static/"
STATIC_ROOT = _checkout / "build" / "static"
STATICFILES_DIRS = [_checkout / "build" / "frontend"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

# --- what a browser may do with our pages ------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = _given.https
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 63_072_000 if _given.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _given.https
SECURE_HSTS_PRELOAD = _given.https
# The server in front says by this header that the browser came over HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _given.https else None
SESSION_COOKIE_NAME = "__Host-session" if _given.https else "session"
SESSION_COOKIE_SECURE = _given.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if _given.https else "csrf"
CSRF_COOKIE_SECURE = _given.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "safeward.web.errors.forged"

# --- sign-in ----------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "safeward.apps.access.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Names are locked by access's own lock-out, in the database; this is per address.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "safeward.apps.access.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "safeward.apps.access.sign_in.CodeForm",
    "reauthenticate": "safeward.apps.access.sign_in.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Safeward"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers offer passkeys on this machine's own address without HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _given.https

# --- messages and logs ------------------------------------------------------------
# Nothing sends mail: a screen that anybody may pass by is no place for a notice. What
# tries to is an error, not a letter that never arrives.
MAILERS: dict[str, dict[str, Any]] = {}
SILENCED_SYSTEM_CHECKS = ["mail.W001"]
ADMINS: list[str] = []
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "safeward.config.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own would add paths, and mail tracebacks.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
