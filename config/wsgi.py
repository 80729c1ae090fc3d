"""The web server's way in: `config.wsgi:application`."""

import os

# Read by the settings: a page gives up on a slow query or a silent Redis sooner than a worker does.
os.environ.setdefault("SERVES_WEB", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application  # the two lines above must come first

application = get_wsgi_application()
