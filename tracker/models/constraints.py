"""The shapes of constraint that many models share, as functions that return one `CheckConstraint` each."""

from django.db.models import CheckConstraint, Q

from tracker.vocabulary import Words


def known(model: str, field: str, words: type[Words], *, blank: bool = False) -> CheckConstraint:
    """The field holds one of the vocabulary's values (or, where `blank`, the empty string)."""
    values = [word.value for word in words] + ([""] if blank else [])
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{model}_{field}_is_known")


def paired(model: str, act: str) -> CheckConstraint:
    """Who and when stand together: `<act>_at` and `<act>_by` are both set or both empty."""
    both = Q(**{f"{act}_at__isnull": False, f"{act}_by__isnull": False})
    neither = Q(**{f"{act}_at__isnull": True, f"{act}_by__isnull": True})
    return CheckConstraint(condition=both | neither, name=f"{model}_{act}_has_who_and_when")


def written(model: str, field: str) -> CheckConstraint:
    """The text field is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=f"{model}_{field}_is_written")
