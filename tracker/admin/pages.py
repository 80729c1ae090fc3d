"""Addresses of the desk's own pages, for the site to put before those that each list brings."""

from django.urls import path

from . import attaching, judging_pages, queue, rating_pages


def urls(site) -> list:
    """Every path, wrapped so that only staff who are logged in come through."""
    return [
        path(f"tracker/{route}", site.admin_view(view), name=name)
        for route, view, name in (
            ("match/queue/", queue.match_queue, "tracker_match_queue"),
            ("commitment/<int:pk>/propose/", rating_pages.propose, "tracker_commitment_propose"),
            ("proposal/<int:pk>/decide/", rating_pages.decide, "tracker_proposal_decide"),
            ("clause/<int:pk>/judge/", judging_pages.judge, "tracker_clause_judge"),
            ("commitment/<int:pk>/due/", judging_pages.due, "tracker_commitment_due"),
            ("commitment/<int:pk>/own-test/", judging_pages.own_test, "tracker_commitment_own_test"),
            ("commitment/<int:pk>/attach/", attaching.attach, "tracker_commitment_attach"),
            ("bearing/<int:pk>/retract/", attaching.retract, "tracker_bearing_retract"),
        )
    ]
