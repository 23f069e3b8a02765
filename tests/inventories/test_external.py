"""Inventories from other tools: what may be recorded, what stays unknown, how they are replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from klimapakt.foundation.models import AuditEvent
from klimapakt.inventories import actions, external, queries
from klimapakt.inventories.actions import ENTERED
from klimapakt.inventories.comparing import compared
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import ExternalTool, InventoryKind, InventoryStatus
from klimapakt.inventories.evidence.accepting import accepted as acceptable
from klimapakt.inventories.external import ExternalFacts, FiguresChanged, FiguresRefused, InventoryExternal
from klimapakt.inventories.models import EvidenceFile, ExternalFigures, Inventory
from klimapakt.inventories.presenting.external import shown
from klimapakt.inventories.rules import InventoryClosed, InventoryExists, NotPossible, YearNotPossible
from klimapakt.organisations.models import Organisation
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.models import Person
from tests.inventories.proofs import a_pdf
from tests.inventories.tables import ELECTRICITY, kept, taken_over
from tests.inventories.versions import accepted, filled, fresh, seal_now

pytestmark = pytest.mark.django_db
FACTS = ExternalFacts("ecocockpit", scope1_mg=12_000_000_001, scope2_market_mg=7_000_000_000)
LAST_YEAR = 2023


@pytest.fixture
def recorded(bakery: Organisation, bruno: Person) -> Inventory:
    """The bakery's inventory of 2023, from ecocockpit."""
    return fresh(actions.begin_external(organisation=bakery, year=LAST_YEAR, facts=FACTS, by=bruno))


def a_report(organisation: Organisation, by: Person) -> EvidenceFile:
    file, _is_new = actions.keep_evidence(
        organisation=organisation, file=acceptable(a_pdf(), name="report.pdf"), by=by
    )
    return file


def record(inventory: Inventory, facts: ExternalFacts, by: Person) -> Inventory:
    return fresh(
        actions.record_external(inventory=inventory, facts=facts, seen_revision=inventory.revision, by=by)
    )


def test_an_external_inventory_is_begun_with_its_figures_to_the_milligram(recorded: Inventory) -> None:
    assert recorded.kind == InventoryKind.EXTERNAL
    figures = queries.external_figures_of([recorded])[recorded.pk]
    assert ExternalFacts.of(figures) == FACTS
    assert queries.calculated(recorded).total_mg == 19_000_000_001


def test_the_other_ways_of_beginning_a_year_are_closed_by_it(recorded: Inventory, bruno: Person) -> None:
    organisation = recorded.organisation
    with pytest.raises(InventoryExists):
        actions.create_inventory(organisation=organisation, year=LAST_YEAR, by=bruno)
    with pytest.raises(InventoryExists):
        actions.begin_external(organisation=organisation, year=LAST_YEAR, facts=FACTS, by=bruno)


@pytest.mark.parametrize("year", [1989, 2150])
def test_a_year_that_cannot_be_is_refused(year: int, bakery: Organisation, bruno: Person) -> None:
    with pytest.raises(YearNotPossible):
        actions.begin_external(organisation=bakery, year=year, facts=FACTS, by=bruno)
    assert not Inventory.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (ExternalFacts("ecocockpit"), "scope1_mg"),
        (ExternalFacts("other", scope1_mg=1), "tool_name"),
        (replace(FACTS, scope3_mg=-1), "scope3_mg"),
        (replace(FACTS, scope1_mg=10**18), "scope1_mg"),
        (replace(FACTS, calculated_on=timezone.localdate() + timedelta(1)), "calculated_on"),
        (replace(FACTS, calculated_on=date(LAST_YEAR - 1, 12, 31)), "calculated_on"),
    ],
    ids=["no figure", "unnamed", "negative", "too large", "future", "older than its year"],
)
def test_what_cannot_be_true_is_refused_with_its_field(
    facts: ExternalFacts, field: str, bakery: Organisation, bruno: Person
) -> None:
    with pytest.raises(FiguresRefused) as refused:
        actions.begin_external(organisation=bakery, year=LAST_YEAR, facts=facts, by=bruno)
    assert refused.value.field == field
    assert not Inventory.objects.exists()


def test_zero_is_a_figure_and_unknown_is_none(recorded: Inventory, bruno: Person) -> None:
    found = record(recorded, ExternalFacts("ecocockpit", scope1_mg=0), bruno)
    stated = external.stated(queries.external_figures_of([found])[found.pk])
    assert (stated.mg, stated.counted) == (0, ("scope1_mg",))
    assert stated.missing == ("scope2_location_mg", "scope3_mg")


def test_both_ways_of_counting_purchased_energy_are_never_added() -> None:
    both = replace(FACTS, scope2_location_mg=9_000_000_000)
    assert external.stated(both).mg == 21_000_000_001
    assert "scope2_market_mg" not in external.stated(both).counted


