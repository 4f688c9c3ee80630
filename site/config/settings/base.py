"""The strict base: production.py uses it as it is, development.py and test.py loosen it.

No secret has a default: a missing variable stops the start with its name.
Every variable is explained in docs/deploy.md.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
# Everything that the running site writes on this machine.
VAR = Path(env.text("HISTORIA_VAR", ROOT / "var"))

DEBUG = False
SANDBOX = False
SECRET_KEY = env.text("SECRET_KEY")
BASE_URL = env.text("BASE_URL").rstrip("/")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- What runs ---------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "campaigns",
    "pledges",
    "stories",
    "donations",
    "signups",
    "core",
    "accounts",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.users_app.UsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Django pads the compressed answer at random, which is its guard against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.StaffSecondFactorMiddleware",
    "accounts.translation_rights.TranslationRightsMiddleware",
    "accounts.reading_rights.ReadingRightsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "stories.guarding.middleware.GuardMiddleware",
    "stories.middleware.GoneMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site_frame",
            ],
        },
    },
]

# --- Where things are kept ---------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(env.text("DATABASE_URL"), conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without these, processes that read and then write meet "database is locked" in half of their tries.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
    }

CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("CACHE_URL"),
    }
}

# A cache that stands in front of the site, and what takes an address out of it. Only withdrawing a story uses it.
WAGTAILFRONTENDCACHE: dict[str, dict[str, str]] = {}
if _front := env.text("FRONT_CACHE_URL", ""):
    WAGTAILFRONTENDCACHE["http"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": _front,
    }
if _zone := env.text("CLOUDFLARE_ZONE_ID", ""):
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        "ZONEID": _zone,
        "BEARER_TOKEN": env.text("CLOUDFLARE_TOKEN"),
    }

MEDIA_ROOT = env.text("MEDIA_ROOT", VAR / "media")
MEDIA_URL = "/media/"
# Which stories were withdrawn, as random ids and fingerprints. Kept apart from the database's backups.
TOMBSTONES_FILE = env.text("TOMBSTONES_FILE", VAR / "tombstones.json")
STATIC_ROOT = env.text("STATIC_ROOT", ROOT / "staticfiles")
STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static"]
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

TASKS: dict[str, Any] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages ---------------------------------------------------------------------------------------------------
# The first language has no prefix in its addresses. A further one is a line here and a locale/<code> folder.

LANGUAGE_CODE = "es"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale-wagtail"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "America/Guatemala")
WAGTAIL_I18N_ENABLED = True

# --- Wagtail -----------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Historia"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.CoreImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CoreDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "csv", "txt", "mp3", "m4a", "mp4", "webm", "vtt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "avif", "gif"]
# What core.cleaning takes; it refuses more by itself, and these let the forms say so first.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 52_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.media_forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.media_forms.DocumentForm"
# An original is never on a disk, not even as a temporary file.
FILE_UPLOAD_HANDLERS = ["core.cleaning.uploads.MemoryOnlyUploadHandler"]
# A draft may hold what must not be kept: it is saved when its editor saves it, after the guard has read it.
WAGTAIL_AUTOSAVE_INTERVAL = 0
# The admin calls nobody.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# People are invited by e-mail; nobody knows another's password.
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
# Addresses without accents survive being typed, pasted and printed.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A new translation is a draft, whatever its source is: publishing is a decision of its own.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- Accounts ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
WAGTAILADMIN_LOGIN_URL = LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Whoever's password or second factor changes hears of it.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Stated, not inherited: an upgrade must not loosen them. docs/security.md has the sources.
ACCOUNT_RATE_LIMITS: Any = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Historia"
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.DressedUpPasswordValidator"},
]

# --- Security (values and their sources: docs/security.md) --------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.number("TRUSTED_PROXY_COUNT", 0) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

# Where a form may lead: Stripe's pages follow a POST of ours by redirect, and Chromium counts that.
PAYMENT_ORIGINS = ["https://checkout.stripe.com", "https://billing.stripe.com"]
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *PAYMENT_ORIGINS],
    }
}
# Wagtail's admin has inline scripts and styles. It alone gets this policy; never a nonce, which would switch
# 'unsafe-inline' off.
ADMIN_PATHS = ("/admin/", "/django-admin/")
ADMIN_CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "worker-src": [SELF, "blob:"],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}

# --- Keys of our own ---------------------------------------------------------------------------------------------

# Fingerprints guarded terms and e-mail addresses. Outside the database, so that a stolen database says nothing.
FINGERPRINT_KEY = env.text("FINGERPRINT_KEY")

# What a person's stories may give away together: stories/jigsaw/risk.py says how it is counted.
# Among how many people a reader would look, and how many of them must still fit.
JIGSAW_POPULATION = env.number("JIGSAW_POPULATION", 250_000)
JIGSAW_SMALLEST_GROUP = env.number("JIGSAW_SMALLEST_GROUP", 20)

# --- Vendors -----------------------------------------------------------------------------------------------------

STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET")
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "https://api.stripe.com")
STRIPE_LIVEMODE = STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))

# Without a key the outbox waits; nothing is lost and nobody sees an error.
MAILCHIMP_API_KEY = env.text("MAILCHIMP_API_KEY", "")
MAILCHIMP_SERVER = env.text("MAILCHIMP_SERVER", "")
MAILCHIMP_API_BASE = env.text("MAILCHIMP_API_BASE", "")
MAILCHIMP_LIST_ID = env.text("MAILCHIMP_LIST_ID", "")
MAILCHIMP_WEBHOOK_SECRET = env.text("MAILCHIMP_WEBHOOK_SECRET", "")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")

# --- This organisation -------------------------------------------------------------------------------------------

ORGANISATION_NAME = env.text("ORGANISATION_NAME", "Historia")
MOVEMENT_NAME = env.text("MOVEMENT_NAME", "Mi Historia Importa")
# ISO 3166-1 alpha-2, for help lines and the form of numbers (es-GT).
COUNTRY = env.text("COUNTRY", "GT")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", DEFAULT_FROM_EMAIL)
MEDIA_EMAIL = env.text("MEDIA_EMAIL", CONTACT_EMAIL)
# The quick exit's harmless destination; it is asked for nothing until somebody uses it.
QUICK_EXIT_URL = env.text("QUICK_EXIT_URL", "https://es.wikipedia.org/wiki/Especial:Aleatoria")
CURRENCIES = env.items("CURRENCIES", "USD,GTQ,CAD")

# --- Logs: what happened, never who. No address, e-mail, name or token. --------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # These two name paths, which may be a story's, beside times that an address can be matched with.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        # It tells of each call to Stripe.
        "stripe": {"level": "WARNING"},
        # It quotes the file that it reads.
        "pikepdf": {"level": "CRITICAL"},
        # This one writes the title and the path of every page that is saved.
        "wagtail": {"level": "WARNING"},
        # And this one the address that could not be taken out of the cache in front.
        "wagtail.frontendcache": {"level": "CRITICAL"},
    },
}
