"""The forms about stories: the interview in two languages, and the release by the member."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.publicity.actions import Draft
from klimapakt.publicity.enums import TextLanguage
from klimapakt.publicity.models import Story
from klimapakt.publicity.presenting import WORDS
from klimapakt.publicity.rules import FIELDS

_LONGEST: Final = {"title": 200, "sentence": 500, "quote": 600}
_LONG: Final = 4000


class StoryForm(forms.Form):
    """What the member writes: the same questions in German and in English, and who is quoted."""

    quoted = forms.CharField(
        label=_("Who is quoted"), max_length=150, required=False, help_text=_("Name and function.")
    )
    quote_consent = forms.BooleanField(
        label=_("This person has read the quotation and agrees that it is published with the name."),
        required=False,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for language in TextLanguage.values:
            for name in FIELDS:
                self.fields[f"{language}_{name}"] = _part(name, language)

    @classmethod
    def initial_of(cls, story: Story) -> dict[str, object]:
        """Return what stands in the draft."""
        found: dict[str, object] = {
            "quoted": story.quoted,
            "quote_consent": story.quote_consent,
            "seen": story.revision,
        }
        for one in story.texts.all():
            found |= {f"{one.language}_{name}": getattr(one, name) for name in FIELDS}
        return found

    def draft(self) -> Draft:
        """Return what was written."""
        given = self.cleaned_data
        texts = {
            language: {name: given[f"{language}_{name}"] for name in FIELDS}
            for language in TextLanguage.values
        }
        return Draft(texts, given["quoted"], given["quote_consent"])

    @property
    def languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of each language under its name."""
        return [(str(one.label), [self[f"{one.value}_{name}"] for name in FIELDS]) for one in TextLanguage]


class StoryReleaseForm(forms.Form):
    """The consent to exactly this text; what changed where one was published before."""

    consent = forms.BooleanField(
        label=_("We release this text for the website of the pact, as it stands here.")
    )
    reason = forms.CharField(
        label=_("What changed and why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is published in the log of corrections."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, seen: int, needs_reason: bool) -> None:
        super().__init__(data, initial={"seen": seen}, prefix="release")
        if not needs_reason:
            del self.fields["reason"]


def _part(name: str, language: str) -> forms.CharField:
    attrs: dict[str, object] = {"lang": language}
    widget: forms.Widget = forms.TextInput(attrs)
    if name != "title":
        widget = forms.Textarea({**attrs, "rows": 3})
    return forms.CharField(
        label=WORDS[name], max_length=_LONGEST.get(name, _LONG), required=False, widget=widget
    )
