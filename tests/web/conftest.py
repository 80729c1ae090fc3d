"""What the tests of the public's door share."""

import pytest

from .site import Site


@pytest.fixture
def site(db):
    """A small public site in every state that pages have to show."""
    return Site()
