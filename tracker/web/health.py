"""Two questions of an operator: is this process alive, and can the site do its work?

The site is ready as long as its database answers: 200. Without the broker, or with checks that have fallen behind, it
is degraded but still true and readable, so that stays 200 and is named in the answer. Without the database it is 503.
"""

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Max
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker.models import Check
from tracker.reports.watching import public_sources

from .marks import utc

PATIENCE = 0.8  # seconds to connect, and as many to answer: together under two


def broker_answers() -> bool:
    """Whether the broker answers a ping in time."""
    try:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        with client:
            return bool(client.ping())
    except (redis.RedisError, OSError, ValueError):
        return False


@require_safe
def healthz(request):
    return _told({"status": "ok", "version": settings.TRACKER_VERSION})


@require_safe
def readyz(request, *, ping=broker_answers):
    now = timezone.now()
    broker = "ok" if ping() else "unreachable"
    try:
        # This answer is public: a source that watches only drafts may not move it.
        sources = public_sources()
        last = Check.objects.filter(source__in=sources.values("id")).aggregate(at=Max("finished_at"))["at"]
        watched, behind = sources.watched().count(), sources.unchecked().count()
    except (DatabaseError, InterfaceError):
        return _told({"status": "unavailable", "database": "unreachable", "broker": broker}, status=503)
    return _told(
        {
            "status": "ok" if broker == "ok" and not behind else "degraded",
            "database": "ok",
            "broker": broker,
            "last_check_at": utc(last) if last else None,
            "last_check_age_seconds": round((now - last).total_seconds()) if last else None,
            "sources_watched": watched,
            "sources_unchecked": behind,
        }
    )


def _told(answer: dict, status: int = 200) -> JsonResponse:
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store"})
