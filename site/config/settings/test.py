"""Tests: development without a disk to litter, a network or a worker. DATABASE_URL chooses the database."""

import atexit
import os
import shutil
import tempfile

os.environ["HISTORIA_VAR"] = tempfile.mkdtemp(prefix="historia-test-")
atexit.register(shutil.rmtree, os.environ["HISTORIA_VAR"], ignore_errors=True)

from config.settings.development import *  # noqa: E402, F403
from config.settings.development import LOGGING  # noqa: E402

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Every test's client begins the site anew, and would read all static files each time.
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
# Two lines for each task, and a page saves with five of them.
LOGGING["loggers"]["django_tasks"] = {"level": "WARNING"}
