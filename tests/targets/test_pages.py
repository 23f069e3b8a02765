"""Targets on the pages of members: three ways, looking, deciding, revising, withdrawing, expecting."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from klimapakt.inventories.actions import ReferenceFigures, set_reference_figures
from klimapakt.inventories.models import Inventory
from klimapakt.measures.actions import Move, PlanFacts, SavingFacts, move, plan_measure, state_saving
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from klimapakt.targets import actions, queries
from klimapakt.targets.models import Outlook, Target
from klimapakt.targets.summing import Together, promised_by
from tests.cast import SignIn
from tests.inventories.versions import accepted, staff
from tests.monitoring.scenes import joined
from tests.targets.promising import LATER, TODAY, decision, promise, promised

pytestmark = pytest.mark.django_db
DECIDED = {"decided_by": "Management", "decided_on": TODAY.isoformat()}
ENTERED = {
    "kind": "absolute",
    "coverage": "scopes_12_location",
    "base_year": "2024",
    "target_year": str(LATER),
    "percent": "42",
}


@pytest.fixture
def brunos(bruno: Person, sign_in: SignIn) -> Client:
    return sign_in(bruno)


@pytest.fixture
def base(inventory: Inventory, bruno: Person) -> Inventory:
    joined(inventory.organisation)
    return accepted(inventory, bruno, staff())


@pytest.fixture
def target(base: Inventory, bakery: Organisation, bruno: Person) -> Target:
    return promised(bakery, bruno, "42", (LATER - 2, "20"))


def page(client: Client, name: str, *args: object, **given: object) -> str:
    """Return a page after sending what is given, or as it is looked at."""
    address = reverse(f"portal:{name}", args=args)
    answer = client.post(address, given, follow=True) if given else client.get(address)
    return answer.content.decode()


def test_without_an_accepted_inventory_the_page_leads_to_the_baseline(
    brunos: Client, bakery: Organisation
) -> None:
    assert "First the baseline, then a target" in page(brunos, "targets", bakery.pk)
    assert "First the baseline, then a target" in page(brunos, "target_choose", bakery.pk)


def test_each_way_says_what_it_means_for_next_year(
    brunos: Client, bakery: Organisation, base: Inventory
) -> None:
    told = page(brunos, "target_choose", bakery.pk)
    assert told.count(f"For {TODAY.year + 1} that means:") == 2
    assert told.count("Go on with this way") == 6  # two words on each of three buttons


def test_the_way_of_the_pact_begins_with_its_values(
    brunos: Client, bakery: Organisation, base: Inventory
) -> None:
    told = page(brunos, "target_new", bakery.pk, "pact")
    assert 'value="2035"' in told
    assert 'value="100"' in told


def test_looking_shows_two_statements_for_each_path_and_writes_nothing(
    brunos: Client, bakery: Organisation, base: Inventory
) -> None:
    told = page(brunos, "target_new", bakery.pk, "own", look="1", **ENTERED)
    assert told.count("By point") == 3
    assert told.count("By budget") == 3
    assert not Target.objects.exists()


def test_values_below_the_pact_are_told_and_can_be_decided(
    brunos: Client, bakery: Organisation, base: Inventory
) -> None:
    given = {**ENTERED, "coverage": "scopes_12_market"}
    assert "Less than the pact asks for" in page(brunos, "target_new", bakery.pk, "own", look="1", **given)
    page(brunos, "target_new", bakery.pk, "own", **given, **DECIDED)
    assert Target.objects.get().coverage == "scopes_12_market"


def test_a_decided_target_stands_on_its_page_with_who_decided(
    brunos: Client, bakery: Organisation, base: Inventory
) -> None:
    told = page(brunos, "target_new", bakery.pk, "own", **ENTERED, **DECIDED)
    assert f"42% less in {LATER} than in 2024" in told
    assert "Management" in told
    assert joined(bakery).duties.get(rule="targets").state == "fulfilled"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"percent": "101"}, "more than 100 percent"),
        ({"target_year": "2020"}, "has to come after the base year"),
        ({"decided_by": ""}, "This field is required"),
        ({"interim_year_1": str(LATER - 1)}, "A step needs a year and percent"),
        ({"interim_year_1": str(LATER - 1), "interim_percent_1": "90"}, "please explain it"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    brunos: Client, bakery: Organisation, base: Inventory, wrong: dict[str, str], words: str
) -> None:
    told = page(brunos, "target_new", bakery.pk, "own", **{**ENTERED, **DECIDED, **wrong})
    assert words in told
    assert f'value="{wrong.get("target_year", LATER)}"' in told
    assert not Target.objects.exists()


def test_a_revision_keeps_the_version_before_on_the_page(brunos: Client, target: Target) -> None:
    given = {**ENTERED, **DECIDED, "percent": "50", "reason": "A heat pump", "seen": "1"}
    told = page(brunos, "target_revise", target.pk, **given)
    assert f"50% less in {LATER} than in 2024" in told
    assert f"42% less in {LATER} than in 2024" in told
    assert "A heat pump" in told


def test_who_comes_second_with_a_revision_is_told(brunos: Client, target: Target, bruno: Person) -> None:
    actions.revise(target=target, promise=promise("60"), decision=decision("Faster"), seen=1, by=bruno)
    address = reverse("portal:target_revise", args=[target.pk])
    given = {**ENTERED, **DECIDED, "percent": "50", "reason": "A heat pump", "seen": "1"}
    answer = brunos.post(address, given)
    assert answer.status_code == 409
    assert "Somebody else has changed this target" in answer.content.decode()


def test_a_withdrawn_target_says_so_and_changes_no_more(brunos: Client, target: Target) -> None:
    page(brunos, "target_withdraw", target.pk, **DECIDED, reason="Sold", seen="1")
    assert "This target was withdrawn" in page(brunos, "target", target.pk)
    assert "nothing in it changes any more" in page(brunos, "target_revise", target.pk, **ENTERED, **DECIDED)


def test_only_decided_measures_are_in_the_expectation(
    brunos: Client, target: Target, bakery: Organisation, bruno: Person
) -> None:
    for title, states in (("Lamps", ("planned", "decided")), ("Ovens", ("planned",))):
        measure = plan_measure(organisation=bakery, facts=PlanFacts(title, "heat"), by=bruno)
        for state in states:
            move(measure=measure, move=Move(state, TODAY), today=TODAY, by=bruno)
        saving = SavingFacts("engineering", 10**8, counts_from=TODAY)
        state_saving(measure=measure, saving=saving, today=TODAY, by=bruno)
    told = page(brunos, "target_outlook", target.pk)
    assert "−100" in told.replace("\u2212", "−")
    assert told.count('data-label="Share of the gap"') == 3
    assert "2 measures name no line" in told


def test_growth_is_assumed_with_a_reason_and_moves_the_expectation(brunos: Client, target: Target) -> None:
    given = {"direction": "more", "growth": "3", "seen": "0"}
    assert "Please say why so much" in page(brunos, "target_outlook", target.pk, **given)
    told = page(brunos, "target_outlook", target.pk, **given, growth_reason="A new branch")
    assert "A new branch" in told
    assert Outlook.objects.get().growth_percent == 3


def test_a_projection_of_the_grid_needs_its_source(brunos: Client, target: Target) -> None:
    given = {"direction": "same", "grid_now_g": "380", "grid_then_g": "0", "seen": "0"}
    assert "without a source does not count" in page(brunos, "target_outlook", target.pk, **given)
    page(brunos, "target_outlook", target.pk, **given, grid_source="Agency 2026, table 4")
    assert Outlook.objects.get().grid_then_g == Decimal(0)


def test_the_first_page_tells_target_and_gap(brunos: Client, target: Target) -> None:
    told = brunos.get(reverse("portal:start")).content.decode()
    assert f"42% less in {LATER} than in 2024" in told
    assert "are missing to the target" in told


def test_the_years_can_be_taken_along_as_csv(brunos: Client, target: Target) -> None:
    lines = page(brunos, "target_figures", target.pk).splitlines()
    assert len(lines) == LATER - 2024 + 2
    assert lines[1].startswith("2024,")


def test_what_is_of_another_member_is_not_there(
    target: Target, metalworks: Organisation, carla: Person, sign_in: SignIn
) -> None:
    client = sign_in(carla)
    for name in ("target", "target_figures", "target_revise", "target_withdraw", "target_outlook"):
        assert client.get(reverse(f"portal:{name}", args=[target.pk])).status_code == 404, name


def test_the_office_sees_who_promised_what(
    target: Target, bakery: Organisation, metalworks: Organisation, ada: Person, sign_in: SignIn
) -> None:
    joined(metalworks)
    client = sign_in(staff("rita@city.example.org"))
    told = client.get(reverse("office:targets")).content.decode()
    assert "1 of 2 members have a target." in told
    assert "Metalworks" in told
    listed = client.get(reverse("office:target_table")).content.decode()
    assert f"Bakery;Less emissions in total;Scopes 1 and 2, location-based;2024;{LATER};42;" in listed


def test_the_list_of_the_office_takes_the_same_queries_for_many(
    target: Target, bakery: Organisation, bruno: Person, sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _each in range(10):
        promised(bakery, bruno, "20")
    client = sign_in(staff("rita@city.example.org"))
    with django_assert_max_num_queries(30):
        told = client.get(reverse("office:targets")).content.decode()
    assert "11 targets" in told


def test_one_member_twice_in_a_line_counts_its_stronger_promise(
    target: Target, bakery: Organisation, bruno: Person
) -> None:
    promised(bakery, bruno, "20")
    (line,) = promised_together(bakery)
    base = line.base_sum_mg
    assert (line.members, line.less_sum_mg) == (1, int(base * Decimal("0.42")))


def promised_together(organisation: Organisation) -> tuple[Together, ...]:
    """Return the lines of what was promised."""
    return promised_by([organisation.pk]).together


def test_of_few_members_leadership_sees_no_promise(
    target: Target, bakery: Organisation, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.LEADERSHIP, by=None)
    told = sign_in(ada).get(reverse("office:sums")).content.decode()
    assert "Promised reduction by target year" in told
    assert f'<th scope="row">{LATER}</th>' in told
    line = queries.held_by(bakery)[0]
    assert line.version.decided_by not in told
    after = told.partition("Promised reduction by target year")[2].partition("</table>")[0]
    assert "t CO₂e" not in after
    assert "hidden" in after


def test_the_page_of_a_member_in_the_office_names_its_targets(
    target: Target, bakery: Organisation, sign_in: SignIn
) -> None:
    membership = joined(bakery)
    told = sign_in(staff("rita@city.example.org")).get(reverse("office:member", args=[membership.pk]))
    assert f"42% less in {LATER} than in 2024" in told.content.decode()


def test_who_edits_texts_sees_no_target_of_a_member(
    target: Target, bakery: Organisation, ada: Person, sign_in: SignIn
) -> None:
    give_office_role(person=ada, kind=OfficeKind.EDITOR, by=None)
    told = sign_in(ada).get(reverse("office:member", args=[joined(bakery).pk])).content.decode()
    assert f"42% less in {LATER}" not in told


def test_a_look_at_a_target_per_unit_says_that_growth_is_not_in_it(
    brunos: Client, base: Inventory, bakery: Organisation
) -> None:
    figures = {"kind": "intensity", "per": "fte", "look": "1"}
    words = "as if your business stayed as it is"
    assert words in page(brunos, "target_new", bakery.pk, "own", **{**ENTERED, **figures})
    assert words not in page(brunos, "target_new", bakery.pk, "own", **{**ENTERED, "look": "1"})


def test_a_look_at_a_revision_per_unit_takes_the_growth_that_is_assumed(
    brunos: Client, inventory: Inventory, bakery: Organisation, bruno: Person
) -> None:
    joined(bakery)
    set_reference_figures(inventory=inventory, figures=ReferenceFigures(fte=Decimal(10)), by=bruno)
    accepted(inventory, bruno, staff())
    target = promised(bakery, bruno, kind="intensity")
    look = {key: ENTERED[key] for key in ("base_year", "target_year", "percent")} | {"look": "1", "seen": "1"}
    assert "as if your business stayed as it is" in page(brunos, "target_revise", target.pk, **look)
    assumed = actions.Assumed(Decimal(30), "A new branch")
    actions.assume(target=target, assumed=assumed, seen=0, by=bruno)
    told = page(brunos, "target_revise", target.pk, **look)
    assert "your own assumption of 30% growth a year" in told
    assert f"In {LATER} your target allows more than this path." in told


def test_paths_name_their_sources_in_the_language_of_the_page(brunos: Client, target: Target) -> None:
    assert "yearly total amounts 813 (2020)" in page(brunos, "target", target.pk)
    brunos.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    told = page(brunos, "target", target.pk)
    assert "Jahresmengen von 813 (2020)" in told
    assert "seen 2026" not in told