def test_the_same_figures_again_change_nothing(recorded: Inventory, bruno: Person) -> None:
    events = AuditEvent.objects.count()
    assert record(recorded, FACTS, bruno).revision == recorded.revision
    assert AuditEvent.objects.count() == events


def test_two_people_never_overwrite_each_other(recorded: Inventory, bruno: Person) -> None:
    record(recorded, replace(FACTS, scope3_mg=1), bruno)
    with pytest.raises(FiguresChanged):
        record(recorded, replace(FACTS, scope3_mg=2), bruno)
    assert ExternalFigures.objects.get(pk=recorded.pk).scope3_mg == 1


def test_an_empty_inventory_takes_figures_of_another_tool(inventory: Inventory, bruno: Person) -> None:
    found = record(fresh(inventory), FACTS, bruno)
    assert found.is_external
    assert queries.calculated(found).total_mg == 19_000_000_001


def test_an_inventory_with_rows_or_files_takes_none(inventory: Inventory, bruno: Person) -> None:
    kept(inventory, bruno, ELECTRICITY)
    with pytest.raises(external.NotExternal):
        record(fresh(inventory), FACTS, bruno)
    assert not fresh(inventory).is_external


ROW = Draft(0, "", "Electricity", Decimal(1), "kWh", "electricity")
WRITES: dict[str, Callable[[Inventory, Person], object]] = {
    "a row": lambda found, by: actions.add_row(inventory=found, draft=ROW, site=None, origin=ENTERED, by=by),
    "a file": lambda found, by: kept(found, by, ELECTRICITY),
    "questions": lambda found, by: actions.begin_questions(inventory=found, key="office", by=by),
    "newer factors": lambda found, by: actions.adopt_edition(inventory=found, name="2025.1", by=by),
    "relevance": lambda found, by: actions.assess_category(
        inventory=found, assessment=actions.Assessment(1, "measured", "", 0), by=by
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_an_external_inventory_takes_nothing_that_belongs_to_a_calculation(
    what: str, recorded: Inventory, bruno: Person
) -> None:
    with pytest.raises(InventoryExternal):
        WRITES[what](recorded, bruno)
    assert queries.is_untouched(recorded)


def test_the_report_is_kept_as_evidence_and_cannot_be_deleted_while_it_is_the_report(
    recorded: Inventory, bruno: Person
) -> None:
    file = a_report(recorded.organisation, bruno)
    actions.keep_report(inventory=recorded, file=file, by=bruno)
    with pytest.raises(NotPossible):
        actions.delete_evidence(file=file, by=bruno)
    actions.keep_report(inventory=recorded, file=None, by=bruno)
    actions.delete_evidence(file=file, by=bruno)
    assert not EvidenceFile.objects.exists()


def test_the_report_of_another_organisation_is_refused(
    recorded: Inventory, bruno: Person, metalworks: Organisation, carla: Person
) -> None:
    with pytest.raises(NotPossible):
        actions.keep_report(inventory=recorded, file=a_report(metalworks, carla), by=bruno)


def test_an_inventory_calculated_here_has_no_report(inventory: Inventory, bruno: Person) -> None:
    with pytest.raises(external.NotExternal):
        actions.keep_report(inventory=inventory, file=a_report(inventory.organisation, bruno), by=bruno)


def test_an_open_one_is_turned_into_one_of_ones_own(recorded: Inventory, bruno: Person) -> None:
    own = fresh(actions.calculate_instead(inventory=recorded, by=bruno))
    assert not own.is_external
    assert not ExternalFigures.objects.exists()
    taken_over(own, bruno, (*ELECTRICITY[:4], "2023-01-01", "2023-12-31", *ELECTRICITY[6:]))
    assert queries.calculated(fresh(own)).total_mg


def test_one_that_was_never_submitted_is_given_up_and_its_report_stays(
    recorded: Inventory, bruno: Person
) -> None:
    actions.keep_report(inventory=recorded, file=a_report(recorded.organisation, bruno), by=bruno)
    actions.give_up_external(inventory=recorded, by=bruno)
    assert not Inventory.objects.exists()
    assert EvidenceFile.objects.count() == 1


def test_what_the_office_has_seen_is_not_given_up(recorded: Inventory, bruno: Person) -> None:
    actions.submit(inventory=recorded, seen_revision=recorded.revision, by=bruno)
    actions.withdraw(inventory=recorded, by=bruno)
    with pytest.raises(NotPossible):
        actions.give_up_external(inventory=fresh(recorded), by=bruno)


def test_somebody_without_a_role_can_neither_replace_nor_give_up(recorded: Inventory, carla: Person) -> None:
    for act in (actions.calculate_instead, actions.give_up_external):
        with pytest.raises(NotPossible):
            act(inventory=recorded, by=carla)


class TestAccepted:
    """External figures that the pact office has accepted."""

    @pytest.fixture
    def closed(self, recorded: Inventory, bruno: Person, ada: Person) -> Inventory:
        give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
        actions.submit(inventory=recorded, seen_revision=recorded.revision, by=bruno)
        actions.accept(inventory=fresh(recorded), seen_sha256=seal_now(recorded), by=ada)
        return fresh(recorded)

    def test_its_figures_stay_as_they_are(self, closed: Inventory, bruno: Person) -> None:
        with pytest.raises(InventoryClosed):
            record(closed, replace(FACTS, scope3_mg=1), bruno)
        with pytest.raises(InventoryClosed):
            actions.keep_report(inventory=closed, file=None, by=bruno)
        assert queries.calculated(closed).total_mg == 19_000_000_001

    def test_its_record_holds_the_figures_and_no_result_of_ones_own(self, closed: Inventory) -> None:
        assert '"scope1_mg":12000000001' in queries.frozen_of(closed).document
        assert queries.calculated(closed).result.totals.location_based_mg == 0

    def test_it_is_replaced_by_an_empty_version_of_ones_own(
        self, closed: Inventory, bruno: Person, ada: Person
    ) -> None:
        own = actions.replace_external(inventory=closed, reason="All bills are here.", by=bruno)
        assert (own.version, own.kind, own.corrects_id) == (2, InventoryKind.OWN, closed.pk)
        assert queries.current_of(closed.organisation).get() == closed
        taken_over(own, bruno, (*ELECTRICITY[:4], "2023-01-01", "2023-12-31", *ELECTRICITY[6:]))
        accepted(fresh(own), bruno, ada)
        assert queries.current_of(closed.organisation).get() == own
        assert queries.calculated(closed).total_mg == 19_000_000_001

    def test_a_replacement_is_given_up_like_any_correction(self, closed: Inventory, bruno: Person) -> None:
        own = actions.replace_external(inventory=closed, reason="All bills are here.", by=bruno)
        actions.discard_correction(inventory=own, by=bruno)
        assert list(Inventory.objects.all()) == [closed]

    def test_the_difference_of_two_tools_is_no_difference(self, closed: Inventory, bruno: Person) -> None:
        own = actions.replace_external(inventory=closed, reason="All bills are here.", by=bruno)
        found = compared(queries.calculated(closed), queries.calculated(fresh(own)))
        assert not found.is_like_with_like
        assert not found.is_of_reports

    def test_a_typing_mistake_is_corrected_as_a_new_version(self, closed: Inventory, bruno: Person) -> None:
        second = actions.begin_correction(
            inventory=closed, reason="A digit was wrong.", with_edition=closed.edition, by=bruno
        )
        second = record(fresh(second), replace(FACTS, scope1_mg=13), bruno)
        found = compared(queries.calculated(closed), queries.calculated(second))
        assert found.is_of_reports
        assert (found.before.total_mg, found.after.total_mg) == (19_000_000_001, 7_000_000_013)

    def test_only_one_replacement_is_open_at_a_time(self, closed: Inventory, bruno: Person) -> None:
        actions.replace_external(inventory=closed, reason="All bills are here.", by=bruno)
        with pytest.raises(NotPossible):
            actions.replace_external(inventory=closed, reason="Again.", by=bruno)


def test_an_own_accepted_inventory_is_not_replaced_as_if_it_were_external(
    inventory: Inventory, bruno: Person, ada: Person
) -> None:
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    found = accepted(filled(inventory, bruno), bruno, ada)
    with pytest.raises(external.NotExternal):
        actions.replace_external(inventory=found, reason="Why not.", by=bruno)


@pytest.mark.parametrize(
    ("tool", "upstream", "word"),
    [
        (ExternalTool.ECOCOCKPIT, None, "may hold upstream"),
        (ExternalTool.ECOCOCKPIT, True, "hold upstream emissions as well"),
        (ExternalTool.OTHER, None, "not known whether"),
        (ExternalTool.OTHER, False, "without upstream"),
    ],
)
def test_the_caveat_about_upstream_follows_what_is_known(
    tool: ExternalTool, upstream: bool | None, word: str, recorded: Inventory, bruno: Person
) -> None:
    facts = replace(FACTS, tool=tool, tool_name="VERSO", includes_upstream=upstream)
    found = record(recorded, facts, bruno)
    with override("en"):
        told = shown(queries.external_figures_of([found])[found.pk])
    assert word in told.caveats[0]
    assert ("ProBas" in " ".join(told.caveats)) == (tool == ExternalTool.ECOCOCKPIT)


def test_a_submitted_one_waits_and_is_not_changed(recorded: Inventory, bruno: Person) -> None:
    found = submitted_external(recorded, bruno)
    assert found.status == InventoryStatus.SUBMITTED
    with pytest.raises(InventoryClosed):
        actions.calculate_instead(inventory=found, by=bruno)


def submitted_external(inventory: Inventory, by: Person) -> Inventory:
    return fresh(actions.submit(inventory=inventory, seen_revision=inventory.revision, by=by))
