"""Public pages, nothing cached, against a bare Django view that answers as many bytes (in one process, on SQLite)."""

import io
import os
import tempfile

ROUNDS = 30
PAGES = (
    "/",
    "/agreements/uk-openai-2025/",
    "/commitments/",
    "/commitments/OAI-05/",
    "/commitments.json",
    "/commitments.csv",
)


def measure():
    """(what, against, ratio, detail) for each page: 1.0 would be as fast as answering nothing at all."""
    with tempfile.TemporaryDirectory(prefix="followthrough-bench-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DATABASE_URL"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        call_command("install_seed", stdout=io.StringIO())
        yield from _compare(Client())


def _compare(client):
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path

    from .timing import medians

    for address in PAGES:
        size = len(b"".join(client.get(address)))
        urls = type(
            "Bare", (), {"urlpatterns": [path("bare/", lambda request, size=size: HttpResponse(b"x" * size))]}
        )

        def bare(urls=urls):
            with override_settings(ROOT_URLCONF=urls):
                return client.get("/bare/")

        def page(address=address):
            return b"".join(client.get(address))

        seconds = medians({"page": page, "bare": bare}, ROUNDS)
        detail = f"{seconds['page'] * 1000:.1f} ms, {size / 1024:.0f} KB"
        yield address, "the bare view", seconds["bare"] / seconds["page"], detail
