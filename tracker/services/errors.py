"""What a service raises when it will not do what was asked."""


class Refused(Exception):
    """A refusal whose text is a sentence to show; `field` names the form field that it belongs to, if one does."""

    def __init__(self, sentence: str, *, field: str = ""):
        super().__init__(sentence)
        self.field = field
