"""Choices whose every option says what it means: radios and check-boxes that carry a sentence, a link or a refusal."""

from dataclasses import dataclass

from django import forms

from tracker.vocabulary import Words


@dataclass(frozen=True)
class Told:
    """What stands beside one option. `closed` is the reason why it cannot be chosen; the service holds the same."""

    meaning: str = ""
    closed: str = ""
    link: str = ""
    link_words: str = ""


class Explaining:
    """A widget that hands each option's `Told` to the template, which shows it beside the option's label."""

    told: dict[str, Told]

    def __init__(self, *args, told=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = told or {}

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex=subindex, attrs=attrs)
        option["told"] = told = self.told.get(str(value), Told())
        identity = option["attrs"].get("id")
        if identity and (told.meaning or told.closed):
            option["attrs"]["aria-describedby"] = f"{identity}-told"
        if told.closed:
            option["attrs"]["disabled"] = True
        return option


class Radios(Explaining, forms.RadioSelect):
    """One of several, each explained."""


class Checks(Explaining, forms.CheckboxSelectMultiple):
    """Any of several, each explained."""


def meanings(words: type[Words]) -> dict[str, Told]:
    """The public meaning of each word, by its value."""
    return {word.value: Told(meaning=word.meaning) for word in words}


def one_of(words: type[Words], label: str, **options) -> forms.ChoiceField:
    """A field of radios over a list of words, with their meanings."""
    return forms.ChoiceField(
        label=label, choices=words.choices(), widget=Radios(told=meanings(words)), **options
    )


def any_of(words: type[Words], label: str, **options) -> forms.MultipleChoiceField:
    """A field of check-boxes over a list of words, with their meanings."""
    return forms.MultipleChoiceField(
        label=label, choices=words.choices(), widget=Checks(told=meanings(words)), **options
    )
