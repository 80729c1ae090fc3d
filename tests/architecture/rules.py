"""The rules of the house, each a function: a checkout's top folder in, sentences about what breaks the rule out.

Who may do what stands in the constants, so that an exception is seen and argued about here and nowhere else.
"""

import ast
import re
from pathlib import Path

from .reading import dotted, in_folder, sources

WORDS, NOUNS, VERBS, DOORS = range(4)
LAYERS = {
    "vocabulary": WORDS,
    "models": NOUNS,
    "pipeline": NOUNS,
    "migrations": NOUNS,
    "services": VERBS,
    "reports": VERBS,
    "tasks": DOORS,
    "admin": DOORS,
    "web": DOORS,
    "management": DOORS,
    "templatetags": DOORS,
}
PLAIN = ("tracker/pipeline", "tracker/vocabulary", "tracker/vocabulary.py")
NOT_PLAIN = ("django", "celery", "config", "redis", "jinja2", "tracker.models", "tracker.apps")
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "time.time"}
CLOCKS |= {f"datetime.{clock}" for clock in CLOCKS}

MAY_CONNECT = ("tracker/pipeline/fetch.py", "tracker/management/running/knocking.py")
CLIENTS = ("requests", "urllib.request", "urllib3", "httpx", "aiohttp", "http.client", "ftplib", "telnetlib")
CONNECTING = ("socket.socket", "socket.create_connection")
MAY_PARSE_FEEDS = ("tracker/pipeline/read/feed.py",)

MAY_RATE = ("tracker/services/assessing.py",)
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update"}

LONGEST = 299
BAD_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
}
BAD_NAMES |= {"base_service"}


def part_of(module):
    """`tracker.services.review` → `services`; None for what belongs to no layer."""
    names = module.split(".")
    return names[1] if len(names) > 1 and names[0] == "tracker" and names[1] in LAYERS else None


def arrows_that_run_up(root):
    for source in sources(root, "tracker"):
        here = part_of(source.module)
        if here is None:
            continue
        for line, name in source.imports:
            there = part_of(name)
            if there is None or there == here:
                continue
            if LAYERS[there] > LAYERS[here]:
                yield source.at(line, f"{here} imports {name}, which stands above it")
            elif LAYERS[here] == LAYERS[there] == DOORS:
                yield source.at(line, f"a door imports a door: {name}")


def plain_python_that_is_not(root):
    """No Django, no database and no clock in what must be plain: times are passed in."""
    for source in sources(root, "tracker"):
        if not in_folder(source.path, *PLAIN):
            continue
        for line, name in source.imports:
            if any(name == word or name.startswith(f"{word}.") for word in NOT_PLAIN):
                yield source.at(line, f"must be plain Python, and imports {name}")
        for line, name, _ in source.calls:
            if name in CLOCKS:
                yield source.at(line, f"reads the clock: {name}()")


def second_ways_out(root):
    for source in sources(root, "tracker", "config"):
        if not in_folder(source.path, *MAY_CONNECT):
            for line, name in source.imports:
                if name in CONNECTING or any(name == word or name.startswith(f"{word}.") for word in CLIENTS):
                    yield source.at(line, f"opens connections: {name}")
            for line, name, _ in source.calls:
                if name in CONNECTING:
                    yield source.at(line, f"opens connections: {name}()")
        if not in_folder(source.path, *MAY_PARSE_FEEDS):
            for line, name in source.imports:
                if name.split(".")[0] == "feedparser":
                    yield source.at(
                        line, "feedparser opens what it is given; only the feed reader may hold it"
                    )


def second_writers_of_ratings(root):
    for source in sources(root, "tracker"):
        if in_folder(source.path, *MAY_RATE, "tracker/migrations"):
            continue
        for line, name, node in source.calls:
            model, _, rest = name.partition(".")
            verb = rest.rpartition(".")[2]
            if name == "Assessment" or (model == "Assessment" and verb in WRITES):
                yield source.at(line, f"writes an assessment: {name}(…)")
            elif (
                model == "Commitment"
                and verb in WRITES
                and any(word.arg == "status" for word in node.keywords)
            ):
                yield source.at(line, f"writes a commitment's status: {name}(…)")
        for node in ast.walk(source.tree):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            for target in targets:
                if isinstance(target, ast.Attribute) and target.attr == "status":
                    owner = dotted(target.value).rpartition(".")[2]
                    if "commitment" in owner.lower():
                        yield source.at(node.lineno, f"writes a commitment's status: {owner}.status = …")


def files_too_long(root):
    for source in sources(root, "tracker", "config", "tests", "bench"):
        lines = len(source.text.splitlines())
        if lines > LONGEST and "migrations" not in source.path.parts:
            yield source.at(lines, f"has {lines} lines; split it by idea before it has {LONGEST + 1}")


def names_that_say_nothing(root):
    for folder in ("tracker", "config", "tests", "bench", "templates"):
        for path in sorted((root / folder).rglob("*")):
            if path.stem in BAD_NAMES and "__pycache__" not in path.parts:
                yield f"{path.relative_to(root).as_posix()}: the name says nothing of what is inside"


MARKUP_FAULTS = (
    (re.compile(r"\|\s*safe\b"), "|safe lets text through as mark-up"),
    (re.compile(r"\bautoescape\s+(off|false)\b", re.I), "escaping is switched off"),
    (re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I), "a script inside the page; the policy refuses it"),
    (re.compile(r"<style\b", re.I), "styles inside the page; the policy refuses them"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.I), "a style on an element; the policy refuses it"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.I), "a script on an element; the policy refuses it"),
    (re.compile(r"\bjavascript:", re.I), "a script in an address"),
)


def stands_in_the_code(node):
    """A literal, a CONSTANT or an entry of one, or such pieces added up."""
    if isinstance(node, ast.BinOp):
        return stands_in_the_code(node.left) and stands_in_the_code(node.right)
    if isinstance(node, ast.Subscript):
        return stands_in_the_code(node.value)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def unsafe_markup(root):
    """In templates, and in Python: `mark_safe`, and `Markup` of anything but words that stand in the code."""
    folders = [root / "templates", *(root / "tracker").rglob("templates")]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".txt":  # an e-mail's plain text has no mark-up to let through
            continue
        text = path.read_text()
        for pattern, fault in MARKUP_FAULTS:
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root).as_posix()}:{line}: {fault}"
    for source in sources(root, "tracker", "config"):
        for line, name in source.imports:
            if name.rpartition(".")[2] in ("mark_safe", "SafeString"):
                yield source.at(line, f"{name} lets text through as mark-up")
        for line, name, node in source.calls:
            if name.rpartition(".")[2] == "Markup" and not all(map(stands_in_the_code, node.args)):
                yield source.at(
                    line, "Markup(…) of something computed lets text through; use Markup('…').format(…)"
                )


RULES = (
    arrows_that_run_up,
    plain_python_that_is_not,
    second_ways_out,
    second_writers_of_ratings,
    files_too_long,
    names_that_say_nothing,
    unsafe_markup,
)


def faults(root, rule):
    return list(rule(Path(root)))
