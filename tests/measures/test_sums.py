"""What measures save by state, for the whole and for lists that leave some out."""

from decimal import Decimal
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from klimapakt.inventories.models import Inventory
from klimapakt.measures import actions, queries
from klimapakt.measures.actions import PlanFacts
from klimapakt.measures.models import Measure, Share, Statement
from klimapakt.measures.savings import Stated, own_together, totals
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.duties.owing import member
from tests.measures.planning import planned

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
T = 10**9


def planned_mg(**chosen: str) -> int:
    asked = queries.Chosen(**chosen)
    return queries.sums_of(queries.for_office(asked), within=queries.sharing_lines(asked))[0].mg


def test_a_whole_name_chooses_one_organisation(bakery: Organisation) -> None:
    other = create_organisation(facts=OrganisationFacts("Bakery South", "Musterstadt"), by=None)
    planned(bakery, "Oven")
    planned(other, "Lamps")
    found = queries.for_office(queries.Chosen(organisation="bakery"))
    assert [one.title for one in found] == ["Oven"]


def test_sums_of_a_divided_list_make_the_sum_of_the_whole(
    bakery: Organisation, metalworks: Organisation, bruno: Person
) -> None:
    measures = [
        planned(bakery, f"M {number}", field=("heat", "electricity")[number % 2], tonnes=number + 1)
        for number in range(4)
    ]
    planned(metalworks, "Open", tonnes=None)
    member(metalworks)
    share = actions.propose_share(
        measure=measures[0], organisation=metalworks, part=Decimal("0.25"), by=bruno
    )
    share.state = "agreed"
    share.save()  # only the sums are asked about here
    every = queries.for_office()
    whole = queries.sums_of(every)[0]
    parts = [
        queries.sums_of(queries.for_office(queries.Chosen(field=field)), within=every)[0]
        for field in ("heat", "electricity")
    ]
    assert whole.mg == sum(part.mg for part in parts) == 10 * T - T // 4
    assert whole.quantified == sum(part.quantified for part in parts) == 4
    assert whole.not_quantified == sum(part.not_quantified for part in parts) == 1


def test_a_part_of_a_shared_line_does_not_depend_on_what_is_listed(
    bakery: Organisation, inventory: Inventory
) -> None:
    for title, field in (("Lamps", "electricity"), ("Pumps", "heat")):
        measure = planned(bakery, title, field=field, tonnes=5)
        Measure.objects.filter(pk=measure.pk).update(inventory=inventory, row_number=1, line_mg=10 * T)
    assert planned_mg() == 7_500_000_000
    assert planned_mg(field="electricity") == planned_mg(field="heat") == 3_750_000_000
    assert planned_mg(organisation="bakery") == 7_500_000_000


def test_what_was_postponed_stands_in_no_sum(bakery: Organisation) -> None:
    measure = planned(bakery, "Oven", tonnes=5)
    assert planned_mg() == 5 * T
    move = actions.Move("postponed", TODAY, barrier="money")
    actions.move(measure=measure, move=move, today=TODAY, by=None)
    assert planned_mg() == 0


def test_measures_are_counted_where_they_stand(bakery: Organisation) -> None:
    planned(bakery, "Oven")
    planned(bakery, "Lamps", tonnes=None)
    assert queries.counts_by_state(queries.pact_measures_of(bakery)) == {"idea": 2}


def test_what_the_database_adds_up_is_what_the_savings_come_to_one_by_one(
    bakery: Organisation, metalworks: Organisation, inventory: Inventory
) -> None:
    listed = [planned(bakery, f"M {number}", tonnes=number or None) for number in range(8)]
    actions.plan_measure(organisation=bakery, facts=PlanFacts("Said nothing about", "heat"), by=None)
    for number, state in ((2, "evidenced"), (3, "implemented")):
        Measure.objects.filter(pk=listed[number].pk).update(state=state)
    said = listed[2].statements.get()
    said.pk, said.number, said.state = uuid4(), 2, "evidenced"
    said.planned_mg, said.evidenced_mg = None, 11 * T
    Statement.objects.bulk_create([said])
    Share.objects.create(measure=listed[4], organisation=metalworks, part=Decimal("0.5"), state="agreed")
    Share.objects.create(measure=listed[5], organisation=metalworks, part=Decimal("0.5"), state="proposed")
    on_a_line = [listed[6].pk, listed[7].pk]
    Measure.objects.filter(pk__in=on_a_line).update(inventory=inventory, row_number=1, line_mg=20 * T)
    every = queries.for_office()
    one_by_one = totals(queries.stated_of(queries.of_pact(every)))
    assert queries.sums_of(every) == one_by_one
    assert {one.state: one.mg for one in one_by_one}["evidenced"] == 11 * T
    assert one_by_one[0].not_quantified == 2


LINE = (UUID(int=1), 1)


def on_line(mg: int, state: str = "planned", **more: object) -> Stated:
    """Return what a measure saves of a line of 1000."""
    return Stated(uuid4(), state, mg, **{"flow": LINE, "line_mg": 1000, **more})  # type: ignore[arg-type]  # as named


def test_what_acts_together_on_a_line_multiplies_in_whatever_state_and_order() -> None:
    three = [on_line(500), on_line(200, "implemented"), on_line(300, "verified")]
    found = [own_together(order) for order in permutations(three)]
    assert sum(found[0].values()) == 1000 - 280
    assert all(one == found[0] for one in found)


def test_what_comes_on_top_saves_its_part_of_what_others_leave() -> None:
    planned_too = on_line(500)
    assert own_together([planned_too], [on_line(500), on_line(500)]) == {planned_too.measure: 125}


def test_on_another_line_nothing_is_shared() -> None:
    other = on_line(500, flow=(UUID(int=1), 2))
    assert own_together([other], [on_line(500)]) == {other.measure: 500}


def test_a_measure_without_a_line_and_one_above_its_line_count_whole() -> None:
    free, above = on_line(500, flow=None, line_mg=None), on_line(1500)
    assert own_together([free, above], [on_line(500)]) == {free.measure: 500, above.measure: 1500}


def test_parts_of_others_are_taken_off_what_is_left_of_a_measure() -> None:
    shared = on_line(500, shares={"other": Decimal("0.25")})
    assert sum(own_together([shared, on_line(500)]).values()) == 750 - 94
