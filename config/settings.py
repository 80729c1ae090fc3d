"""Settings: the environment in, Django's settings out. `.env.example` lists every name.

A site is in production when SITE_URL is https. Then SECRET_KEY and ALLOWED_HOSTS must be given, or nothing starts.
"""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from . import VERSION
from .places import own_host, socket_folder

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")


def required(name, why):
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why} See .env.example.")
    return value


def kept_secret(path):
    """The key in `path`, made on first need and readable by its owner alone."""
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Linked into place whole: two processes that start together read the same key, and never half of one.
            with (
                tempfile.NamedTemporaryFile("w", dir=path.parent) as draft,
                contextlib.suppress(FileExistsError),
            ):
                draft.write(secrets.token_urlsafe(60))
                draft.flush()
                os.link(draft.name, path)
        key = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"DATA_DIR {path.parent} cannot be used: {error.strerror}.") from error
    if not key:
        raise ImproperlyConfigured(
            f"{path} is empty. Remove it, and a new key is made (staff must log in again)."
        )
    return key


# Where things are

DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
HOST = env.str("HOST", default="") or "127.0.0.1"
PORT = env.str("PORT", default="") or "8000"
SITE_URL = (env.str("SITE_URL", default="") or f"http://{own_host(HOST)}:{PORT}").rstrip("/")
IN_PRODUCTION = SITE_URL.startswith("https://")
SERVES_WEB = env.bool("SERVES_WEB", default=False)
REDIS_URL = env.str("REDIS_URL", default="") or f"unix://{socket_folder(DATA_DIR) / 'redis.sock'}"

if urlsplit(SITE_URL).scheme not in ("http", "https") or not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; it must be an address such as https://tracker.example."
    )

# Secrets and hosts

DEBUG = env.bool("DEBUG", default=False)
if IN_PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG is on while SITE_URL is https. DEBUG shows secrets to readers: leave it off."
    )
if IN_PRODUCTION:
    SECRET_KEY = required("SECRET_KEY", "In production (SITE_URL is https) it must be given.")
    ALLOWED_HOSTS = [
        host.strip() for host in required("ALLOWED_HOSTS", "Name the site's host, exactly.").split(",")
    ]
else:
    SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or [
        "localhost",
        "127.0.0.1",
        "[::1]",
        own_host(HOST),
    ]
if any(host == "*" or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name hosts exactly: no * and no leading dot.")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from the machine itself, over plain http
SECURE_HSTS_SECONDS = 31_536_000 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IN_PRODUCTION
# The web process never speaks TLS itself: in production a proxy does, and must set this header (docs/deploy.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IN_PRODUCTION else None
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IN_PRODUCTION else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# What the site is made of

INSTALLED_APPS = [
    "tracker.apps.TrackerConfig",
    "tracker.apps.EditorsDeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
    {
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "tracker.web.templating.environment"},
    },
]

# The database

DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'tracker.sqlite3'}"
if DATABASE_URL == "embedded":
    # Started by `manage.py up`; reached through a socket in a folder that only its owner can enter.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "tracker",
            "USER": "tracker",
            "HOST": str(socket_folder(DATA_DIR, "postgres-run")),
        }
    }
else:
    DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE makes writers queue instead of failing half-way.
    # recursive_triggers: without it INSERT OR REPLACE walks past the triggers that keep the record append-only.
    database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        " PRAGMA foreign_keys=ON;",
    }
elif database["ENGINE"] == "django.db.backends.postgresql":
    # A page gives up after 3 s; a migration or a worker may take longer. Nobody waits long for a lock.
    statement_ms = env.int("DATABASE_STATEMENT_TIMEOUT", default=3_000 if SERVES_WEB else 0)
    lock_ms = env.int("DATABASE_LOCK_TIMEOUT", default=2_000 if SERVES_WEB else 20_000)
    database.setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={statement_ms} -c lock_timeout={lock_ms}"
    )
    database["CONN_HEALTH_CHECKS"] = True
    if SERVES_WEB and env.bool("DATABASE_POOL", default=True):
        database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 3}
    else:
        database["CONN_MAX_AGE"] = 60
else:
    raise ImproperlyConfigured(
        f"DATABASE_URL must be sqlite, postgres or embedded; this is {database['ENGINE']}."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False  # one language, and no catalogue to load for it

# People

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Stylesheets and scripts

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The log: to standard error, so that a command's answer on standard output stays clean

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # The bells ring twice a minute; what a check found is logged by the check itself.
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.utils.functional": {"level": "WARNING"},
    },
}

# Mail to editors: into files in the data folder, to be opened there, unless a server is named

MAIL = env.email_url("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = MAIL.get("EMAIL_HOST") or "localhost", MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    MAIL.get("EMAIL_HOST_USER") or "",
    MAIL.get("EMAIL_HOST_PASSWORD") or "",
)
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.get("EMAIL_USE_TLS", False), MAIL.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="") or f"followthrough@{urlsplit(SITE_URL).hostname}"

# The tracker's own

TRACKER_VERSION = VERSION
# Private addresses the fetcher may reach, as host:port. For tests and intranets; nothing else opens them.
TRACKER_FETCH_ALLOW = frozenset(
    place.strip() for place in env.list("TRACKER_FETCH_ALLOW", default=[]) if place.strip()
)
TRACKER_CONTACT = env.str("TRACKER_CONTACT", default="") or SITE_URL
TRACKER_USER_AGENT = f"Followthrough/{VERSION} (+{TRACKER_CONTACT})"
