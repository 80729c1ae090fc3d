"""A small public site in every state that pages have to show, and the addresses of everything on it."""

from datetime import date, timedelta

from tests import factories as make
from tracker.models import AgreementRelation, AgreementText, Commitment, Theme
from tracker.services import assessing
from tracker.services.review import reject_match, retract_bearing

EMPTY_PATHS = (
    "/", "/agreements/", "/commitments/", "/updates/", "/method/", "/about/", "/data/", "/accessibility/", "/privacy/",
    "/commitments.csv", "/commitments.json", "/commitments.atom", "/updates.csv", "/updates.json", "/updates.atom",
    "/robots.txt", "/sitemap.xml",
)  # fmt: skip


class Site:
    """What was built: `paths` are all its public addresses, `pages` those that are HTML."""

    def __init__(self):
        self.department = make.party("Sample Department", "government", short_name="SD")
        self.company = make.party("Sample Company")
        self.agreement = make.agreement(
            self.department,
            self.company,
            title="Sample memorandum",
            nature="voluntary",
            limits="Not exclusive\nNo effect on buying",
            note="The whole text was read.",
            ends_on=date(2029, 7, 1),
        )
        self.plan = make.agreement(self.department, title="Sample plan", legal_force="policy")
        AgreementRelation.objects.create(agreement=self.agreement, other=self.plan, relation="serves")
        self.text = AgreementText.objects.create(
            agreement=self.agreement,
            version=1,
            text="Both sides will open a centre.",
            sha256=AgreementText.hash_of("Both sides will open a centre."),
            basis="primary",
            source_url="https://sample.example/text",
            retrieved_at=make.NOW,
            retrieved_by=make.person(),
        )
        self.theme = Theme.objects.create(slug="skills", name="Skills")
        self._commitments()
        self._watching()

    def _commitments(self):
        within, by = self.agreement, self.company
        self.stalled = make.commitment_with_testable_words(within, by=by, reference="SMP-A")
        self.stalled_rating = make.rated(self.stalled, "stalled", depth="planned")
        self.delivered = make.commitment_with_testable_words(within, by=self.department, reference="SMP-B")
        make.rated(self.delivered, "under_way")
        make.rated(self.delivered, "delivered")
        self.vague = make.commitment(
            within, by=by, reference="SMP-C", kind="ongoing", clause=make.clause(within, quote="")
        )
        assessing.judge_wording(
            clause_id=self.vague.clause_id, by=make.person(), now=make.NOW,
            who=True, what=False, how_much=False, when=False, force="soft", reason="No act is named.",
        )  # fmt: skip
        self.vague.refresh_from_db()
        make.rated(self.vague, "under_way")
        self.overdue = make.commitment(self.plan, by=self.department, reference="SMP-D")
        self.coming = make.commitment(self.plan, by=self.department, reference="SMP-E")
        for one, day in ((self.overdue, date(2025, 1, 31)), (self.coming, date(2099, 12, 31))):
            assessing.set_due_date(
                commitment_id=one.id,
                by=make.person(),
                now=make.NOW,
                due_on=day,
                precision="day",
                basis="stated",
            )
            one.themes.add(self.theme)
        self.retracted = make.bearing(self.vague, make.evidence(title="Sample mistake"))
        retract_bearing(
            bearing_id=self.retracted.id, by=make.person(), now=make.NOW, because="It tells of another."
        )

    def _watching(self):
        self.source = make.source(name="Sample feed")
        self.source.agreements.add(self.agreement)
        # Followed for a month when the source is checked: an earlier check would not have looked for them.
        Commitment.objects.filter(published_at__isnull=False).update(
            published_at=make.NOW - timedelta(days=30)
        )
        looked = make.check(self.source, "ok", items_seen=9, items_new=2)
        make.check(self.source, "timeout", started_at=make.NOW - timedelta(hours=1))
        hit = make.match(self.vague, make.item(looked))
        reject_match(match_id=hit.id, by=make.person(), now=make.NOW, because="opinion")
        type(self.source).objects.filter(id=self.source.id).update(looked_at=make.NOW, checked_at=make.NOW)

    @property
    def pages(self):
        return [
            *(path for path in EMPTY_PATHS if path.endswith("/")),
            f"/agreements/{self.agreement.slug}/",
            f"/agreements/{self.plan.slug}/",
            f"/parties/{self.company.slug}/",
            f"/parties/{self.department.slug}/",
            *(f"/commitments/SMP-{letter}/" for letter in "ABCDE"),
            "/commitments/?status=stalled&status=under_way&q=sample",
            "/commitments/?q=nothing-has-this-word",
            "/updates/?what=rating",
        ]

    @property
    def paths(self):
        return [
            *self.pages,
            *(path for path in EMPTY_PATHS if not path.endswith("/")),
            *(f"/commitments/SMP-{letter}.{form}" for letter in "ABCDE" for form in ("json", "atom")),
            *(
                f"/agreements/{one.slug}.{form}"
                for one in (self.agreement, self.plan)
                for form in ("json", "atom")
            ),
            "/commitments.csv?schedule=overdue",
            "/commitments.json?party=" + self.company.slug,
            "/commitments.atom?kind=ongoing",
        ]


def body(response) -> bytes:
    """The whole answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
