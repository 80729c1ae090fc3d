"""The base of every list of words: a stored value, a label to show and a meaning for readers."""

from enum import StrEnum


class Words(StrEnum):
    """An enumeration whose members carry a label and a meaning beside the stored value."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str, meaning: str = ""):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the order of definition, for Django fields and forms."""
        return [(member.value, member.label) for member in cls]
