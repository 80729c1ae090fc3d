"""A query string that makes no sense, and how a view answers it: 400, in a sentence, with what would have."""

from functools import wraps

from .errors import told


class Misunderstood(Exception):
    """What was asked for makes no sense; `choices` are (value, meaning) pairs that would."""

    def __init__(self, sentence: str, choices=()):
        super().__init__(sentence)
        self.choices = choices


def answers_nonsense(view):
    """Let the view raise `Misunderstood` and answer it with a page."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Misunderstood as error:
            return told(request, 400, sentence=str(error), choices=error.choices)

    return answering
