"""Creating people and changing their language."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from klimapakt.foundation import audit
from klimapakt.foundation.models import AuditEvent
from klimapakt.people import actions
from klimapakt.people.actions import AddressTaken
from klimapakt.people.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "Roggenbrot-um-fuenf"


def create(email: str = "bruno@baeckerei.example", name: str = "Bruno Back", **rest: str) -> Person:
    return actions.create_person(email=email, name=name, by=None, **rest)


def test_an_address_is_kept_in_small_letters_so_that_it_exists_once() -> None:
    assert create(email=" Bruno@Baeckerei.EXAMPLE ").email == "bruno@baeckerei.example"


def test_the_address_counts_as_verified_at_the_sign_in() -> None:
    person = create()
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.primary, address.verified) == (person.email, True, True)


def test_a_person_reads_german_unless_told_otherwise() -> None:
    assert create().language == "de"


def test_a_person_without_a_password_cannot_sign_in_with_one() -> None:
    assert not create().has_usable_password()


def test_a_password_is_stored_as_a_hash() -> None:
    person = create(password=PASSWORD)
    assert PASSWORD not in person.password
    assert person.check_password(PASSWORD)


def test_a_password_that_comes_hashed_is_kept_as_it_is() -> None:
    person = create(hashed=make_password(PASSWORD))
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_the_same_address_in_other_letters_is_taken() -> None:
    create()
    with pytest.raises(AddressTaken):
        create(email="BRUNO@baeckerei.example")


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "bruno"},
        {"name": "  "},
        {"language": "fr"},
        {"password": "kurz"},
        {"password": "1qazxsw23edc"},
        {"password": "bruno@baeckerei.example"},
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_left_behind(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        create(**wrong)
    assert not Person.objects.exists()
    assert not EmailAddress.objects.exists()


def test_creating_somebody_is_recorded_without_saying_who() -> None:
    ada = create(email="ada@stadt.example", name="Ada Amt")
    bruno = actions.create_person(email="bruno@baeckerei.example", name="Bruno Back", by=ada)
    event = AuditEvent.objects.get(what="person.created", actor=audit.commitment_of(ada))
    assert event.subject_id == audit.commitment_of(bruno)
    row = "|".join(str(value) for value in AuditEvent.objects.filter(pk=event.pk).values_list().get())
    for personal in ("bruno@", "Bruno", "ada@", "Ada"):
        assert personal not in row


def test_a_changed_language_is_kept_and_recorded() -> None:
    bruno = create()
    assert actions.change_language(person=bruno, language="en", by=bruno).language == "en"
    bruno.refresh_from_db()
    assert bruno.language == "en"
    assert AuditEvent.objects.filter(what="person.language_changed").count() == 1


def test_choosing_the_same_language_again_records_nothing() -> None:
    bruno = create()
    actions.change_language(person=bruno, language="de", by=bruno)
    assert not AuditEvent.objects.filter(what="person.language_changed").exists()


def test_a_language_we_do_not_speak_is_refused() -> None:
    bruno = create()
    with pytest.raises(ValidationError):
        actions.change_language(person=bruno, language="fr", by=bruno)


@pytest.mark.parametrize(
    "changed",
    [{"email": "Bruno@Baeckerei.example"}, {"language": "fr"}, {"name": ""}],
    ids=lambda c: next(iter(c)),
)
def test_the_database_itself_refuses_what_must_never_be(changed: dict[str, str]) -> None:
    bruno = create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=bruno.pk).update(**changed)


def test_somebody_is_found_by_the_address_in_any_letters() -> None:
    bruno = create()
    assert Person.objects.get_by_natural_key("BRUNO@baeckerei.example") == bruno


def test_a_person_is_shown_by_name() -> None:
    assert str(create()) == "Bruno Back"
