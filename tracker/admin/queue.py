"""The review queue: a match in, an editor's decision out. One story at a time, best first; nothing here rates."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tracker.models import Agreement, Evidence, Match
from tracker.services.errors import Refused
from tracker.services.review import accept_match, prefill, redirect_match, reject_match, reopen_match
from tracker.vocabulary import EvidenceRole, MatchState

from .acting import attempt, attempt_into, require
from .forms import EvidenceForm, RedirectForm, RejectForm
from .standing import desk_page, evidence_on, wording_in_words

FILTERS = ("agreement", "kind", "after")
SAID_FROM_EVIDENCE = (
    "publisher", "published_by_party_id", "kind", "tier", "published_on", "published_precision", "event_on",
    "event_precision", "digest", "quote", "archive_url",
)  # fmt: skip


def match_queue(request):
    require(request, "tracker.review_match")
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    if request.method == "POST":
        return _decided(request, asked)
    return _shown(request, asked, _asked_for(request, asked))


# Which match comes next


def _waiting(asked: dict):
    """Pending matches that the filters let through."""
    found = Match.objects.pending()
    if "agreement" in asked:
        found = found.filter(commitment__agreement__slug=asked["agreement"])
    if "kind" in asked:
        found = found.filter(kind_of_news=asked["kind"])
    return found


def _left(asked: dict):
    """Those of them that come after the one put off until later."""
    found = _waiting(asked)
    if not asked.get("after", "").isdecimal():
        return found
    put_off = Match.objects.filter(id=asked["after"]).first()
    if put_off is None:
        return found
    return found.filter(Q(score__lt=put_off.score) | Q(score=put_off.score, id__lt=put_off.id))


def _asked_for(request, asked: dict) -> Match | None:
    wanted = request.GET.get("match", "")
    if wanted.isdecimal():
        return get_object_or_404(_with_parts(Match.objects.all()), id=wanted)
    return _with_parts(_left(asked)).first()


def _with_parts(matches):
    return matches.select_related(
        "commitment__agreement", "commitment__clause", "item__source__publisher", "decided_by", "bearing"
    )


def _address(asked: dict, **more) -> str:
    query = urlencode({**asked, **more})
    return reverse("admin:tracker_match_queue") + (f"?{query}" if query else "")


# The page


def _shown(request, asked: dict, match: Match | None, **forms):
    waiting, left = _waiting(asked).count(), _left(asked).count()
    page = {
        "asked": asked,
        "waiting": waiting,
        "left": left,
        "put_off": waiting - left,
        "agreements": Agreement.objects.filter(commitments__matches__state=MatchState.PENDING).distinct(),
        "kinds": _kinds(),
        "last": _last_decision_of(request.user),
        "from_the_top": _address({name: asked[name] for name in asked if name != "after"}),
        "everything": _address({}),
        "action": f"{_address(asked)}#story",
        "is_nav_sidebar_enabled": False,
    }
    if match is None:
        return desk_page(request, "queue_empty", title="Review queue", **page)
    pending = match.state == MatchState.PENDING
    commitment = match.commitment
    known = _known_as_evidence(match)
    accept = forms.get("accept") or EvidenceForm(
        commitment=commitment, initial=_initial(match, known), prefix="accept"
    )
    faulty = next((form for form in forms.values() if form.errors), None)
    return desk_page(
        request,
        "queue",
        title="Review queue",
        form=faulty if pending else None,
        match=match,
        pending=pending,
        decided=MatchState(match.state).label.lower(),
        mine=match.decided_by_id == request.user.id,
        commitment=commitment,
        clause=commitment.clause,
        **wording_in_words(commitment),
        earlier=evidence_on(commitment),
        roles=dict(EvidenceRole.choices()),
        summary=marked(match.item.summary, match.sentence),
        title_marked=marked(match.item.title, match.sentence),
        percent=round(match.score * 100),
        kind_in_words=in_words(match.kind_of_news),
        same_story=_same_story(match),
        known=known,
        accept=accept,
        reject=forms.get("reject") or RejectForm(prefix="reject"),
        move=forms.get("move") or RedirectForm(commitment=commitment, prefix="move"),
        typed=_typed(forms),
        later=f"{_address({**asked, 'after': match.id})}#story",
        next=f"{_address(asked)}#story",
        **page,
    )


def _kinds() -> list[tuple[str, str]]:
    found = Match.objects.pending().exclude(kind_of_news="").order_by("kind_of_news")
    return [(kind, in_words(kind)) for kind in found.values_list("kind_of_news", flat=True).distinct()]


def in_words(kind_of_news: str) -> str:
    return kind_of_news.replace("_", " ").capitalize()


def marked(text: str, sentence: str) -> tuple[str, str, str] | None:
    """The text before the sentence, the sentence, and the text after it; None where it is not in the text."""
    tokens = sentence.split()
    if not tokens:
        return None
    found = re.search(r"\s+".join(map(re.escape, tokens)), text)
    return found and (text[: found.start()], found.group(), text[found.end() :])


def _same_story(match: Match):
    """Other pending matches of the same item, or of the same page brought by another source."""
    same = Q(item=match.item_id)
    if match.item.url_key:
        same |= Q(item__url_key=match.item.url_key)
    return (
        Match.objects.pending().filter(same).exclude(id=match.id).select_related("commitment", "item__source")
    )


def _known_as_evidence(match: Match) -> Evidence | None:
    key = match.item.url_key
    return Evidence.objects.filter(url_key=key).first() if key else None


def _initial(match: Match, known: Evidence | None) -> dict:
    start = {"published_by_party_id": match.item.source.publisher_id, **prefill(match)}
    if known:
        start |= {name: getattr(known, name) for name in SAID_FROM_EVIDENCE}
    return start


def _typed(forms: dict) -> list[tuple[str, str]]:
    """What was typed into a form that can no longer be sent, so that none of it is lost."""
    return [
        (field.label, field.value())
        for form in forms.values()
        for field in form
        if field.name in ("digest", "quote", "note") and field.value()
    ]


def _last_decision_of(user) -> dict | None:
    last = (
        Match.objects.filter(decided_by=user)
        .exclude(state=MatchState.PENDING)
        .select_related("item", "commitment", "bearing")
        .order_by("-decided_at", "-id")
        .first()
    )
    if last is None:
        return None
    accepted = last.state == MatchState.ACCEPTED
    return {
        "match": last,
        "accepted": accepted,
        "retract": accepted and last.bearing.retracted_at is None,
    }


# Decisions


def _decided(request, asked: dict):
    wanted = request.POST.get("match", "")
    match = get_object_or_404(_with_parts(Match.objects.all()), id=wanted if wanted.isdecimal() else None)
    act = request.POST.get("act")
    if act == "undo":
        return _undone(request, asked, match)
    name, form = _form_of(act, request.POST, match)
    with_whom = {"match_id": match.id, "by": request.user, "now": timezone.now()}
    if form.is_valid():
        if name == "accept":
            made = attempt_into(form, accept_match, **with_whom, **form.cleaned_data)
            said = f"Accepted as evidence for {match.commitment.reference}. No rating has changed."
        elif name == "reject":
            made = attempt_into(form, reject_match, **with_whom, **form.cleaned_data)
            said = f"Rejected for {match.commitment.reference}."
        else:
            made = attempt_into(
                form, redirect_match, **with_whom, commitment_id=form.cleaned_data["commitment"]
            )
            said = made and f"Moved to {made.commitment.reference}, where it now waits for a decision."
        if made:
            messages.success(request, said)
            return HttpResponseRedirect(f"{_address(asked)}#story")
    match = _with_parts(Match.objects).get(id=match.id)  # somebody else may have decided in between
    return _shown(request, asked, match, **{name: form})


def _form_of(act: str, typed, match: Match):
    if act == "reject":
        return "reject", RejectForm(typed, prefix="reject")
    if act == "move":
        return "move", RedirectForm(typed, commitment=match.commitment, prefix="move")
    return "accept", EvidenceForm(typed, commitment=match.commitment, prefix="accept")


def _undone(request, asked: dict, match: Match):
    """Take back one's own rejection, and show that match again."""
    reopened = attempt(request, _reopen_own, match=match, by=request.user, now=timezone.now())
    if not reopened:
        return HttpResponseRedirect(f"{_address(asked)}#story")
    messages.success(
        request, f"Undone: the match for {match.commitment.reference} waits for a decision again."
    )
    return HttpResponseRedirect(f"{_address(asked, match=match.id)}#story")


def _reopen_own(*, match: Match, by, now) -> Match:
    if match.decided_by_id != by.id:
        raise Refused("You can undo only a decision of your own.")
    return reopen_match(match_id=match.id, by=by, now=now)
