"""What a member did before joining: listed with the baseline, never twice, never overwritten unseen."""

import pytest
from django.test import Client

from klimapakt.foundation.models import AuditEvent
from klimapakt.measures import queries
from klimapakt.measures.actions import MeasureFacts, change_measure, list_measure, remove_measure
from klimapakt.measures.enums import Field
from klimapakt.measures.models import Measure
from klimapakt.measures.rules import MeasureChanged, MeasureRefused
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
LED = MeasureFacts("Lamps changed to LED", Field.ELECTRICITY, 2019, "Hall 2")


@pytest.fixture
def measure(bakery: Organisation, bruno: Person) -> Measure:
    return list_measure(organisation=bakery, facts=LED, by=bruno)


@pytest.fixture
def brunos(bruno: Person, measure: Measure, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def test_a_measure_from_before_joining_says_so_and_leaves_a_trace(measure: Measure) -> None:
    assert measure.is_before_pact
    assert AuditEvent.objects.filter(what="measure.listed", subject_id=str(measure.pk)).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (MeasureFacts(" lamps CHANGED to led ", Field.HEAT, 2019), "title"),
        (MeasureFacts("   ", Field.HEAT, 2019), "title"),
        (MeasureFacts("Roof", Field.HEAT, 2999), "year"),
        (MeasureFacts("Roof", Field.HEAT, 1800), "year"),
    ],
)
def test_what_cannot_be_listed_is_refused_where_it_is_wrong(
    measure: Measure, bakery: Organisation, facts: MeasureFacts, field: str
) -> None:
    with pytest.raises(MeasureRefused) as refused:
        list_measure(organisation=bakery, facts=facts, by=None)
    assert refused.value.field == field
    assert Measure.objects.count() == 1


def test_the_second_of_two_people_overwrites_nothing(measure: Measure, bruno: Person, carla: Person) -> None:
    change_measure(
        measure=measure, facts=MeasureFacts("LED", Field.ELECTRICITY, 2019), seen_revision=1, by=bruno
    )
    with pytest.raises(MeasureChanged):
        change_measure(
            measure=measure, facts=MeasureFacts("Lamps", Field.HEAT, 2019), seen_revision=1, by=carla
        )
    measure.refresh_from_db()
    assert (measure.title, measure.revision) == ("LED", 2)


def test_the_page_shows_both_versions_and_keeps_what_was_typed(
    measure: Measure, bruno: Person, brunos: Client
) -> None:
    change_measure(measure=measure, facts=MeasureFacts("Theirs", Field.HEAT, 2018), seen_revision=1, by=bruno)
    typed = {"title": "Mine", "field": Field.ELECTRICITY, "year": "2020", "note": "n", "revision": "1"}
    answer = brunos.post(f"/portal/measures/{measure.pk}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert 'value="Mine"' in page
    again = brunos.post(f"/portal/measures/{measure.pk}/", {**typed, "revision": "2"})
    assert again.status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Mine"


def test_deleting_twice_is_the_same_as_once(measure: Measure, bruno: Person) -> None:
    remove_measure(measure=measure, by=bruno)
    remove_measure(measure=measure, by=bruno)
    assert AuditEvent.objects.filter(what="measure.removed").count() == 1


def test_the_list_of_others_is_nobodys_business(
    measure: Measure, carla: Person, metalworks: Organisation
) -> None:
    assert list(queries.visible_to(carla)) == []


def test_an_empty_list_says_how_to_begin(bakery: Organisation, bruno: Person, sign_in: SignIn) -> None:
    page = sign_in(bruno).get(f"/portal/organisations/{bakery.pk}/measures/").content.decode()
    assert "Nothing is listed yet" in page


def test_a_form_with_mistakes_keeps_what_was_typed(brunos: Client, bakery: Organisation) -> None:
    answer = brunos.post(
        f"/portal/organisations/{bakery.pk}/measures/new/", {"title": "Roof", "year": "soon"}
    )
    page = answer.content.decode()
    assert 'value="Roof"' in page
    assert "four digits" in page
    assert "Please choose the field" in page


def test_the_number_of_queries_does_not_grow_with_the_list(
    brunos: Client, bakery: Organisation, bruno: Person, query_count: QueryCount
) -> None:
    address = f"/portal/organisations/{bakery.pk}/measures/"
    brunos.get(address)
    few = query_count(lambda: brunos.get(address))
    for year in range(2000, 2015):
        list_measure(organisation=bakery, facts=MeasureFacts("Roof", Field.HEAT, year), by=bruno)
    assert query_count(lambda: brunos.get(address)) == few
