"""`make test`: every test on SQLite, then what touches the database again on a real PostgreSQL; one answer for all.

Words after `python -m tests.run` go to pytest.
"""

import os
import subprocess
import sys
import time

from . import servers

ON_POSTGRES = ("services", "models", "reports", "story", "web", "admin")


def pytest(title, words, **environment):
    print(f"\n=== {title} ===", flush=True)
    began = time.monotonic()
    cores = os.environ.get("TEST_PROCESSES") or str(min(os.cpu_count() or 1, 8))
    command = [sys.executable, "-m", "pytest", "-n", cores, "--dist", "loadfile", *words]
    code = subprocess.run(command, cwd=servers.ROOT, env={**os.environ, **environment}).returncode
    return title, code == 0, time.monotonic() - began


def on_postgres(words):
    title = f"PostgreSQL {os.environ.get('TEST_POSTGRES', '')}".strip()
    if os.environ.get("SKIP_POSTGRES") == "1":
        print(f"\n=== {title}: left out, SKIP_POSTGRES=1 ===")
        return []
    folders = [f"tests/{name}" for name in ON_POSTGRES if (servers.ROOT / "tests" / name).is_dir()]
    try:
        with servers.postgres_server() as url:
            return [pytest(title, [*folders, *words], TEST_DATABASE_URL=url)]
    except (servers.Missing, servers.postgres.CannotRun) as missing:
        print(f"\n=== {title} ===\n{missing}")
        return [(title, False, 0.0)]


def main(words):
    results = [pytest("SQLite", words), *on_postgres(words)]
    print()
    for title, passed, seconds in results:
        print(f"{title:<16} {'passed' if passed else 'FAILED'} in {seconds:.0f} s")
    return 0 if all(passed for _, passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
