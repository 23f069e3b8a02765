"""What a version changes for members, and the decision of a second person who has seen it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.enums import Stage
from klimapakt.memberships.models import Membership
from klimapakt.methods.rulebook import preset_json
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import draft_rulebook, propose_rulebook
from klimapakt.pacts.enums import VersionState
from klimapakt.people.models import Person
from tests.office.rulebooks import ROOT, drafted, numbered, proposed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("krefeld_in_force")]


# -- effects -----------------------------------------------------------------------------------


def test_the_simulation_says_first_how_many_and_then_what_for_whom(
    oles: Client, ole: Person, member: Membership
) -> None:
    drafted(ole, months=18)
    page = text_of(oles.get(f"{ROOT}2/simulation/"))
    assert "Members for whom something changes 1 of 1" in page
    assert "Duties due later 1" in page
    assert "Bakery" in page
    assert "later" in page


def test_who_would_be_overdue_at_once_is_said_loudly(
    oles: Client, ole: Person, old_member: Membership
) -> None:
    drafted(ole, months=3)
    page = text_of(oles.get(f"{ROOT}2/simulation/"))
    assert "1 member would be in delay at once" in page
    assert "overdue at once" in page


def test_the_time_somebody_rested_does_not_count(oles: Client, ole: Person, old_member: Membership) -> None:
    rested = memberships.move(
        membership=old_member, to=Stage.DORMANT, reason="Fire", seen_revision=old_member.revision, by=ole
    )
    rested.steps.filter(to_stage=Stage.DORMANT).update(at=timezone.now() - timedelta(days=200))
    drafted(ole, months=3)
    page = text_of(oles.get(f"{ROOT}2/simulation/"))
    assert "Duties due earlier 1" in page
    assert "overdue at once" not in page.replace("Duties overdue at once 0", "")


def test_members_for_whom_nothing_changes_are_shown_on_request(
    oles: Client, ole: Person, member: Membership
) -> None:
    draft_rulebook(raw=preset_json("krefeld"), reason="Only words", by=ole)
    assert "Nothing changes for the 1 member" in text_of(oles.get(f"{ROOT}2/simulation/"))
    assert "Bakery" not in text_of(oles.get(f"{ROOT}2/simulation/"))
    assert "Bakery" in text_of(oles.get(f"{ROOT}2/simulation/?show=all"))


def test_the_table_has_a_row_for_every_duty_that_changes(
    oles: Client, ole: Person, member: Membership
) -> None:
    drafted(ole, months=18)
    lines = oles.get(f"{ROOT}2/simulation.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Organisation;Member since;Duty;Change")
    assert len(lines) == 2
    assert lines[1].startswith(f"Bakery;{member.joined_on};Baseline inventory;later;")


def test_a_name_that_is_a_formula_is_harmless_in_the_table(
    oles: Client, ole: Person, member: Membership
) -> None:
    Organisation.objects.filter(pk=member.organisation_id).update(name="=1+1")
    drafted(ole, months=18)
    assert "\n'=1+1;" in oles.get(f"{ROOT}2/simulation.csv").content.decode()


# -- deciding ----------------------------------------------------------------------------------


def decision(client: Client, number: int = 2, **more: str) -> dict[str, str]:
    """Return what the head sends after having looked at the effects."""
    form = client.get(f"{ROOT}{number}/decide/").context["form"]
    return {"seen_sha256": form["seen_sha256"].value(), "seen": "on", "reason": "Decided", **more}


def test_a_second_person_puts_it_into_force_with_a_reason(
    adas: Client, ada: Person, ole: Person, member: Membership
) -> None:
    proposed(ole)
    assert adas.post(f"{ROOT}2/decide/", decision(adas)).status_code == 302
    version = numbered(2)
    assert (version.state, version.activated_by) == (VersionState.IN_FORCE, ada)
    assert (version.activation_reason, len(version.simulation_sha256)) == ("Decided", 64)
    assert numbered(1).state is VersionState.REPLACED
    event = AuditEvent.objects.filter(what="rulebook.activated").get()
    assert version.simulation_sha256 in json.dumps(event.details)
    assert "Decided" not in json.dumps(event.details)


def test_without_having_looked_or_without_reason_nothing_comes_into_force(adas: Client, ole: Person) -> None:
    proposed(ole)
    for missing in ("seen", "reason", "seen_sha256"):
        sent = decision(adas)
        sent.pop(missing)
        assert adas.post(f"{ROOT}2/decide/", sent).status_code == 200
    assert numbered(2).state is VersionState.PROPOSED


def test_when_the_effects_change_meanwhile_they_are_shown_anew(
    adas: Client, ole: Person, member: Membership
) -> None:
    proposed(ole, months=18)
    sent = decision(adas)
    Membership.objects.filter(pk=member.pk).update(joined_on=timezone.localdate() - timedelta(days=30))
    answer = adas.post(f"{ROOT}2/decide/", sent)
    assert "no longer what you have looked at" in text_of(answer)
    assert "Decided" in answer.content.decode()
    assert numbered(2).state is VersionState.PROPOSED
    assert adas.post(f"{ROOT}2/decide/", decision(adas)).status_code == 302


def test_who_drafted_or_proposed_it_does_not_put_it_into_force(
    adas: Client, ada: Person, ole: Person
) -> None:
    proposed(ada)
    assert "A second person puts it into force" in text_of(adas.get(f"{ROOT}2/decide/"))
    propose_rulebook(version=drafted(ole), by=ada)
    page = text_of(adas.post(f"{ROOT}3/decide/", decision(adas, 3), follow=True))
    assert "A second person puts it into force" in page
    assert numbered(3).state is VersionState.PROPOSED


def test_a_version_of_a_later_day_waits_for_it(adas: Client, ole: Person) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    propose_rulebook(version=drafted(ole, valid_from=tomorrow), by=ole)
    assert "Put it into force then" in text_of(adas.get(f"{ROOT}2/decide/"))


def test_it_is_sent_back_with_a_reason_and_a_new_draft_begins_from_it(
    adas: Client, oles: Client, ole: Person
) -> None:
    proposed(ole)
    assert "This field is required" in text_of(adas.post(f"{ROOT}2/return/", {"returned_reason": " "}))
    adas.post(f"{ROOT}2/return/", {"returned_reason": "Ask the chamber first"})
    version = numbered(2)
    assert (version.state, version.returned_reason) == (VersionState.RETURNED, "Ask the chamber first")
    assert "Ask the chamber first" in text_of(oles.get(f"{ROOT}2/"))
    assert oles.get(f"{ROOT}new/version-2/").status_code == 200
    assert "has moved on" in text_of(adas.post(f"{ROOT}2/return/", {"returned_reason": "x"}, follow=True))


@pytest.mark.usefixtures("letters_go_out")
def test_who_is_concerned_gets_a_letter(adas: Client, oles: Client, ole: Person, ada: Person) -> None:
    drafted(ole)
    oles.post(f"{ROOT}2/propose/")
    adas.post(f"{ROOT}2/return/", {"returned_reason": "Not yet"})
    proposed(ole, months=8)
    adas.post(f"{ROOT}3/decide/", decision(adas, 3))
    told = OutgoingMail.objects.filter(kind__startswith="rulebook").order_by("created_at")
    assert [(mail.recipient, mail.kind) for mail in told] == [
        (ada.email, "rulebook_proposed"),
        (ole.email, "rulebook_returned"),
        (ada.email, "rulebook_proposed"),
        (ole.email, "rulebook_activated"),
    ]
