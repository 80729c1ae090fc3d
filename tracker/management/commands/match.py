"""The operator's door to the matcher: documents in, proposals out, a line of JSON for each; nothing is written."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.models import Agreement
from tracker.pipeline.match import Document, Matcher
from tracker.services.matching import subjects


class Command(BaseCommand):
    help = "Propose commitments for documents (JSON lines), by the record as it now stands."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.jsonl", help="or - for standard input")
        parser.add_argument("--agreement", metavar="SLUG", help="only commitments of this agreement")
        parser.add_argument(
            "--limit", type=int, metavar="N", help="at most so many proposals for each document"
        )
        parser.add_argument("--all", action="store_true", help="also those that an editor need not see")

    def handle(self, *, file, agreement, limit, **options):
        if agreement and not Agreement.objects.filter(slug=agreement).exists():
            raise CommandError(f"No agreement is called {agreement}.")
        matcher = Matcher(subjects([agreement] if agreement else None))
        try:
            for number, line in enumerate(_lines(file), start=1):
                if line.strip():
                    answer = self.answer(matcher, line, number, options["all"], limit)
                    self.stdout.write(json.dumps(answer, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error

    def answer(self, matcher, line, number, everything, limit) -> dict:
        try:
            record = json.loads(line)
            document = Document.from_record(record)
        except (ValueError, AttributeError) as error:
            raise CommandError(f"Line {number} is not a JSON object: {error}.") from error
        proposals = matcher.match(document, all=everything)[:limit]
        return {
            "id": record.get("id"),
            "proposals": [
                {
                    "commitment": one.commitment,
                    "score": one.score,
                    "reasons": [reason.words for reason in one.reasons],
                    "kind_of_news": one.kind_of_news,
                }
                for one in proposals
            ],
        }


def _lines(file: str):
    if file == "-":
        yield from sys.stdin
        return
    with Path(file).open(encoding="utf-8") as opened:
        yield from opened
