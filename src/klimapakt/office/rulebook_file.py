"""A rulebook that is loaded as a file: read strictly, with everything that is wrong at once."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from klimapakt.methods.json_text import read_json
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook import Rulebook, problems, read_rulebook, unsourced


class RulebookFileForm(forms.Form):
    """A file, and why the rulebook changes."""

    file = forms.FileField(
        label=_("Rulebook as a file (JSON)"),
        help_text=_("Download a version, change it, and load it here. At most 512 KB."),
    )
    reason = forms.CharField(
        label=_("Why the rulebook changes"),
        help_text=_("Stands with the version for good, for example the decision of the council."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def problems_in(content: bytes, in_force: Rulebook | None) -> tuple[object, tuple[Refused, ...]]:
    """Return what a file holds, and everything that keeps it from being the next version."""
    try:
        raw = _plain(read_json(content))
    except Refused as refused:
        return None, (refused,)
    found = problems(raw)
    if not found and in_force is not None:
        found = unsourced(in_force, read_rulebook(raw))
    return raw, found


def _plain(value: object) -> object:
    """Return JSON without decimals, which have no spelling of their own in it."""
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else str(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
