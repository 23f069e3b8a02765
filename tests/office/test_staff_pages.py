"""Who works for the pact: seen by the office, decided by its head, and nobody is left without a head."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from klimapakt.duties import readers
from klimapakt.foundation.models import AuditEvent, OutgoingMail
from klimapakt.office.presenting.staff import PERMISSIONS
from klimapakt.pacts import queries
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.pacts.models import OfficeRole
from klimapakt.pacts.permissions import Permission
from klimapakt.people.actions import create_person, deactivate
from klimapakt.people.models import Person
from tests.cast import PASSWORD, SignIn
from tests.office.rulebooks import text_of

pytestmark = pytest.mark.django_db
STAFF = "/office/staff/"
MINA = {"email": "Mina@city.example.org", "name": " Mina  Roth", "kind": "editor", "language": "de"}


def role_of(person: Person) -> OfficeRole:
    return OfficeRole.objects.get(person=person)


def test_the_list_says_who_as_what_and_whether_proven_twice(adas: Client, ole: Person) -> None:
    page = text_of(adas.get(STAFF))
    assert re.search(r"Ada Brandt \(you\) .* Head of the pact office .*yes", page)
    assert re.search(r"Ole Petersen .* Case worker has not signed in yet no is asked for", page)
    TOTP.activate(ole, generate_totp_secret())
    assert "is asked for at the next visit" not in text_of(adas.get(STAFF))


def test_every_role_is_explained_by_the_table_of_permissions(adas: Client) -> None:
    assert set(PERMISSIONS) == set(Permission)
    page = text_of(adas.get(STAFF))
    assert "Reviewer sees what organisations have submitted, to the last row asks about inventories" in page
    assert "Leadership of the city sees the sums of the pact before they are published Needs no" in page


def test_others_see_who_works_here_and_change_nothing(oles: Client, adas: Client, ada: Person) -> None:
    page = oles.get(STAFF).content.decode()
    assert "Ada Brandt" in page
    assert "/office/staff/invite/" not in page
    role = role_of(ada)
    assert oles.get(f"{STAFF}invite/").status_code == 404
    assert oles.post(f"{STAFF}{role.pk}/", {"kind": "editor"}).status_code == 404
    assert oles.post(f"{STAFF}{role.pk}/end/").status_code == 404
    assert oles.post(f"{STAFF}{role.pk}/remind/").status_code == 404


def link_to(email: str) -> str:
    """Return the path in the newest mail into the office that went to somebody."""
    found = [one for one in mail.outbox if email in one.to]
    match = re.search(r"http://testserver(/invitations/office/\S+/)", str(found[-1].body))
    assert match
    return match[1]


@pytest.mark.usefixtures("letters_go_out")
def test_who_is_entered_gets_an_account_and_a_mail_and_no_role_yet(adas: Client) -> None:
    assert adas.post(f"{STAFF}invite/", MINA).status_code == 302
    mina = Person.objects.get(email="mina@city.example.org")
    assert (mina.name, mina.has_usable_password()) == ("Mina Roth", False)
    assert queries.office_kind(mina) is None
    written = OutgoingMail.objects.get(kind="office_invitation")
    assert written.recipient == mina.email
    assert "Redaktion" in written.text
    assert "has not taken it on yet" in text_of(adas.get(STAFF))


@pytest.mark.usefixtures("letters_go_out")
def test_the_role_counts_once_the_link_was_followed_and_the_link_counts_once(
    adas: Client, dora: Client
) -> None:
    adas.post(f"{STAFF}invite/", MINA)
    mina = Person.objects.get(email="mina@city.example.org")
    path = link_to(mina.email)
    assert "Editor" in text_of(dora.get(path))
    assert queries.office_kind(mina) is None
    assert dora.post(path).status_code == 302
    assert queries.office_kind(mina) == "editor"
    assert dora.get(path).status_code == 404
    assert "has not signed in yet" in text_of(adas.get(STAFF))


@pytest.mark.usefixtures("letters_go_out")
def test_a_link_into_the_office_is_of_no_use_to_somebody_else(
    adas: Client, bruno: Person, sign_in: SignIn
) -> None:
    adas.post(f"{STAFF}invite/", MINA)
    path = link_to("mina@city.example.org")
    other = sign_in(bruno)
    assert "The role is offered to another address." in text_of(other.get(path))
    assert other.post(path).status_code == 410
    assert queries.office_kind(bruno) is None


@pytest.mark.usefixtures("letters_go_out")
def test_a_new_link_ends_the_former_one_and_an_old_one_opens_nothing(adas: Client, dora: Client) -> None:
    adas.post(f"{STAFF}invite/", MINA)
    mina = Person.objects.get(email="mina@city.example.org")
    former = link_to(mina.email)
    adas.post(f"{STAFF}{role_of(mina).pk}/remind/")
    assert dora.get(former).status_code == 404
    OfficeRole.objects.filter(person=mina).update(token_until=timezone.now() - timedelta(seconds=1))
    assert "too old" in text_of(dora.post(link_to(mina.email)))
    assert queries.office_kind(mina) is None


@pytest.mark.usefixtures("letters_go_out")
def test_who_has_not_taken_a_role_on_gets_no_mail_about_members(adas: Client, ada: Person) -> None:
    adas.post(f"{STAFF}invite/", {**MINA, "kind": "case_worker"})
    assert [person.email for person in readers.office().people.values()] == [ada.email]


def test_who_has_an_account_keeps_name_and_password(adas: Client, bruno: Person) -> None:
    adas.post(f"{STAFF}invite/", {**MINA, "email": bruno.email, "name": "Somebody"})
    bruno.refresh_from_db()
    assert bruno.name == "Bruno Keller"
    assert bruno.has_usable_password()
    assert OfficeRole.objects.get(person=bruno).kind == "editor"


def test_what_cannot_be_is_told_and_what_was_entered_stays(adas: Client, ole: Person, bruno: Person) -> None:
    deactivate(person=bruno, by=None)
    for email, told in (
        (ole.email, "works for the pact already (Case worker)"),
        (bruno.email, "is closed"),
        ("nobody", "Enter a valid email address"),
    ):
        answer = adas.post(f"{STAFF}invite/", {**MINA, "email": email})
        assert told in str(answer.context["form"].errors["email"])
        assert "Mina" in answer.content.decode()
    assert OfficeRole.objects.count() == 2


@pytest.mark.usefixtures("letters_go_out")
def test_who_has_not_signed_in_is_written_to_again_and_others_are_not(
    adas: Client, ole: Person, sign_in: SignIn
) -> None:
    address = f"{STAFF}{role_of(ole).pk}/remind/"
    adas.post(address)
    assert OutgoingMail.objects.filter(kind="office_invitation", recipient=ole.email).count() == 1
    sign_in(ole)
    assert "has signed in already" in text_of(adas.post(address, follow=True))
    assert OutgoingMail.objects.filter(kind="office_invitation").count() == 1


@pytest.mark.usefixtures("letters_go_out")
def test_a_role_is_changed_and_ended_and_the_person_is_told(adas: Client, ole: Person) -> None:
    role = role_of(ole)
    assert adas.post(f"{STAFF}{role.pk}/", {"kind": "reviewer"}).status_code == 302
    assert queries.office_kind(ole) == "reviewer"
    assert "End the role of Ole Petersen?" in text_of(adas.get(f"{STAFF}{role.pk}/end/"))
    assert adas.post(f"{STAFF}{role.pk}/end/").status_code == 302
    assert queries.office_kind(ole) is None
    kinds = OutgoingMail.objects.filter(recipient=ole.email).values_list("kind", flat=True)
    assert sorted(kinds) == ["office_role_changed", "office_role_ended"]
    assert AuditEvent.objects.filter(what="office_role.ended").count() == 1


def test_anybody_may_leave_the_office(oles: Client, ole: Person) -> None:
    assert oles.post(f"{STAFF}{role_of(ole).pk}/end/").status_code == 302
    assert queries.office_kind(ole) is None


def test_the_last_head_who_has_signed_in_neither_leaves_nor_becomes_something_else(
    adas: Client, ada: Person, ole: Person, sign_in: SignIn
) -> None:
    own = role_of(ada)
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    told = "This is the only head of the pact office who has signed in so far."
    assert told in text_of(adas.post(f"{STAFF}{own.pk}/end/", follow=True))
    assert told in text_of(adas.post(f"{STAFF}{own.pk}/", {"kind": "editor"}))
    assert queries.office_kind(ada) == "lead"
    sign_in(ole)
    assert adas.post(f"{STAFF}{own.pk}/end/").status_code == 302
    assert queries.office_kind(ada) is None


def test_a_closed_account_heads_no_office(adas: Client, ada: Person, ole: Person, sign_in: SignIn) -> None:
    give_office_role(person=ole, kind=OfficeKind.LEAD, by=None)
    sign_in(ole)
    deactivate(person=ole, by=None)
    adas.post(f"{STAFF}{role_of(ada).pk}/end/")
    assert queries.office_kind(ada) == "lead"


# -- the second factor -------------------------------------------------------------------------


@pytest.fixture
def without_second_factor(pact: object) -> Client:
    """The browser of somebody with a password only."""
    person = create_person(
        email="uwe@city.example.org", name="Uwe", language="en", password=PASSWORD, by=None
    )
    give_office_role(person=person, kind=OfficeKind.SIGNATORY, by=None)
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize("kind", ["lead", "case_worker", "reviewer", "editor", "signatory"])
@pytest.mark.parametrize("page", ["/office/rulebook/", "/office/staff/", "/office/members/", "/portal/"])
def test_without_a_second_factor_every_page_leads_to_setting_it_up(
    kind: str, page: str, without_second_factor: Client
) -> None:
    OfficeRole.objects.update(kind=kind)
    answer = without_second_factor.get(page)
    assert answer.status_code == 302
    assert answer.headers["location"] == reverse("mfa_index")


def test_without_a_second_factor_nothing_is_sent_off_either(
    without_second_factor: Client, settings: Settings
) -> None:
    OfficeRole.objects.update(kind=OfficeKind.LEAD)
    without_second_factor.post(f"{STAFF}invite/", MINA)
    assert not Person.objects.filter(email="mina@city.example.org").exists()
    settings.KLIMA_DEMO = True
    without_second_factor.post(f"{STAFF}invite/", MINA)
    assert Person.objects.filter(email="mina@city.example.org").exists(), "a demo asks nobody for it"


def test_with_a_second_factor_the_password_alone_signs_nobody_in(ole: Person) -> None:
    TOTP.activate(ole, generate_totp_secret())
    client = Client()
    answer = client.post(reverse("account_login"), {"login": ole.email, "password": PASSWORD})
    assert answer.headers["location"] == reverse("mfa_authenticate")
    assert client.get(STAFF).status_code == 302
    assert client.get(STAFF).headers["location"].startswith("/accounts/login/")
