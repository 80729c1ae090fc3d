"""What the settings make of an environment; each case in a process of its own, as a site has it."""

import json
import subprocess
import sys

import pytest

from config.places import own_folder, own_host, socket_folder
from tests.servers import ROOT

from .site import environment

PRODUCTION = {
    "SITE_URL": "https://tracker.example",
    "ALLOWED_HOSTS": "tracker.example",
    "SECRET_KEY": "k" * 60,
}


def settings(tmp_path, *names, **more):
    """(values, error) of the settings in that environment."""
    program = (
        "import json, sys; from django.conf import settings; "
        "print(json.dumps([getattr(settings, name) for name in sys.argv[1:]], default=str))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *names],
        cwd=ROOT,
        env=environment(tmp_path / "data", 8000, DJANGO_SETTINGS_MODULE="config.settings", **more),
        capture_output=True,
        text=True,
    )
    return (json.loads(done.stdout) if done.returncode == 0 else None), done.stderr


def test_nothing_set_is_a_site_on_this_machine_only(tmp_path):
    (url, hosts, debug, secure), _ = settings(
        tmp_path, "SITE_URL", "ALLOWED_HOSTS", "DEBUG", "SESSION_COOKIE_SECURE"
    )
    assert url == "http://127.0.0.1:8000"
    assert set(hosts) == {"localhost", "127.0.0.1", "[::1]"}
    assert not debug
    assert not secure


def test_the_secret_key_is_made_once_and_is_private(tmp_path):
    (first,), _ = settings(tmp_path, "SECRET_KEY")
    (second,), _ = settings(tmp_path, "SECRET_KEY")
    assert first == second
    assert len(first) >= 60
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(tmp_path, missing):
    values, error = settings(tmp_path, "SITE_URL", **{**PRODUCTION, missing: ""})
    assert values is None
    assert f"{missing} is not set" in error


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ALLOWED_HOSTS": "*"}, "must name hosts exactly"),
        ({"ALLOWED_HOSTS": "tracker.example,.example.org"}, "must name hosts exactly"),
        ({"DEBUG": "true"}, "leave it off"),
        ({"SITE_URL": "tracker.example"}, "must be an address"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "must be sqlite, postgres or embedded"),
    ],
)
def test_a_wrong_value_is_a_sentence(tmp_path, change, sentence):
    values, error = settings(tmp_path, "SITE_URL", **{**PRODUCTION, **change})
    assert values is None
    assert sentence in error


def test_production_travels_over_tls_only(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "CSRF_TRUSTED_ORIGINS")
    assert settings(tmp_path, *names, **PRODUCTION)[0] == [True, True, True, ["https://tracker.example"]]


def test_a_page_gives_up_on_a_slow_statement_sooner_than_a_worker(tmp_path):
    address = {"DATABASE_URL": "postgres://u:p@db.example:5433/tracker?sslmode=require"}
    (web,), _ = settings(tmp_path, "DATABASES", SERVES_WEB="1", **address)
    (worker,), _ = settings(tmp_path, "DATABASES", **address)
    assert "statement_timeout=3000" in web["default"]["OPTIONS"]["options"]
    assert "statement_timeout=0" in worker["default"]["OPTIONS"]["options"]
    assert web["default"]["OPTIONS"]["sslmode"] == "require"
    assert web["default"]["OPTIONS"]["pool"]
    assert "pool" not in worker["default"]["OPTIONS"]


def test_private_addresses_are_a_set_of_places(tmp_path):
    (allowed,), _ = settings(
        tmp_path, "TRACKER_FETCH_ALLOW", TRACKER_FETCH_ALLOW="127.0.0.1:8099, 10.0.0.1:80,"
    )
    assert allowed.startswith("frozenset")
    assert allowed.count("'") == 4, "two places, and no empty third"
    assert "'10.0.0.1:80'" in allowed


@pytest.mark.parametrize(
    ("listening", "own"),
    [
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("192.0.2.7", "192.0.2.7"),
        ("desk", "desk"),
    ],
)
def test_this_machine_finds_itself(listening, own):
    assert own_host(listening) == own


def test_a_long_data_folder_gets_a_short_place_for_its_sockets(tmp_path):
    long = tmp_path / ("deep" * 30)
    assert socket_folder(tmp_path / "short") == tmp_path / "short" / "run" or len(str(tmp_path)) > 70
    assert len(str(socket_folder(long))) <= 80
    assert socket_folder(long) == socket_folder(long)
    assert socket_folder(long) != socket_folder(long, "postgres-run")


def test_a_socket_folder_is_for_its_owner_alone(tmp_path):
    folder = own_folder(tmp_path / "run")
    assert folder.stat().st_mode & 0o777 == 0o700
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(PermissionError):
        own_folder(tmp_path / "link")
