"""Something countable and a page number from a stranger in; one page of it out, or what is wrong with the number."""

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404

from .misunderstood import Misunderstood

PER_PAGE = 50


def one_page(things, asked: str, *, per_page: int = PER_PAGE) -> Page:
    """The page asked for, or the first; past the end there is no such page, and nonsense is not understood."""
    try:
        return Paginator(things, per_page).page(asked or 1)
    except PageNotAnInteger as error:
        raise Misunderstood("A page number is a whole number, such as page=2.") from error
    except EmptyPage as error:
        raise Http404 from error
