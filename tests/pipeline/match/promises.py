"""The made-up register that the matcher's tests ask: two agreements with companies, one plan of a government."""

from datetime import date

from tracker.pipeline.match import AGREEMENT, RESPONSIBLE, Document, Matcher, PartyNames, Subject

SIGNED = date(2025, 3, 10)

DEPARTMENT = PartyNames("Department for Samples", ("DfSam",), government=True, role=RESPONSIBLE)
EXAMPLA = PartyNames("Exampla", ("Exampla Systems",), role=RESPONSIBLE)
MOCKDATA = PartyNames("Mockdata", role=RESPONSIBLE)
INSTITUTE = PartyNames("Sample Safety Institute", ("SSI",), government=True, role=RESPONSIBLE)
GOVERNMENT = PartyNames("UK government", ("British government",), government=True, role=AGREEMENT)


def promise(reference, title, statement="", *, parties=(DEPARTMENT, EXAMPLA), **more):
    """One commitment of the memorandum with Exampla, unless `more` says otherwise."""
    given = {
        "agreement": "uk-exampla-2025",
        "agreement_title": "Memorandum of Understanding between the UK (Department for Samples) and Exampla",
        "agreed_on": SIGNED,
        **more,
    }
    return Subject(reference=reference, title=title, statement=statement, parties=tuple(parties), **given)


def promises():
    return (
        promise(
            "EXA-01", "Train 40,000 clerks at Larkfield Park", "Exampla is to open a school for clerks there."
        ),
        promise(
            "EXA-02",
            "Share technical information with the Sample Safety Institute",
            "What models can do is to be passed on.",
            parties=(INSTITUTE, EXAMPLA, DEPARTMENT),
        ),
        promise("EXA-03", "Help small firms with tax forms", "A guide through forms for firms and citizens."),
        promise(
            "MOC-01",
            "Build data centres in the Fernley Growth Zone",
            "Mockdata is to put its machines there.",
            parties=(MOCKDATA, GOVERNMENT),
            agreement="uk-mockdata-2025",
            agreement_title="UK – Mockdata partnership",
            agreed_on=date(2025, 9, 1),
        ),
        promise(
            "SCP-01",
            "Grow public computing power tenfold by 2030",
            "Money for supercomputers that researchers can use.",
            parties=(GOVERNMENT,),
            agreement="sample-compute-plan-2025",
            agreement_title="Sample Compute Plan",
            agreed_on=date(2025, 1, 6),
        ),
    )


def matcher(*extra):
    return Matcher((*promises(), *extra))


def article(title, text="", published="2025-12-01"):
    return Document.from_record(
        {
            "id": "sample",
            "url": "https://gazette.example.org/1",
            "title": title,
            "publisher": "Sample Gazette",
            "published": published,
            "language": "en",
            "text": text,
        }
    )


def best(document, **options):
    """The first proposal, below the line too."""
    return matcher().match(document, all=True, **options)[0]


def of(reference, document, *extra):
    """The proposal for one commitment, below the line too; None where there is none."""
    found = [one for one in matcher(*extra).match(document, all=True) if one.commitment == reference]
    return found[0] if found else None


def said(proposal):
    return " ".join(reason.words for reason in proposal.reasons)


def signals(proposal):
    return {reason.signal for reason in proposal.reasons}
