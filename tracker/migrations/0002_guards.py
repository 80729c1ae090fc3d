"""Triggers that keep the record append-only and true, whoever writes: a form, a shell or raw SQL.

Constraints of one row stand in the models. What needs a second row to judge stands here, once for SQLite and once for
PostgreSQL, built from the same conditions. An error's text starts with the rule's name, as a constraint's would.
"""

from django.db import migrations

APPEND_ONLY = ("assessment", "citation", "wordingrating", "duedate", "itemversion")

# name, table, when the trigger fires, and the condition under which the write is refused.
RULES = (
    (
        "citation_comes_before_its_assessment",
        "citation",
        "INSERT",
        "EXISTS (SELECT 1 FROM tracker_assessment a WHERE a.id = NEW.assessment_id)",
    ),
    (
        "assessment_cites_its_evidence",
        "assessment",
        "INSERT",
        """(NEW.status IN ('under_way', 'partly_delivered', 'delivered', 'not_delivered', 'withdrawn')
            OR (NEW.status = 'stalled' AND NEW.searched_until IS NULL))
        AND NOT EXISTS (SELECT 1 FROM tracker_citation c WHERE c.assessment_id = NEW.id)""",
    ),
    (
        "assessment_cites_its_own_commitment",
        "assessment",
        "INSERT",
        """EXISTS (SELECT 1 FROM tracker_citation c JOIN tracker_bearing b ON b.id = c.bearing_id
            WHERE c.assessment_id = NEW.id AND b.commitment_id <> NEW.commitment_id)""",
    ),
    (
        "assessment_wording_is_the_commitments",
        "assessment",
        "INSERT",
        """NOT EXISTS (SELECT 1 FROM tracker_commitment m WHERE m.id = NEW.commitment_id AND m.wording = NEW.wording
            AND (NEW.wording = '' OR EXISTS (SELECT 1 FROM tracker_wordingrating w
                WHERE w.clause_id = m.clause_id AND w.rating = NEW.wording)))""",
    ),
    (
        "assessment_above_the_ceiling_has_two_raters",
        "assessment",
        "INSERT",
        """NEW.status IN ('partly_delivered', 'delivered', 'not_delivered') AND NEW.own_test = ''
        AND (SELECT COUNT(DISTINCT w.rated_by_id) FROM tracker_wordingrating w
            JOIN tracker_commitment m ON m.clause_id = w.clause_id
            WHERE m.id = NEW.commitment_id AND w.rating = NEW.wording) < 2""",
    ),
    (
        "assessment_own_test_is_the_published_one",
        "assessment",
        "INSERT",
        """NEW.own_test <> '' AND NOT EXISTS (SELECT 1 FROM tracker_commitment m WHERE m.id = NEW.commitment_id
            AND m.own_test = NEW.own_test AND m.own_test_at IS NOT NULL)""",
    ),
    (
        "provisional_at_installation_only",
        "assessment",
        "INSERT",
        """NEW.standing = 'provisional'
        AND EXISTS (SELECT 1 FROM tracker_ledger l WHERE l.installed_at IS NOT NULL)""",
    ),
    (
        "assessment_is_the_approved_proposal",
        "assessment",
        "INSERT",
        """NEW.standing = 'approved' AND NOT EXISTS (SELECT 1 FROM tracker_proposal p WHERE p.id = NEW.proposal_id
            AND p.state = 'approved' AND p.commitment_id = NEW.commitment_id AND p.status = NEW.status
            AND p.reason = NEW.reason AND p.reason_code = NEW.reason_code AND p.depth = NEW.depth
            AND p.confidence = NEW.confidence AND p.contested = NEW.contested
            AND p.proposed_by_id = NEW.proposed_by_id
            AND p.decided_by_id = NEW.approved_by_id)""",
    ),
    (
        "assessment_takes_the_next_place",
        "assessment",
        "INSERT",
        """NEW.seq <> (SELECT COALESCE(MAX(a.seq), 0) + 1 FROM tracker_assessment a)
        OR NEW.previous_hash <> COALESCE((SELECT a.hash FROM tracker_assessment a WHERE a.seq = NEW.seq - 1), '')""",
    ),
    (
        "commitment_starts_not_assessed",
        "commitment",
        "INSERT",
        "NEW.status <> 'not_assessed' OR NEW.standing <> ''",
    ),
    (
        "commitment_status_is_its_newest_assessments",
        "commitment",
        "UPDATE",
        """(NEW.status <> OLD.status OR NEW.standing <> OLD.standing) AND NOT EXISTS (
            SELECT 1 FROM tracker_assessment a WHERE a.commitment_id = NEW.id AND a.status = NEW.status
            AND a.standing = NEW.standing AND a.seq = (SELECT MAX(b.seq) FROM tracker_assessment b
                WHERE b.commitment_id = NEW.id))""",
    ),
    ("commitment_reference_is_never_changed", "commitment", "UPDATE", "NEW.reference <> OLD.reference"),
    (
        "published_own_test_is_never_changed",
        "commitment",
        "UPDATE",
        """OLD.own_test_at IS NOT NULL AND NEW.own_test <> OLD.own_test
        AND EXISTS (SELECT 1 FROM tracker_assessment a WHERE a.commitment_id = NEW.id AND a.own_test = OLD.own_test
            AND a.own_test <> '')""",
    ),
    (
        "installation_is_never_reopened",
        "ledger",
        "UPDATE",
        "OLD.installed_at IS NOT NULL AND (NEW.installed_at IS NULL OR NEW.installed_at <> OLD.installed_at)",
    ),
    ("ledger_is_never_deleted", "ledger", "DELETE", "OLD.id IS NOT NULL"),
)


def rules():
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            yield f"{table}_refuses_{event.lower()}", table, event, "OLD.id IS NOT NULL"
    yield from RULES


def statements(vendor):
    """(create, drop) pairs of SQL for the database in use."""
    for name, table, event, condition in rules():
        if vendor == "sqlite":
            yield (
                f"CREATE TRIGGER {name} BEFORE {event} ON tracker_{table} FOR EACH ROW WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{name}: the record refuses this'); END",
                f"DROP TRIGGER {name}",
            )
            continue
        row = "OLD" if event == "DELETE" else "NEW"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{name}: the record refuses this' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END $$",
            f"DROP FUNCTION {name}() CASCADE",
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON tracker_{table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            "",
        )
        yield f"ALTER TABLE tracker_{table} ENABLE ALWAYS TRIGGER {name}", ""
    if vendor == "postgresql":
        yield (
            "CREATE FUNCTION record_refuses_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'record_refuses_truncate: the record refuses this' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$",
            "DROP FUNCTION record_refuses_truncate() CASCADE",
        )
        for table in (*APPEND_ONLY, "ledger"):
            yield (
                f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON tracker_{table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION record_refuses_truncate()",
                "",
            )
            yield f"ALTER TABLE tracker_{table} ENABLE ALWAYS TRIGGER {table}_refuses_truncate", ""


def guard(apps, schema_editor):
    for create, _ in statements(schema_editor.connection.vendor):
        schema_editor.execute(create)


def unguard(apps, schema_editor):
    for _, drop in statements(schema_editor.connection.vendor):
        if drop:
            schema_editor.execute(drop)


def open_ledger(apps, schema_editor):
    apps.get_model("tracker", "Ledger").objects.create(id=1)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_record")]

    operations = [
        migrations.RunPython(open_ledger, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
