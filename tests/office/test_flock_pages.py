"""A chamber's partner: the own members with their states, nothing else of theirs, and contacts by consent."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from klimapakt.casework.actions import note_contact
from klimapakt.casework.enums import ContactKind
from klimapakt.casework.models import Contact
from klimapakt.memberships.models import Membership
from klimapakt.organisations.actions import change_role, give_role
from klimapakt.organisations.enums import Chamber, RoleKind
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole
from klimapakt.people.models import Person
from klimapakt.privacy.actions import give, withdraw
from klimapakt.privacy.consent_texts import newest
from klimapakt.privacy.enums import Purpose
from klimapakt.privacy.models import Consent
from klimapakt.privacy.rules import NotYours
from tests.cast import SignIn
from tests.duties.owing import duty_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FLOCK = "/office/flock/"


@pytest.fixture
def partner(ada: Person) -> Person:
    """Ada works for the chamber of commerce."""
    give_office_role(person=ada, kind=OfficeKind.CHAMBER_PARTNER, chamber="ihk", by=None)
    return ada


@pytest.fixture
def adas(partner: Person, sign_in: SignIn) -> Client:
    return sign_in(partner)


@pytest.fixture
def member(bakery: Organisation) -> Membership:
    """The bakery is a member and names the chamber of commerce."""
    Organisation.objects.filter(pk=bakery.pk).update(chamber=Chamber.COMMERCE)
    bakery.refresh_from_db()
    return duty_of(bakery).membership


@pytest.fixture
def of_crafts(metalworks: Organisation) -> Membership:
    """The metalworks is a member and names the chamber of crafts."""
    Organisation.objects.filter(pk=metalworks.pk).update(chamber=Chamber.CRAFTS)
    return duty_of(metalworks).membership


@pytest.fixture
def agreed(member: Membership, bruno: Person) -> Consent:
    """Bruno, who manages the bakery, shares the contact log."""
    return give(
        organisation=member.organisation,
        purpose=Purpose.LOG_FOR_CHAMBER,
        seen_version=newest(Purpose.LOG_FOR_CHAMBER).version,
        by=bruno,
    )


@pytest.fixture
def noted(member: Membership, carla: Person) -> Callable[[str, ContactKind], Contact]:
    """Return a function with which the office writes something down."""

    def note(text: str, kind: ContactKind = ContactKind.CALL) -> Contact:
        today = timezone.localdate()
        return note_contact(
            membership=member, kind=kind, on=today, with_whom="Frau Sommer", text=text, by=carla
        )

    return note


def page_of(client: Client, pk: UUID) -> str:
    return client.get(f"{FLOCK}{pk}/").content.decode()


def test_the_list_shows_the_members_of_the_own_chamber_and_no_other(
    adas: Client, member: Membership, of_crafts: Membership
) -> None:
    page = adas.get(FLOCK).content.decode()
    assert "Bakery" in page
    assert "Metalworks" not in page
    assert "Baseline inventory" in page
    assert adas.get(f"{FLOCK}{of_crafts.pk}/").status_code == 404


def test_a_member_of_both_chambers_is_in_both_lists(
    adas: Client, partner: Person, member: Membership
) -> None:
    Organisation.objects.filter(pk=member.organisation_id).update(chamber=Chamber.BOTH)
    assert "Bakery" in adas.get(FLOCK).content.decode()
    give_office_role(person=partner, kind=OfficeKind.CHAMBER_PARTNER, chamber="hwk", by=None)
    assert "Bakery" in adas.get(FLOCK).content.decode()


def test_a_member_that_names_another_chamber_is_gone_at_once(adas: Client, member: Membership) -> None:
    assert adas.get(f"{FLOCK}{member.pk}/").status_code == 200
    Organisation.objects.filter(pk=member.organisation_id).update(chamber=Chamber.CRAFTS)
    assert adas.get(f"{FLOCK}{member.pk}/").status_code == 404


def test_the_list_is_narrowed_sorted_and_handed_out(adas: Client, member: Membership) -> None:
    assert "Nobody fits this choice" in adas.get(f"{FLOCK}?q=metal").content.decode()
    for sort in ("name", "next", "-joined", "joined", "nonsense", "-"):
        assert "Bakery" in adas.get(f"{FLOCK}?sort={sort}&stage=members").content.decode()
    table = adas.get(f"{FLOCK}list.csv?stage=members").content.decode()
    assert "Bakery" in table
    assert "Baseline inventory" in table


def test_a_partner_of_no_chamber_is_told_whom_to_ask(
    adas: Client, partner: Person, member: Membership
) -> None:
    OfficeRole.objects.filter(person=partner).update(chamber="")
    page = adas.get(FLOCK).content.decode()
    assert "Nobody has said for which chamber you work" in page
    assert "Bakery" not in page


def test_nothing_else_of_the_office_is_open_to_a_partner(adas: Client, member: Membership) -> None:
    for path in ("", "members/", f"members/{member.pk}/", "inventories/", "sums/", "duties/", "staff/"):
        assert adas.get(f"/office/{path}").status_code == 404


def test_without_consent_the_page_says_how_the_member_gives_it(
    adas: Client, member: Membership, noted: Callable[..., Contact]
) -> None:
    noted("Asked about the heating")
    page = page_of(adas, member.pk)
    assert "does not share its contacts" in page
    assert "Asked about the heating" not in page
    assert "Frau Sommer" not in page
    answer = adas.post(f"{FLOCK}{member.pk}/contacts/", _call("Advice on pumps"))
    assert "does not share" in answer.content.decode()
    assert "Advice on pumps" in answer.content.decode()
    assert Contact.objects.count() == 1


def test_with_consent_the_chamber_reads_contacts_but_no_notes_and_no_names(
    adas: Client, member: Membership, agreed: Consent, noted: Callable[..., Contact]
) -> None:
    noted("Asked about the heating")
    noted("Looks shaky to me", ContactKind.NOTE)
    page = page_of(adas, member.pk)
    assert "Asked about the heating" in page
    assert "Looks shaky to me" not in page
    assert "Frau Sommer" not in page


def test_with_consent_the_chamber_adds_a_contact_that_the_office_sees_as_the_chambers(
    adas: Client,
    partner: Person,
    member: Membership,
    agreed: Consent,
    ole: Person,
    sign_in: SignIn,
) -> None:
    assert adas.post(f"{FLOCK}{member.pk}/contacts/", _call("Advice on pumps")).status_code == 302
    assert Contact.objects.get().chamber == "ihk"
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    page = sign_in(ole).get(f"/office/members/{member.pk}/").content.decode()
    assert "Advice on pumps" in page
    assert "Chamber of industry and commerce" in page


def test_a_withdrawn_consent_closes_the_log_at_once(
    adas: Client, member: Membership, agreed: Consent, bruno: Person, noted: Callable[..., Contact]
) -> None:
    noted("Asked about the heating")
    withdraw(consent=agreed, by=bruno)
    assert "Asked about the heating" not in page_of(adas, member.pk)


def test_the_consent_ends_with_the_management_of_who_gave_it(
    adas: Client,
    member: Membership,
    agreed: Consent,
    bruno: Person,
    carla: Person,
    noted: Callable[..., Contact],
) -> None:
    noted("Asked about the heating")
    give_role(organisation=member.organisation, person=carla, kind=RoleKind.MANAGEMENT, by=None)
    role = Role.objects.get(person=bruno, organisation=member.organisation)
    change_role(role=role, kind=RoleKind.DATA_ENTRY, by=carla)
    assert "Asked about the heating" not in page_of(adas, member.pk)


def test_only_the_management_shares_the_log(member: Membership, carla: Person) -> None:
    give_role(organisation=member.organisation, person=carla, kind=RoleKind.DATA_ENTRY, by=None)
    with pytest.raises(NotYours):
        give(
            organisation=member.organisation,
            purpose=Purpose.LOG_FOR_CHAMBER,
            seen_version=newest(Purpose.LOG_FOR_CHAMBER).version,
            by=carla,
        )


def test_the_database_keeps_chambers_to_their_partners(partner: Person) -> None:
    role = OfficeRole.objects.get(person=partner)
    for changed in ({"kind": "lead"}, {"chamber": "guild"}):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            OfficeRole.objects.filter(pk=role.pk).update(**changed)


def test_the_number_of_queries_does_not_grow_with_the_members(
    adas: Client,
    member: Membership,
    of_crafts: Membership,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    Organisation.objects.filter(pk=of_crafts.organisation_id).update(chamber=Chamber.COMMERCE)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        assert "Metalworks" in adas.get(FLOCK).content.decode()


def test_a_partner_lands_on_the_list_after_signing_in(partner: Person, dora: Client) -> None:
    entered = {"login": partner.email, "password": "Roggenbrot-um-fuenf"}
    answer = dora.post("/accounts/login/", entered)
    assert answer.headers["location"] == FLOCK


def _call(text: str) -> dict[str, str]:
    return {"kind": "call", "on": timezone.localdate().isoformat(), "with_whom": "Bruno", "text": text}
