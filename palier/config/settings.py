"""Every setting of Palier, from the environment, with a default that works at once."""

import os
from pathlib import Path

import dj_database_url
import platformdirs
from django.utils.translation import gettext_lazy as _

from palier.config.secret import secret_key
from palier.config.static_version import static_version

PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(
    os.environ.get("PALIER_DATA") or platformdirs.user_data_dir("palier", appauthor=False)
).expanduser()

DEBUG = os.environ.get("PALIER_DEBUG") == "1"
# Only `palier demo` sets this, for its own process; see accounts/demo.py for the other locks.
DEMO = os.environ.get("PALIER_MODE") == "demo"
SECRET_KEY = os.environ.get("PALIER_SECRET_KEY") or secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("PALIER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_URL = os.environ.get("PALIER_URL", "")  # https://okr.example.com
IS_SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    # Before allauth: their templates take the place of its own.
    "palier.ui",
    "palier.accounts",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "palier.sheets",
    "palier.live",
    "django_tasks",
    "django_tasks_db",
    "palier.tasks",
    "palier.journal",
    "palier.organisation",
    "palier.cycles",
    "palier.slides",
    "palier.comments",
    "palier.exchange",
    "palier.exports",
    "palier.branding",
    "palier.sharing",
    "palier.pages",
]
MIDDLEWARE = [
    "palier.ui.middleware.PrivateMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "palier.organisation.middleware.PersonMiddleware",
    "palier.accounts.middleware.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "palier.ui.middleware.SignedOutMiddleware",
    "palier.ui.middleware.BusyMiddleware",
]
ROOT_URLCONF = "palier.config.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palier.ui.context.page",
                "palier.live.context.live",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "palier.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'palier.sqlite3'}", conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # FULL: an acknowledged save must survive a power cut. IMMEDIATE: a writer waits
        # its turn at BEGIN instead of failing in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": float(os.environ.get("PALIER_LOCK_SECONDS", "5")),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wall"
ACCOUNT_ADAPTER = "palier.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told to its owner
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False

EMAIL_HOST = os.environ.get("PALIER_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("PALIER_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("PALIER_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PALIER_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PALIER_MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("PALIER_MAIL_FROM", "palier@localhost")
# Without a mail server the message, and so the sign-in code, is printed in the terminal.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

# The version is part of the path, so that every file may be cached for ever and the
# relative links between them keep working without a build step.
STATIC_VERSION = static_version(PACKAGE)
STATIC_URL = f"/static/{STATIC_VERSION}/"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60  # seconds: sixty days
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        # Positions on a sheet are style attributes; no <style> element is allowed.
        "style-src-attr": ["'unsafe-inline'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
}

UPLOAD_LIMIT = 20 * 1024 * 1024  # bytes, of one request
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# What takes long is done by a worker: see docs/decisions/0018-background-work.md.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EXPORTS = DATA / "exports"  # files made in the background, each for one person
EXPORT_DAYS = int(os.environ.get("PALIER_EXPORT_DAYS", "7"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
