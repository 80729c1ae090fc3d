"""Settings for tests: the site's own, with a data folder that goes away, cheap passwords and plain stylesheets."""

import atexit
import os
import shutil
import tempfile

# Whatever the developer's shell or .env says must not reach the tests, except the database asked for.
# An empty value is "not set" to the settings, and keeps a .env file from filling it.
for name in (
    "SITE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "REDIS_URL",
    "TRACKER_FETCH_ALLOW",
    "TRACKER_CONTACT",
    "PORT",
):
    os.environ[name] = ""
os.environ["DEBUG"] = "0"
os.environ["DATA_DIR"] = folder = tempfile.mkdtemp(prefix="followthrough-tests-")
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from config.settings import *  # the environment above must come first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A file, not memory: a live server's threads and a real worker open it as they would the site's own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
STATIC_ROOT.mkdir()  # the stylesheets' folder, which whitenoise looks for when it starts
