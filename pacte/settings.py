"""Settings, driven by the environment. A missing or odd variable stops with an explanation.

`PACTE_VARIABLES` lists every variable with its meaning; docs/deploy.md is checked against it.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from pacte.mailing import provider_settings
from pacte.signing_in import SIGN_IN

BASE_DIR = Path(__file__).resolve().parent.parent

PACTE_VARIABLES = {
    "SECRET_KEY": "long random text that signs cookies and cursors; required unless DEBUG or DEMO",
    "DEBUG": "1 shows error details; never on a public site",
    "DEMO": "1 for a demonstration: a throw-away key and no second factor, said on every desk page",
    "ALLOWED_HOSTS": "host names served, separated by commas",
    "BASE_URL": "public address of the site, used in mails and feeds, e.g. https://pacte.example",
    "DATABASE_URL": "sqlite:///path or postgres://user:password@host/name",
    "DATA_DIR": "folder of the SQLite file and of the documents received (default: var/)",
    "EMAIL_URL": "where mail goes, e.g. smtp+tls://user:password@host:587; console by default",
    "DEFAULT_FROM_EMAIL": "sender of the mails",
    "ANYMAIL_PROVIDER": "mail through a provider instead of EMAIL_URL: brevo, mailjet, postmark…",
    "ANYMAIL_SETTINGS": "its settings for django-anymail, e.g. BREVO_API_KEY=xxx,OTHER=yyy",
    "ANYMAIL_WEBHOOK_SECRET": "name:password the provider gives to /courriels/ for what comes back",
    "STAFF_SECOND_FACTOR": "0 lets staff in without a second factor (demonstrations only)",
    "OUTBOX_GRACE_MINUTES": "minutes during which a decision and its mail can still be undone",
    "QUIET_FROM_HOUR": "hour of the evening from which no mail leaves, Paris time (default: 20)",
    "QUIET_UNTIL_HOUR": "hour of the morning until which none does (default: 8; the same: none)",
    "BEHIND_HTTPS": "1 when the site is served over HTTPS: secure cookies, HSTS",
    "ASSOCIATION_NAME": "name of the association that runs the site",
    "ASSOCIATION_EMAIL": "address shown to the public for questions and corrections",
    "ASSOCIATION_HOST": "who hosts the site, with the address, for the legal notices",
    "LETTER_READER_SECONDS": "seconds after which the reading of a file is stopped",
    "RATE_LIMITS": "0 stops counting the requests of the API (behind a proxy that counts them)",
    "TRUSTED_PROXIES": "number of proxies in front that add to X-Forwarded-For (default: 0)",
}

env = environ.Env()


def _value(name, default=environ.Env.NOTSET, cast=str):
    """Read variable `name`; explain in one sentence when it is missing or cannot be understood."""
    try:
        return env.get_value(name, cast=cast, default=default)
    except ImproperlyConfigured:
        raise ImproperlyConfigured(
            f"{name} is not set. It is the {PACTE_VARIABLES[name]}."
        ) from None
    except (ValueError, TypeError):
        raise ImproperlyConfigured(
            f"{name}={os.environ.get(name)!r} is not understood. It is: {PACTE_VARIABLES[name]}."
        ) from None


def _flag(name, default):
    """A yes/no variable; anything that is neither is refused rather than read as "no"."""
    raw = os.environ.get(name, "")
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False, "": default}
    if raw.strip().lower() not in words:
        raise ImproperlyConfigured(f"{name}={raw!r} must be 1 or 0: {PACTE_VARIABLES[name]}.")
    return words[raw.strip().lower()]


DEBUG = _flag("DEBUG", False)
DEMO = _flag("DEMO", False)
DATA_DIR = Path(_value("DATA_DIR", default=str(BASE_DIR / "var")))
SECRET_KEY = _value(
    "SECRET_KEY",
    default="demonstration-only-key-never-for-a-public-site"
    if DEBUG or DEMO
    else environ.Env.NOTSET,
)
ALLOWED_HOSTS = _value("ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]").split(",")
BASE_URL = _value("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
STAFF_SECOND_FACTOR_REQUIRED = _flag("STAFF_SECOND_FACTOR", not DEMO)
OUTBOX_GRACE_MINUTES = _value("OUTBOX_GRACE_MINUTES", default=15, cast=int)
QUIET_FROM_HOUR = _value("QUIET_FROM_HOUR", default=20, cast=int) % 24
QUIET_UNTIL_HOUR = _value("QUIET_UNTIL_HOUR", default=8, cast=int) % 24
LETTER_READER_SECONDS = _value("LETTER_READER_SECONDS", default=10, cast=int)
RATE_LIMITS = _flag("RATE_LIMITS", True)
# This machine, which webhooks reach over http in development alone: never on a public site.
WEBHOOK_LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"}) if DEBUG else frozenset()
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = _value("TRUSTED_PROXIES", default=0, cast=int)
ASSOCIATION_NAME = _value("ASSOCIATION_NAME", default="Association (démonstration)")
ASSOCIATION_HOST = _value("ASSOCIATION_HOST", default="")
ASSOCIATION_EMAIL = _value("ASSOCIATION_EMAIL", default="contact@pacte.example")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "corsheaders",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "ledger",
    "accounts",
    "communes",
    "letters",
    "pledges",
    "pacte",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pacte.other_sites.OtherSitesMiddleware",
    "pacte.compression.CompressionMiddleware",
    "pledges.api.deprecation.DeprecationMiddleware",
    # “Nothing changed” brings no content: what follows is about content.
    "pledges.api.conditional.UnchangedMiddleware",
    "pacte.content_policy.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pacte.language.LanguageMiddleware",
    "pledges.api.ready.ReadyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pacte.slashes.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pacte.failures.SoberFailureMiddleware",
]

ROOT_URLCONF = "pacte.urls"
WSGI_APPLICATION = "pacte.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                *(f"django.template.context_processors.{one}" for one in ("request", "i18n")),
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pacte.context.site",
            ],
            "builtins": ["accounts.days"],
        },
    }
]

MEMORY = "django.core.cache.backends.locmem.LocMemCache"
# Pieces of pages stand apart, not to crowd out the attempts that allauth counts: each holds 300.
CACHES = {one: {"BACKEND": MEMORY, "LOCATION": one} for one in ("default", "template_fragments")}
DATABASE = env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'pacte.sqlite3'}")
DATABASES = {"default": DATABASE}
# Each thread keeps its connection: to open or to borrow one takes as long as the shortest readings.
DATABASE["CONN_MAX_AGE"] = None
if DATABASE["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE is what gives the row lock on SQLite (select_for_update is ignored there);
    # recursive_triggers makes REPLACE fire the ledger's refusal triggers.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;",
    }
elif DATABASE["ENGINE"].endswith("postgresql"):
    DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | {
        "options": "-c statement_timeout=30s -c lock_timeout=10s"
        " -c idle_in_transaction_session_timeout=60s",
    }
else:
    raise ImproperlyConfigured(
        f"DATABASE_URL must be sqlite:///… or postgres://…: {PACTE_VARIABLES['DATABASE_URL']}."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES, LANGUAGE_COOKIE_NAME = [("fr", _("French")), ("en", _("English"))], "pacte_lang"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "public:home"
vars().update(SIGN_IN)
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

BEHIND_HTTPS = _flag("BEHIND_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "img-src": [SELF, "data:"],
        **{f"{name}-src": [SELF] for name in ("script", "style", "font", "connect", "manifest")},
        **{name: [NONE] for name in ("base-uri", "frame-ancestors", "object-src")},
        "form-action": [SELF],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "documents"
# No MEDIA_URL: documents received are served by views that ask a policy, never by path.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Until `collectstatic` has run (tests, development), files are served where they are.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "pacte").is_dir()
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 30
vars().update(
    provider_settings(
        _value("ANYMAIL_PROVIDER", default=""),
        _value("ANYMAIL_SETTINGS", default=""),
        _value("ANYMAIL_WEBHOOK_SECRET", default=""),
    )
)
DEFAULT_FROM_EMAIL = _value("DEFAULT_FROM_EMAIL", default="pacte@pacte.example")

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        f"pledges.api.authentication.{one}Authentication" for one in ("Token", "Session")
    ],
    "DEFAULT_THROTTLE_CLASSES": ["pledges.api.throttling.PerMinute"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "pledges.api.renderers.StatedNegotiation",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["pledges.api.bodies.JSONBody"],
    "DEFAULT_SCHEMA_CLASS": "pledges.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "pledges.api.problems.problem_response",
    "COERCE_DECIMAL_TO_STRING": False,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Pacte",
    "VERSION": "1.0.0",
    "DESCRIPTION": "Public data of the pact: lists, letters, commitments, reports, assessments.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "FulfilmentEnum": "pledges.enums.Fulfilment.choices",
        "EvidenceKindEnum": "pledges.enums.EvidenceKind.choices",
    },
    "LICENSE": {"name": "Licence Ouverte 2.0"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "pledges.api.schema.without_bounds_of_columns",
        "pledges.api.examples.with_examples",
        "pledges.api.schema.with_problems",
    ],
}
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "authorization", "content-type"]
CORS_ALLOW_HEADERS += ["if-none-match", "if-range", "range"]
# What a script of another site reads of an answer; a browser hides every other header from it.
CORS_EXPOSE_HEADERS = ["Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link"]
CORS_EXPOSE_HEADERS += ["Location", "RateLimit", "RateLimit-Policy", "Retry-After"]
CORS_EXPOSE_HEADERS += ["Deprecation", "Sunset"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # A 404 or a 400 is the visitor's, not a failure of the site.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
