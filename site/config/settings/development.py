"""The demo and development: SQLite, local files, and stand-ins for Stripe, Mailchimp and mail.

`make demo` runs this on 127.0.0.1 alone. Nothing here is fit for the public.
"""

import os

PORT = int(os.environ.get("PORT", "8000"))
SANDBOX_PORT = int(os.environ.get("SANDBOX_PORT", PORT + 1))

for _name, _value in {
    "SECRET_KEY": "demo-only-" + "not-a-secret-" * 4,
    "FINGERPRINT_KEY": "demo-only-fingerprint-key-not-a-secret",
    "BASE_URL": f"http://127.0.0.1:{PORT}",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
    "CACHE_URL": "unused",
    "DATABASE_URL": "unused://",
    "STRIPE_SECRET_KEY": "sk_test_stand_in",
    "STRIPE_WEBHOOK_SECRET": "whsec_stand_in",
    "STRIPE_API_BASE": f"http://127.0.0.1:{SANDBOX_PORT}",
    "MAILCHIMP_API_KEY": "stand-in-us1",
    "MAILCHIMP_SERVER": "us1",
    "MAILCHIMP_API_BASE": f"http://127.0.0.1:{SANDBOX_PORT}/3.0",
    "MAILCHIMP_LIST_ID": "a1b2c3d4e5",
    "MAILCHIMP_WEBHOOK_SECRET": "stand-in-webhook-secret",
    "EMAIL_HOST": "unused",
    "DEFAULT_FROM_EMAIL": "Mi Historia Importa <hola@historia.example>",
    "CONTACT_EMAIL": "hola@historia.example",
    "MEDIA_EMAIL": "prensa@historia.example",
}.items():
    if _name != "DATABASE_URL":
        os.environ.setdefault(_name, _value)
_var = os.environ.get("HISTORIA_VAR", os.path.join(os.path.dirname(__file__), "../../../var"))
os.makedirs(_var, exist_ok=True)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.path.abspath(_var)}/db.sqlite3")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import CONTENT_SECURITY_POLICY, INSTALLED_APPS, STRIPE_SECRET_KEY, VAR  # noqa: E402

if STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")):
    from django.core.exceptions import ImproperlyConfigured

    raise ImproperlyConfigured("A live Stripe key beside the stand-ins: use a test key, or config.settings.production.")

DEBUG = os.environ.get("DEBUG") == "1"
SANDBOX = True
SANDBOX_ORIGIN = f"http://127.0.0.1:{SANDBOX_PORT}"
INSTALLED_APPS = [*INSTALLED_APPS, "sandbox"]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "cache"}}
EMAIL_BACKEND = "sandbox.mail.TrayBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# The demo speaks plain HTTP on this machine only.
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(SANDBOX_ORIGIN)
