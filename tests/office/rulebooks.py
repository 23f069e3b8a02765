"""What a browser sends for a rulebook, and a rulebook that differs from the one in force."""

import copy
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from django.http import HttpResponseBase, QueryDict

from klimapakt.methods.rulebook import preset_json
from klimapakt.office.rulebook_form import RulebookForm
from klimapakt.pacts.actions import draft_rulebook, propose_rulebook
from klimapakt.pacts.models import RulebookVersion
from klimapakt.people.models import Person

ROOT: Final = "/office/rulebook/"
NEW_SOURCE: Final = {
    "baseline__new__title": "Council decision 12/2026",
    "baseline__new__address": "file 12",
    "baseline__new__valid_from": "2026-10-01",
}


def entered(raw: Mapping[str, Any] | None = None, /, **changes: object) -> dict[str, Any]:
    """Return what a browser sends for a rulebook as the form shows it, with what somebody changed."""
    form = RulebookForm(raw=raw or preset_json("krefeld"), in_force=None)
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: value for name, value in shown.items() if value not in (None, "", False, [])}
    return {**sent, "reason": "The council wants it", **changes}


def posted(values: Mapping[str, Any]) -> QueryDict:
    """Return it as it arrives."""
    sent = QueryDict(mutable=True)
    for key, value in values.items():
        sent.setlist(key, value if isinstance(value, list) else [value])
    return sent


def changed(months: int = 6) -> dict[str, Any]:
    """Return the rulebook of Krefeld with another deadline of the baseline and where that stands."""
    raw: dict[str, Any] = copy.deepcopy(dict(preset_json("krefeld")))
    raw["sources"]["council"] = {
        "title": "Council decision 12/2026",
        "address": "file 12",
        "valid_from": "2026-10-01",
    }
    raw["parameters"]["baseline"]["value"]["due_months"] = months
    raw["parameters"]["baseline"]["source"] = ["council"]
    return raw


def drafted(by: Person, months: int = 6, **more: object) -> RulebookVersion:
    """Return a draft with another deadline of the baseline."""
    return draft_rulebook(raw={**changed(months), **more}, reason="The council wants it", by=by)


def proposed(by: Person, months: int = 6) -> RulebookVersion:
    """Return a proposed version with another deadline of the baseline."""
    return propose_rulebook(version=drafted(by, months), by=by)


def numbered(number: int) -> RulebookVersion:
    """Return a version as it is now."""
    return RulebookVersion.objects.get(version=number)


def text_of(answer: HttpResponseBase) -> str:
    """Return what a page says, without its markup."""
    page: str = answer.content.decode()  # type: ignore[attr-defined]  # pages are whole
    page = re.sub(r"(?s)<(head|style|svg)\b.*?</\1>", " ", page)
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))
