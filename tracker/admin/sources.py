"""The editors' door to the watch: the sources, and buttons that have them checked, paused and resumed."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from tracker.models import Item, Source
from tracker.reports.desk import watch_state
from tracker.services import sources
from tracker.services.errors import Refused
from tracker.vocabulary import CheckOutcome, SourceKind

from .acting import Act, RecordAdmin, attempt, show_refusal

EVERY = (
    (5, "5 minutes"), (15, "15 minutes"), (30, "30 minutes"), (60, "hour"), (180, "3 hours"),
    (360, "6 hours"), (720, "12 hours"), (1440, "day"),
)  # fmt: skip
SHOWN_CHECKS = 50
WEEK = timedelta(days=7)


def check_now(request, source):
    done = attempt(request, sources.check_soon, source_id=source.pk)
    return done and f"{source} is queued: the next free worker checks it."


def pause(request, source):
    done = attempt(request, sources.pause_source, source_id=source.pk, by=request.user, now=timezone.now())
    return done and f"{source} is paused. Readers are told that it is not being checked."


def resume(request, source):
    done = attempt(request, sources.resume_source, source_id=source.pk, by=request.user, now=timezone.now())
    return done and f"{source} is watched again and queued for a check."


def is_stopped(source) -> bool:
    return bool(source.paused_at or source.parked_at)


class SourceForm(forms.ModelForm):
    """A place to watch. Its address is judged as the fetcher would judge it, and stays as it is once added."""

    every = forms.TypedChoiceField(label="Check every", coerce=int, choices=EVERY, initial=60)

    class Meta:
        labels = {"url": "Address"}
        widgets = {"agreements": forms.CheckboxSelectMultiple}
        help_texts = {"name": "Shown to readers in the follow-up log. Left empty, it is the site’s name."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields and not self.instance.pk:
            self.fields["name"].required = False
        if self.instance.pk and "every" in self.fields:
            minutes = int(self.instance.period.total_seconds() // 60)
            if minutes not in dict(EVERY):
                self.fields["every"].choices = sorted([*EVERY, (minutes, f"{minutes} minutes")])
            self.initial["every"] = minutes

    def clean(self):
        told = super().clean()
        if not self.instance.pk and told.get("url"):
            try:
                sources.refuse_unsafe_url(told["url"])
            except Refused as refusal:
                show_refusal(self, refusal)
            else:
                if Source.objects.filter(kind=told.get("kind"), url=told["url"]).exists():
                    self.add_error("url", "This address is watched already.")
        return told

    def _get_validation_exclusions(self):
        """Leave what `clean` says in better words, and the name that the service fills in, to those two."""
        return super()._get_validation_exclusions() | {"url", "name"}


class TroubleFilter(admin.SimpleListFilter):
    title = "the watch"
    parameter_name = "watch"

    def lookups(self, request, model_admin):
        return (
            ("failing", "Failing"),
            ("unchecked", "Not checked in time"),
            ("paused", "Paused"),
            ("parked", "Parked"),
        )

    def queryset(self, request, queryset):
        if self.value() == "unchecked":
            return queryset.filter(id__in=Source.objects.unchecked().values("id"))
        chosen = {
            "failing": Q(failures__gt=0),
            "paused": Q(paused_at__isnull=False),
            "parked": Q(parked_at__isnull=False),
        }
        return queryset.filter(chosen[self.value()]) if self.value() in chosen else queryset


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """The places we watch."""

    form = SourceForm
    list_display = ("name", "outcome", "failing_since", "items_this_week", "next_check", "slot")
    list_select_related = ("paused_by",)
    list_filter = (TroubleFilter, "last_outcome", "kind", "agreements")
    search_fields = ("name", "url", "note")
    actions = ("check_the_chosen", "pause_the_chosen", "resume_the_chosen")
    acts = (
        Act("check", "Check now", "tracker.check_source", check_now, lambda row: not is_stopped(row)),
        Act("pause", "Pause", "tracker.check_source", pause, lambda row: row.paused_at is None),
        Act("resume", "Resume", "tracker.check_source", resume, is_stopped),
    )

    def get_changeform_initial_data(self, request):
        return {"kind": SourceKind.FEED.value, **super().get_changeform_initial_data(request)}

    def get_queryset(self, request):
        recent = Item.objects.filter(source=OuterRef("pk"), first_seen_at__gte=timezone.now() - WEEK)
        counted = recent.order_by().values("source").annotate(n=Count("id")).values("n")
        this_week = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(this_week=this_week)

    def get_fields(self, request, obj=None):
        every = ("every",) if self.has_change_permission(request, obj) or obj is None else ("period",)
        return ("kind", "url", "name", *every, "agreements", "publisher", "note")

    def get_readonly_fields(self, request, obj=None):
        return ("kind", "url", "added_at", "added_by") if obj else ()

    def has_delete_permission(self, request, obj=None):
        """Only a source that never was checked: what a check looked at stays on record."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.checks.exists())

    def save_model(self, request, obj, form, change):
        minutes = form.cleaned_data["every"]
        if change:
            if "every" in form.changed_data:
                obj.period = timedelta(minutes=minutes)
                obj.save(update_fields=["period"])
            super().save_model(request, obj, form, change)
            return
        added = sources.add_source(
            kind=obj.kind,
            url=obj.url,
            name=obj.name,
            every_minutes=minutes,
            publisher_id=obj.publisher_id,
            by=request.user,
            now=timezone.now(),
        )
        if obj.note:
            Source.objects.filter(pk=added.pk).update(note=obj.note)
        obj.pk = added.pk
        obj.refresh_from_db()

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except (
            Refused
        ) as refusal:  # somebody else added the same address between the form's look and the write
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        source = (
            Source.objects.select_related("paused_by").filter(pk=object_id).first()
            if object_id.isdigit()
            else None
        )
        shown = {}
        if source:
            checks = list(source.checks.defer("redirects")[: SHOWN_CHECKS + 1])
            shown = {
                "source": source,
                "state": watch_state(source, now=timezone.now()),
                "outcome": CheckOutcome(source.last_outcome) if source.last_outcome else None,
                "checks": [(check, CheckOutcome(check.outcome)) for check in checks[:SHOWN_CHECKS]],
                "more_checks": len(checks) > SHOWN_CHECKS,
                "all_checks": f"{reverse('admin:tracker_check_changelist')}?source__id__exact={source.pk}",
            }
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    # Bulk actions: one call of the service for each row, and its answer as a message.

    def has_check_permission(self, request):
        return request.user.has_perm("tracker.check_source")

    def _each(self, request, queryset, do):
        for source in queryset.order_by("name"):
            if said := do(request, source):
                self.log_change(request, source, said)
                messages.success(request, said)

    @admin.action(description="Check the chosen sources now", permissions=["check"])
    def check_the_chosen(self, request, queryset):
        self._each(request, queryset, check_now)

    @admin.action(description="Pause the chosen sources", permissions=["check"])
    def pause_the_chosen(self, request, queryset):
        self._each(request, queryset, pause)

    @admin.action(description="Resume the chosen sources", permissions=["check"])
    def resume_the_chosen(self, request, queryset):
        self._each(request, queryset, resume)

    @admin.display(description="last check", ordering="last_outcome")
    def outcome(self, source):
        return CheckOutcome(source.last_outcome).label if source.last_outcome else "Not checked yet"

    @admin.display(description="items in 7 days", ordering=F("this_week"))
    def items_this_week(self, source):
        return source.this_week

    @admin.display(description="next check", ordering="next_check_at")
    def next_check(self, source):
        state = watch_state(source, now=timezone.now())
        return f"{timezone.localtime(state.at):%-d %b %Y, %H:%M}" if state.key == "waiting" else state.word
