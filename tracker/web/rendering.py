"""A template's name and plain values in, a page out."""

from django.shortcuts import render


def page(request, template: str, *, section: str = "", status: int = 200, **values):
    """A public page; `section` is the part of the site that the navigation marks as current."""
    return render(
        request,
        f"tracker/{template}.html",
        {"section": section, "path": request.path, **values},
        status=status,
        using="public",
    )
