"""What the reports count, from planted facts whose answers are known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from klimapakt.duties import actions as duties
from klimapakt.duties.actions import Done
from klimapakt.duties.enums import MissedReason
from klimapakt.duties.refusals import ReasonNeeded
from klimapakt.memberships import actions as memberships
from klimapakt.memberships.actions import Days
from klimapakt.memberships.enums import EndReason, Source, Stage
from klimapakt.memberships.models import Membership, Step
from klimapakt.organisations.actions import OrganisationFacts, create_organisation
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from klimapakt.reports import actions
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.models import StepMinutes
from klimapakt.reports.queries import answering, barriers, keeping, minutes, moving, spending
from klimapakt.reports.rules import LEAST_MEASURED, SMALLEST_GROUP, Period
from tests.duties.owing import BASELINE_DUE, due, handed_in, member

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
YEARS = Period(date(2025, 1, 1), TODAY)
CALENDAR = "weekdays"


@pytest.fixture
def office(ada: Person) -> Person:
    """Ada, who works in the pact office."""
    give_office_role(person=ada, kind=OfficeKind.LEAD, by=None)
    return ada


def moved(one: Membership, source: Stage, target: Stage, on: date) -> None:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    Step.objects.create(membership=one, from_stage=source, to_stage=target, at=at)


@pytest.fixture
def joined(bakery: Organisation) -> Membership:
    """The bakery, with steps whose days are known."""
    one = member(bakery)
    Step.objects.filter(membership=one).update(
        to_stage=Stage.INTEREST, at=datetime(2025, 1, 7, 12, tzinfo=UTC)
    )
    moved(one, Stage.INTEREST, Stage.ISSUED, date(2025, 2, 3))
    moved(one, Stage.ISSUED, Stage.SIGNED, date(2025, 2, 10))
    moved(one, Stage.SIGNED, Stage.ACTIVE, date(2025, 4, 1))
    return one


def test_each_quarter_shows_who_stood_where_at_its_end(joined: Membership) -> None:
    found = moving.by_quarter(YEARS)
    assert found[0].stages == {Stage.SIGNED: 1}
    assert [one.members for one in found] == [0, 1, 1, 1, 1, 1, 1, 1]
    assert found[-1].day == TODAY


def test_a_duty_done_on_its_day_is_in_time_and_a_day_later_is_late(
    bakery: Organisation, metalworks: Organisation, office: Person
) -> None:
    for organisation, late in ((bakery, 0), (metalworks, 1)):
        duty = due(member(organisation), today=TODAY)
        done = Done(BASELINE_DUE + timedelta(days=late), "on paper")
        duties.fulfil_many(done={duty: done}, today=TODAY, by=office)
    (baseline,) = [one for one in keeping.by_rule_and_year(YEARS) if one.rule == "baseline"]
    assert (baseline.counts, baseline.decided) == ({"in_time": 1, "late": 1}, 2)


def test_a_duty_that_is_over_and_not_done_is_missed(bakery: Organisation) -> None:
    due(member(bakery), today=TODAY)
    (baseline,) = [one for one in keeping.by_rule_and_year(YEARS) if one.rule == "baseline"]
    assert baseline.counts == {"missed": 1}


def test_working_days_are_counted_between_the_stages(joined: Membership) -> None:
    handed_in(joined.organisation, 2024, date(2025, 3, 10))
    found = {(one.begins, one.ends): one.days for one in spending.spans(YEARS, CALENDAR)}
    assert found[Stage.ISSUED, Stage.SIGNED].middle == 5
    assert found[spending.JOINED, spending.HANDED_IN].middle == 5
    assert found[spending.HANDED_IN, spending.ACCEPTED].middle == 14
    assert found[spending.ASKED, spending.ACCEPTED].count == 0


def test_an_answer_counts_as_kept_only_within_what_was_promised(joined: Membership, office: Person) -> None:
    handed_in(joined.organisation, 2024, date(2025, 3, 10))
    for days, kept in ((14, 1), (13, 0)):
        actions.promise(kind=AnswerKind.INVENTORY, working_days=days, by=office)
        found = {one.kind: one for one in answering.by_kind(YEARS, TODAY, CALENDAR)}
        assert found[AnswerKind.INVENTORY].kept == kept


def test_what_waits_longer_than_promised_is_told(joined: Membership, office: Person) -> None:
    handed_in(joined.organisation, 2025, date(2026, 10, 5), accepted_later=False)
    actions.promise(kind=AnswerKind.INVENTORY, working_days=10, by=office)
    found = {one.kind: one for one in answering.by_kind(YEARS, TODAY, CALENDAR)}[AnswerKind.INVENTORY]
    assert (found.waiting, found.too_long, found.oldest) == (1, 1, date(2026, 10, 5))


def explained(number: int, wz_code: str, office: Person) -> None:
    facts = OrganisationFacts(f"Firm {number}", "Musterstadt")
    organisation = create_organisation(facts=facts, by=None)
    Organisation.objects.filter(pk=organisation.pk).update(wz_code=wz_code)
    duty = due(member(organisation), today=TODAY)
    duties.explain(duty=duty, why=MissedReason.MONEY, text="", today=TODAY, by=office)


def test_a_sector_is_told_apart_only_when_it_is_large_enough(office: Person) -> None:
    for number in range(SMALLEST_GROUP):
        explained(number, "10.71", office)
    for number in range(SMALLEST_GROUP, 2 * SMALLEST_GROUP - 1):
        explained(number, "49.41", office)
    found = barriers.reasons(YEARS)
    assert found.duties == {MissedReason.MONEY: 2 * SMALLEST_GROUP - 1}
    assert found.sectors == {"C": {MissedReason.MONEY: SMALLEST_GROUP}}
    assert found.too_small == SMALLEST_GROUP - 1


def test_too_few_measurements_are_not_published(db: None) -> None:
    for _number in range(LEAST_MEASURED - 1):
        assert actions.count_minutes(step="submit", minutes=7, today=TODAY)
    assert minutes.published(TODAY) is None
    actions.count_minutes(step="submit", minutes=7, today=TODAY)
    published = minutes.published(TODAY)
    assert published is not None
    assert (published.minutes, published.steps[0].count) == (8, LEAST_MEASURED)


def test_a_step_that_no_page_has_is_not_counted() -> None:
    assert not actions.count_minutes(step="bruno@example.org", minutes=7, today=TODAY)
    assert not StepMinutes.objects.exists()


def test_a_measurement_knows_no_person_no_organisation_and_no_day() -> None:
    columns = {field.name for field in StepMinutes._meta.get_fields()}
    assert columns == {"id", "pact", "step", "month", "minutes", "count"}
    actions.count_minutes(step="submit", minutes=7, today=TODAY)
    assert StepMinutes.objects.get().month == date(2026, 11, 1)


def imported(name: str, joined_on: date, stage: Stage = Stage.ACTIVE) -> Membership:
    facts = OrganisationFacts(name, "Musterstadt")
    organisation = create_organisation(facts=facts, by=None)
    return memberships.begin(
        organisation=organisation, source=Source.IMPORT, by=None, stage=stage, days=Days(joined_on=joined_on)
    )


def test_an_imported_member_counts_from_its_first_day_on() -> None:
    imported("Old firm", date(2025, 5, 5))
    assert [one.members for one in moving.by_quarter(YEARS)][:3] == [0, 1, 1]


def test_who_left_counts_until_its_last_day_whenever_that_was_written_down(office: Person) -> None:
    one = imported("Gone firm", date(2025, 1, 7))
    memberships.end(
        membership=one,
        end_reason=EndReason.MOVE,
        reason="letter",
        on=date(2025, 8, 31),
        seen_revision=one.revision,
        by=office,
    )
    assert [found.members for found in moving.by_quarter(YEARS)][:4] == [1, 1, 0, 0]


def test_the_years_before_an_import_are_nobodys_working_days() -> None:
    one = imported("Old firm", date(2025, 1, 7))
    handed_in(one.organisation, 2024, date(2025, 3, 10))
    found = {(span.begins, span.ends): span.days for span in spending.spans(YEARS, CALENDAR)}
    assert found[spending.JOINED, spending.HANDED_IN].count == 0
    assert found[spending.HANDED_IN, spending.ACCEPTED].count == 1


def test_reasons_for_more_time_are_counted_once_for_a_request_and_its_answer(
    bakery: Organisation, bruno: Person, office: Person
) -> None:
    duty = due(member(bakery, date(2026, 1, 12)), today=TODAY)
    request = duties.ask_for_more_time(
        duty=duty, months=2, why=MissedReason.LANDLORD, reason="No answer yet", today=TODAY, by=bruno
    )
    granted = duties.grant(request=request, months=2, reason="agreed", today=TODAY, by=office)
    assert granted.missed_reason == MissedReason.LANDLORD
    assert barriers.more_time(YEARS).reasons == {MissedReason.LANDLORD: 1}


def test_a_request_for_more_time_names_a_reason_of_the_list(bakery: Organisation, bruno: Person) -> None:
    duty = due(member(bakery, date(2026, 1, 12)), today=TODAY)
    with pytest.raises(ReasonNeeded):
        duties.ask_for_more_time(duty=duty, months=2, why="weather", reason="rain", today=TODAY, by=bruno)


def test_a_pact_that_is_more_careful_tells_fewer_sectors_apart(office: Person) -> None:
    for number in range(SMALLEST_GROUP):
        explained(number, "10.71", office)
    assert barriers.reasons(YEARS, SMALLEST_GROUP + 1).sectors == {}
