"""Which public address leads to which page, file or feed."""

from django.urls import path

from . import agreements, commitment, commitments, health, home, parties, reading, robots, updates

urlpatterns = [
    path("", home.home, name="home"),
    path("agreements/", agreements.agreement_list, name="agreements"),
    path("agreements/<slug:slug>.json", agreements.agreement_json, name="agreement_json"),
    path("agreements/<slug:slug>.atom", agreements.agreement_atom, name="agreement_atom"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement"),
    path("commitments.csv", commitments.commitments_csv, name="commitments_csv"),
    path("commitments.json", commitments.commitments_json, name="commitments_json"),
    path("commitments.atom", commitments.commitments_atom, name="commitments_atom"),
    path("commitments/", commitments.commitment_list, name="commitments"),
    path("commitments/<slug:reference>.json", commitment.commitment_json, name="commitment_json"),
    path("commitments/<slug:reference>.atom", commitment.commitment_atom, name="commitment_atom"),
    path("commitments/<slug:reference>/", commitment.commitment_detail, name="commitment"),
    path("parties/<slug:slug>/", parties.party_detail, name="party"),
    path("updates.csv", updates.updates_csv, name="updates_csv"),
    path("updates.json", updates.updates_json, name="updates_json"),
    path("updates.atom", updates.updates_atom, name="updates_atom"),
    path("updates/", updates.update_list, name="updates"),
    path("method/", reading.method, name="method"),
    path("about/", reading.about, name="about"),
    path("data/", reading.data, name="data"),
    path("accessibility/", reading.accessibility, name="accessibility"),
    path("privacy/", reading.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
]
