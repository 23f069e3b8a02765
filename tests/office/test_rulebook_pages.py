"""The rulebook in the office: read by everybody, drafted by those who may, decided by a second person."""

import copy
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import Source, Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.rulebook import preset_json
from klimapakt.office.rulebook_form import RulebookForm
from klimapakt.organisations.models import Organisation
from klimapakt.pacts import queries
from klimapakt.pacts.actions import adopt_preset, change_draft, draft_rulebook, give_office_role, propose_rulebook
from klimapakt.pacts.enums import OfficeKind, VersionState
from klimapakt.pacts.models import RulebookVersion
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn

pytestmark = pytest.mark.django_db
ROOT = "/office/rulebook/"


@pytest.fixture(autouse=True)
def _in_force(pact: object) -> None:
    adopt_preset(preset="krefeld", by=None)


@pytest.fixture
def ole(db: None) -> Person:
    """Ole works on cases and drafts."""
    person = create_person(
        email="ole@city.example.org", name="Ole Petersen", language="en", password=PASSWORD, by=None
    )
    give_office_role(person=person, kind=OfficeKind.CASE_WORKER, by=None)
    return person


@pytest.fixture
def oles(ole: Person, sign_in: SignIn) -> Client:
    return sign_in(ole)


@pytest.fixture
def adas(ada: Person, sign_in: SignIn) -> Client:
    """Ada's browser; she heads the office."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return sign_in(ada)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    """The bakery, a member for fifteen months."""
    joined = timezone.localdate() - timedelta(days=450)
    days = Days(signed_on=joined, joined_on=joined)
    return memberships.begin(
        organisation=bakery, source=Source.IMPORT, by=None, stage=Stage.ACTIVE, days=days
    )


def entered(raw: Mapping[str, Any] | None = None, **changes: object) -> dict[str, Any]:
    """Return what a browser sends for a rulebook as the form shows it, with what somebody changed."""
    form = RulebookForm(raw=raw or preset_json("krefeld"), in_force=None)
    sent = {
        name: value
        for name, field in form.fields.items()
        if (value := form.get_initial_for_field(field, name)) not in (None, "", False, [])
    }
    return {**sent, "reason": "The council wants it", **changes}


def changed(months: int = 6) -> dict[str, Any]:
    """Return the rulebook of Krefeld with another deadline and where that stands."""
    raw: dict[str, Any] = copy.deepcopy(dict(preset_json("krefeld")))
    raw["sources"]["council"] = {
        "title": "Council decision 12/2026",
        "address": "file 12",
        "valid_from": "2026-10-01",
    }
    raw["parameters"]["baseline"]["value"]["due_months"] = months
    raw["parameters"]["baseline"]["source"] = ["council"]
    return raw


NEW_SOURCE = {
    "baseline__new__title": "Council decision 12/2026",
    "baseline__new__address": "file 12",
    "baseline__new__valid_from": "2026-10-01",
}


def test_the_form_shows_a_rulebook_so_that_sending_it_back_changes_nothing() -> None:
    from django.http import QueryDict

    for name in ("krefeld", "duesseldorf", "essen", "bw-klimabuendnis", "uppsala", "sme-climate-hub"):
        sent = QueryDict(mutable=True)
        for key, value in entered(preset_json(name)).items():
            sent.setlist(key, value if isinstance(value, list) else [value])
        form = RulebookForm(sent, raw=preset_json(name), in_force=None)
        assert form.is_valid(), form.errors
        from klimapakt.methods.rulebook import preset, read_rulebook

        assert read_rulebook(form.raw) == preset(name)


def test_pages(oles: Client, adas: Client, member: Membership) -> None:
    assert oles.get(ROOT).status_code == 200
    assert oles.get(ROOT + "new/").status_code == 200
    assert oles.get(ROOT + "new/krefeld/").status_code == 200
    answer = oles.post(ROOT + "new/version-1/", entered(baseline__due_months="6", **NEW_SOURCE))
    if answer.status_code == 200:
        print(answer.context["form"].errors)
    assert answer.status_code == 302
    for page in ("2/", "2/edit/", "2/simulation/", "2/simulation.csv", "2/rulebook.json"):
        assert oles.get(ROOT + page).status_code == 200, page
    assert oles.post(ROOT + "2/propose/").status_code == 302
    assert adas.get(ROOT + "2/decide/").status_code == 200
    assert adas.get("/office/staff/").status_code == 200
    assert adas.get("/office/staff/invite/").status_code == 200
