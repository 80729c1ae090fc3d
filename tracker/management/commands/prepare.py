"""Make a data folder ready to serve: tables, what ships, stylesheets, and on the very first time a staff login.

Safe to repeat. Standard output is one line of JSON: `{"login": null}`, or the new login with its password.
"""

import json
import secrets

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

FIRST_EDITOR = "editor"


def create_first_editor():
    """The login for a site that has no user yet, with a password nobody knows; None where there is somebody."""
    users = get_user_model().objects
    with transaction.atomic():
        if users.filter(is_superuser=True).exists():
            return None
        password = secrets.token_urlsafe(15)
        users.create_superuser(FIRST_EDITOR, password=password)
    return {"username": FIRST_EDITOR, "password": password}


class Command(BaseCommand):
    help = "Migrate, load what ships, collect stylesheets, make the first staff login. Safe to repeat."

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stderr)
        call_command("install_seed", stdout=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0, stdout=self.stderr)
        self.stdout.write(json.dumps({"login": create_first_editor()}))
