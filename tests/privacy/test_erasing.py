"""Forty fields of one person: all of them are handed out, none is left afterwards, wherever it stood."""

import io
import json
import zipfile
from html import unescape

import pytest

from klimapakt.foundation import verification
from klimapakt.foundation.models import PersonSalt
from klimapakt.inventories.models import Upload
from klimapakt.organisations.models import Organisation, Role
from klimapakt.pacts.scoping import over_all_pacts, within
from klimapakt.people.models import Person
from klimapakt.privacy.actions import erase
from klimapakt.privacy.answer import package_for
from klimapakt.privacy.rules import NobodyWouldDecide
from tests.cast import SignIn
from tests.pacts.two_cities import OtherCity
from tests.privacy.planting import EMAIL, NAME, SECRETS, Planted, dump, plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted(neighbour: OtherCity) -> Planted:
    """Somebody who occurs everywhere in the other city."""
    return plant(neighbour)


def answer_of(person: Person) -> str:
    """Return what stands in both files of the answer, JSON and page, without their escapes."""
    with zipfile.ZipFile(io.BytesIO(package_for(person, "en"))) as packed:
        told = json.loads(packed.read("your-data.json"))
        page = unescape(packed.read("your-data.html").decode())
    return json.dumps(told, ensure_ascii=False) + page


def erased(planted: Planted, neighbour: OtherCity) -> None:
    erase(person=planted.person, without_successor=[neighbour.things.organisation.pk], by=None)


def test_there_are_forty_fields_to_be_found(planted: Planted) -> None:
    assert len(planted.words) >= 40
    found = dump()
    assert [mark for mark in planted.words.values() if mark not in found] == []


def test_every_field_is_handed_out(planted: Planted) -> None:
    told = answer_of(planted.person)
    assert [name for name, mark in planted.words.items() if mark not in told] == []


def test_what_would_open_something_is_named_and_not_handed_out(planted: Planted) -> None:
    told = answer_of(planted.person)
    assert [name for name in SECRETS.values() if f'"{name}"' not in told] == []
    assert "K-password" not in told
    assert "K-authenticator" not in told
    assert "K-session-key" not in told


def test_nothing_of_another_person_is_handed_out(planted: Planted, bruno: Person, carla: Person) -> None:
    told = answer_of(carla)
    assert [mark for mark in planted.words.values() if mark in told] == []
    assert bruno.email not in answer_of(planted.person)


def test_nothing_is_left_in_any_table_or_file(planted: Planted, neighbour: OtherCity) -> None:
    before = dump().casefold()
    assert [word for word in planted.gone if word.casefold() not in before and "\\u" not in word] == []
    erased(planted, neighbour)
    after = dump().casefold()
    assert [word for word in planted.gone if word.casefold() in after] == []


def test_texts_stay_without_the_name(planted: Planted, neighbour: OtherCity) -> None:
    erased(planted, neighbour)
    with within(neighbour.pact):
        measure = neighbour.things.organisation.measures.get()
        upload = Upload.objects.get(pk=neighbour.things.upload.pk)
        tables = list(Upload.objects.values_list("table", flat=True))
    assert measure.note == "K-Measure-note: ask […]"
    assert {"who": ["K-Upload-table: ask […]"]} in tables
    assert upload.uploaded_by is None


def test_the_chain_still_verifies_and_no_longer_tells_who_it_was(
    planted: Planted, neighbour: OtherCity
) -> None:
    erased(planted, neighbour)
    assert verification.verify().fault is None
    assert not PersonSalt.objects.filter(person_id=planted.person.pk).exists()


def test_the_only_management_is_not_erased_without_a_word_about_it(
    planted: Planted, neighbour: OtherCity, bruno: Person
) -> None:
    with over_all_pacts():
        Role.objects.filter(person=bruno, organisation=neighbour.things.organisation).delete()
    with pytest.raises(NobodyWouldDecide, match="nobody_would_decide") as refused:
        erase(person=planted.person, by=None)
    assert refused.value.names == (neighbour.things.organisation.name,)
    assert Person.objects.filter(email=EMAIL).exists()


def test_a_namesake_elsewhere_is_left_alone(
    planted: Planted, neighbour: OtherCity, metalworks: object
) -> None:
    with over_all_pacts():
        site = Role.objects.get(person__email="carla@metal.example.org").organisation.sites
        site.create(name="Hall", address="1 Street")
        measure = Role.objects.get(person__email="carla@metal.example.org").organisation.measures
        measure.create(title="LED", field="electricity", year=2020, note=f"Ask our own {NAME}")
    assert "Ask our own" not in answer_of(planted.person)
    erased(planted, neighbour)
    with over_all_pacts():
        assert measure.get().note == f"Ask our own {NAME}"


def test_who_is_erased_is_signed_out(
    bruno: Person, bakery: Organisation, sign_in: SignIn, ada: Person
) -> None:
    client = sign_in(bruno)
    assert client.get("/portal/").status_code == 200
    erase(person=bruno, without_successor=[bakery.pk], by=ada)
    assert client.get("/portal/").status_code == 302
