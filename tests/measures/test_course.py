"""The course of a measure: what follows what, what each step needs, and four savings that never mix."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from klimapakt.inventories.actions import keep_evidence
from klimapakt.inventories.evidence.accepting import accepted as taken
from klimapakt.inventories.models import Inventory
from klimapakt.measures import actions, queries, savings
from klimapakt.measures.actions import GrantFacts, Move, PlanFacts, SavingFacts, plan_measure
from klimapakt.measures.estimating import Touched, touched
from klimapakt.measures.lifecycle import NotNext, StepNeeds
from klimapakt.measures.models import Measure, Statement
from klimapakt.methods.savings import NeverAdded
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import NotPermitted, NotPossible
from klimapakt.people.models import Person
from tests.duties.owing import member
from tests.inventories.proofs import a_pdf
from tests.inventories.versions import accepted, staff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
T = 10**9


@pytest.fixture
def power(bakery: Organisation, bruno: Person, inventory: Inventory) -> Touched:
    """Return a line of electricity in an accepted inventory of a member."""
    member(bakery)
    found = accepted(inventory, bruno, staff("rita@city.example.org"))
    row = next(one for one in queries.lines_of(found) if one.activity == "electricity")
    return touched(found, row)


@pytest.fixture
def led(bakery: Organisation, bruno: Person, power: Touched) -> Measure:
    """Return an idea on that line."""
    facts = PlanFacts("Lamps to LED", "electricity", line=power)
    return plan_measure(organisation=bakery, facts=facts, by=bruno)


def stated(measure: Measure, mg: int | None, by: Person, **more: object) -> Statement:
    method = "not_quantified" if mg is None else "engineering"
    facts = SavingFacts(method, mg, **more)  # type: ignore[arg-type]  # as tests name them
    return actions.state_saving(measure=measure, saving=facts, today=TODAY, by=by)


def went(measure: Measure, *states: str, by: Person) -> Measure:
    for state in states:
        measure = actions.move(measure=measure, move=Move(state, TODAY), today=TODAY, by=by)
    return measure


def proven(measure: Measure, by: Person) -> None:
    file, _ = keep_evidence(organisation=measure.organisation, file=taken(a_pdf(), name="m.pdf"), by=by)
    actions.add_proof(measure=measure, file=file, by=by)


def test_no_step_is_left_out(led: Measure, bruno: Person) -> None:
    with pytest.raises(NotNext):
        went(led, "in_work", by=bruno)


@pytest.mark.parametrize("state", ["postponed", "dropped"])
def test_a_measure_stops_for_a_reason(led: Measure, bruno: Person, state: str) -> None:
    with pytest.raises(StepNeeds) as refused:
        went(led, state, by=bruno)
    assert refused.value.field == "barrier"
    move = Move(state, TODAY, barrier="landlord")
    assert actions.move(measure=led, move=move, today=TODAY, by=bruno).barrier == "landlord"


def test_evidence_is_a_file(led: Measure, bruno: Person) -> None:
    done = went(led, "planned", "decided", "in_work", "implemented", by=bruno)
    with pytest.raises(StepNeeds):
        went(done, "evidenced", by=bruno)
    proven(done, bruno)
    assert went(done, "evidenced", by=bruno).state == "evidenced"


def test_only_another_person_of_the_office_verifies(led: Measure, bruno: Person) -> None:
    stated(led, T, bruno)
    done = went(led, "planned", "decided", "in_work", "implemented", by=bruno)
    proven(done, bruno)
    done = went(done, "evidenced", by=bruno)
    with pytest.raises(NotPossible):
        actions.verify(measure=done, mg=None, text="", today=TODAY, by=bruno)
    ole = staff()
    found = actions.verify(measure=done, mg=T // 2, text="Half of it shows", today=TODAY, by=ole)
    assert (found.state, found.verified_mg, found.evidenced_mg) == ("verified", T // 2, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            measure=done, number=99, state="verified", verified_mg=1, method="engineering",
            at=timezone.now(), side="office", by=bruno, author=bruno,
        )  # fmt: skip


def test_the_database_adds_no_states_and_changes_no_statement(led: Measure, bruno: Person) -> None:
    stated(led, T, bruno)
    went(led, "planned", "decided", "in_work", "implemented", by=bruno)
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(planned_mg + implemented_mg) FROM measures_statement")
        assert cursor.fetchone() == (None,)
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(
                "INSERT INTO measures_statement SELECT * FROM measures_statement WHERE false "
                "UNION ALL SELECT * FROM measures_statement LIMIT 1"
            )
        for change in ("planned_mg = 5", "implemented_mg = 5, planned_mg = 5"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"UPDATE measures_statement SET {change}")  # noqa: S608  (constants)
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("DELETE FROM measures_measureevent")


def test_a_statement_in_two_states_is_refused(led: Measure) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            measure=led, number=1, state="planned", planned_mg=1, verified_mg=1, method="engineering",
            at=timezone.now(), side="member",
        )  # fmt: skip


def test_python_adds_no_states() -> None:
    with pytest.raises(NeverAdded):
        savings.annual("planned", 1) + savings.annual("verified", 1)  # type: ignore[operator]  # that is the point


def test_revised_figures_and_slipped_dates_stay_visible(led: Measure, bruno: Person) -> None:
    stated(led, T, bruno, counts_from=date(2027, 1, 1))
    stated(led, T // 2, bruno, counts_from=date(2028, 1, 1), text="Fewer lamps")
    found = [(one.number, one.mg, one.counts_from) for one in queries.statements_of(led)]
    assert found == [(1, T, date(2027, 1, 1)), (2, T // 2, date(2028, 1, 1))]


def test_a_measure_without_tonnes_is_welcome(led: Measure, bruno: Person) -> None:
    assert stated(led, None, bruno).mg is None
    (total, *_others) = savings.totals(queries.stated_of(queries.of_pact(Measure.objects.all())))
    assert (total.mg, total.quantified, total.not_quantified) == (0, 0, 1)


def test_more_than_its_line_cannot_be_saved(led: Measure, bruno: Person) -> None:
    assert led.line_mg
    with pytest.raises(StepNeeds) as refused:
        stated(led, led.line_mg + 1, bruno, explanation="We are sure")
    assert refused.value.field == "tonnes"


def test_a_doubt_is_accepted_with_a_reason(led: Measure, bruno: Person) -> None:
    with pytest.raises(StepNeeds) as refused:
        stated(led, T, bruno, kwh=Decimal(1))
    assert refused.value.field == "explanation"
    found = stated(led, T, bruno, kwh=Decimal(1), explanation="Measured so")
    assert (found.doubts, found.explanation) == (["kg_per_kwh_out_of_band"], "Measured so")


def test_what_was_done_before_joining_is_no_effect_of_the_pact(led: Measure, bruno: Person) -> None:
    at_work = went(led, "planned", "decided", by=bruno)
    early = date(2024, 1, 1)
    at_work = actions.move(measure=at_work, move=Move("in_work", early), today=TODAY, by=bruno)
    with pytest.raises(StepNeeds) as refused:
        actions.move(measure=at_work, move=Move("implemented", early), today=TODAY, by=bruno)
    assert refused.value.message.code == "before_joining"


def test_an_order_before_the_approval_is_stopped(led: Measure, bruno: Person) -> None:
    actions.save_grant(measure=led, facts=GrantFacts("City grant"), by=bruno)
    decided = went(led, "planned", "decided", by=bruno)
    with pytest.raises(StepNeeds) as refused:
        went(decided, "in_work", by=bruno)
    assert refused.value.field == "early_order_reason"
    move = Move("in_work", TODAY, early_order_reason="The boiler broke")
    assert actions.move(measure=decided, move=move, today=TODAY, by=bruno).early_order_reason


def test_an_approved_grant_lets_the_order_pass(led: Measure, bruno: Person) -> None:
    facts = GrantFacts(
        "City grant", "granted", amount_eur=Decimal(5000), decided_on=TODAY, is_de_minimis=True
    )
    actions.save_grant(measure=led, facts=facts, by=bruno)
    assert went(led, "planned", "decided", "in_work", by=bruno).early_order_reason == ""
    account = queries.de_minimis_of(led.organisation, TODAY)
    assert account is not None
    assert account.left_eur == Decimal(295000)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (GrantFacts("G", "granted", amount_eur=Decimal(5)), "decided_on"),
        (GrantFacts("G", "granted", decided_on=TODAY), "amount_eur"),
        (
            GrantFacts("G", "paid", "none", Decimal(5), decided_on=TODAY, paid_on=TODAY - timedelta(1)),
            "decided_on",
        ),
    ],
)
def test_days_of_a_grant_follow(led: Measure, bruno: Person, facts: GrantFacts, field: str) -> None:
    with pytest.raises(StepNeeds) as refused:
        actions.save_grant(measure=led, facts=facts, by=bruno)
    assert refused.value.field == field


def test_two_measures_on_one_line_never_save_more_than_the_line(led: Measure, bruno: Person) -> None:
    assert led.line_mg
    half = led.line_mg // 2
    other = actions.plan_measure(
        organisation=led.organisation, facts=actions.PlanFacts("Off at night", "electricity"), by=bruno
    )
    Measure.objects.filter(pk=other.pk).update(
        inventory=led.inventory_id, row_number=led.row_number, carrier=led.carrier, line_mg=led.line_mg
    )
    stated(led, half, bruno)
    stated(other, half, bruno)
    (total, *_others) = savings.totals(queries.stated_of(queries.of_pact(Measure.objects.all())))
    assert abs(total.mg - led.line_mg * 3 // 4) <= 2
    assert total.mg + total.overlap_mg == 2 * half


def test_another_member_counts_a_part_only_once_it_agrees(
    led: Measure, metalworks: Organisation, bruno: Person, carla: Person
) -> None:
    member(metalworks)
    stated(led, T, bruno)
    share = actions.propose_share(measure=led, organisation=metalworks, part=Decimal("0.25"), by=bruno)
    assert _own() == T
    with pytest.raises(NotPermitted):
        actions.decide_share(share=share, is_agreed=True, today=TODAY, by=bruno)
    actions.decide_share(share=share, is_agreed=True, today=TODAY, by=carla)
    assert _own() == T * 3 // 4
    with pytest.raises(StepNeeds):
        actions.propose_share(measure=led, organisation=metalworks, part=Decimal("1.5"), by=bruno)
    with pytest.raises(StepNeeds):
        actions.propose_share(measure=led, organisation=led.organisation, part=Decimal("0.1"), by=bruno)


def _own() -> int:
    (total, *_others) = savings.totals(queries.stated_of(queries.of_pact(Measure.objects.all())))
    return total.mg


def test_the_forecast_knows_groups_years_and_what_nobody_quantified(led: Measure, bruno: Person) -> None:
    (found,) = queries.savings_for_forecast(led.organisation)
    assert (found.group, found.mg, found.from_year) == ("idea", None, None)
    stated(led, T, bruno, counts_from=date(2028, 3, 1))
    went(led, "planned", "decided", by=bruno)
    (found,) = queries.savings_for_forecast(led.organisation)
    assert (found.group, found.mg, found.from_year) == ("decided", T, 2028)
