"""`make screenshots`: the pictures of the README, taken of a fresh site with a sample article in its queue."""

import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils.http import http_date
from playwright.sync_api import sync_playwright

from tests import servers
from tests.pipeline.hosts import reply, serving
from tests.runtime.site import environment, up
from tests.services.feeding import entry, feed

FOLDER = servers.ROOT / "docs" / "screenshots"
HEADLINE = "Sample article: OpenAI opens a data centre in an AI Growth Zone"
TEXT = (
    "This is a sample, made up for a picture. OpenAI and DSIT opened a data centre in the AI Growth Zone of "
    "Exampleshire, the first support that the company has given to a zone."
)


def main():
    yesterday = http_date((datetime.now(UTC) - timedelta(days=1)).timestamp())
    answer = reply(feed(entry(1, HEADLINE, TEXT, yesterday)), "200 OK", "Content-Type: application/rss+xml")
    with (
        serving({"/feed": answer}) as host,
        tempfile.TemporaryDirectory() as folder,
        up(Path(folder) / "data", Path(folder) / "log", TRACKER_FETCH_ALLOW=host.place) as site,
    ):
        name, password = re.search(r"Staff login:\s+(\S+)\s+/\s+(\S+)", site.said).groups()
        added = ("add_source", "--kind", "feed", "--url", host.url("/feed"), "--name", "Sample Gazette")
        for words in (added, ("check_sources",)):
            manage_with(site, folder, host, *words)
        take(f"http://127.0.0.1:{site.port}", name, password)


def manage_with(site, folder, host, *words):
    """A management command on the running site's data, allowed to visit the sample feed."""
    surroundings = environment(Path(folder) / "data", site.port, TRACKER_FETCH_ALLOW=host.place)
    subprocess.run([sys.executable, "manage.py", *words], cwd=servers.ROOT, env=surroundings, check=True)


def take(address, name, password):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
        ]
        browser = playwright.chromium.launch(executable_path=servers.chromium(), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        for path, picture in (
            ("/", "home"),
            ("/commitments/OAI-05/", "commitment"),
            ("/commitments/", "commitments"),
        ):
            page.goto(address + path)
            page.screenshot(path=FOLDER / f"{picture}.png")
        page.goto(f"{address}/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", password)
        page.click("[type=submit]")
        page.screenshot(path=FOLDER / "desk.png")
        page.goto(f"{address}/admin/tracker/match/queue/")
        page.screenshot(path=FOLDER / "queue.png")
        browser.close()
    print(
        "\n".join(
            f"{one.relative_to(servers.ROOT)} {one.stat().st_size // 1024} KB"
            for one in sorted(FOLDER.glob("*.png"))
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main()
