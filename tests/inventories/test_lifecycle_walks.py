"""Random walks: whoever does whatever in whatever order, no illegal move and nobody who decides alone."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from klimapakt.inventories import actions, queries
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.lifecycle import TRANSITIONS, Act
from klimapakt.inventories.models import FrozenInventory, Inventory, ReviewQuestion
from klimapakt.inventories.rules import NotPossible
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.organisations.models import Role
from klimapakt.pacts.actions import end_office_role, give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.inventories.versions import filled, fresh, seal_now

pytestmark = pytest.mark.django_db

NAMES = ("bruno", "berta", "ada", "ole", "both", "nobody")
WHO = st.sampled_from(NAMES)
_WALKS = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Walk(RuleBasedStateMachine):
    """One inventory, six people of different standing, every act at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, Person] = {}
        self.before = InventoryStatus.DRAFT

    @initialize()
    def begin(self) -> None:
        """Make a firm with an inventory; "both" works in the office and for the firm."""
        number = Person.objects.count()
        for name in NAMES:
            email = f"{name}{number}@example.org"
            self.people[name] = create_person(email=email, name=name.title(), by=None)
        firm = create_organisation(facts=OrganisationFacts(f"Firm {number}", "Musterstadt"), by=None)
        for name in ("bruno", "berta", "both"):
            give_role(organisation=firm, person=self.people[name], kind=RoleKind.MANAGEMENT, by=None)
        for name in ("ada", "ole", "both"):
            give_office_role(person=self.people[name], kind=OfficeKind.REVIEWER, by=None)
        bruno = self.people["bruno"]
        self.inventory = filled(actions.create_inventory(organisation=firm, year=2024, by=bruno), bruno)

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        found = fresh(self.inventory)
        self._try(
            Act.SUBMIT,
            lambda: actions.submit(inventory=found, seen_revision=found.revision, by=self.people[who]),
        )

    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        self._try(
            Act.WITHDRAW, lambda: actions.withdraw(inventory=fresh(self.inventory), by=self.people[who])
        )

    @rule(who=WHO)
    def ask(self, who: str) -> None:
        self._try(
            None,
            lambda: actions.ask(
                inventory=fresh(self.inventory), text="Why?", row_number=1, by=self.people[who]
            ),
        )

    @rule(who=WHO)
    def close(self, who: str) -> None:
        question = ReviewQuestion.objects.filter(inventory=self.inventory, closed_at=None).first()
        if question is not None:
            self._try(None, lambda: actions.close(question=question, by=self.people[who]))

    @rule(who=WHO)
    def give_back(self, who: str) -> None:
        self._try(
            Act.RETURN,
            lambda: actions.return_with_questions(inventory=fresh(self.inventory), by=self.people[who]),
        )

    @rule(who=WHO)
    def accept(self, who: str) -> None:
        found = fresh(self.inventory)
        seal = (
            queries.seal_of(found) if found.status == InventoryStatus.ACCEPTED else seal_now(self.inventory)
        )
        self._try(Act.ACCEPT, lambda: actions.accept(inventory=found, seen_sha256=seal, by=self.people[who]))

    @rule(who=WHO)
    def remove_a_row(self, who: str) -> None:
        row = fresh(self.inventory).activities.order_by("number").last()
        if row is not None and row.number > 1:
            self._try(None, lambda: actions.remove_row(row=row, by=self.people[who]))

    @rule(who=st.sampled_from(("bruno", "berta")))
    def change_sides(self, who: str) -> None:
        """Somebody of the firm leaves it and is hired by the office, which forgives nothing."""
        Role.objects.filter(person=self.people[who]).delete()
        give_office_role(person=self.people[who], kind=OfficeKind.LEAD, by=None)

    @rule(who=st.sampled_from(("ada", "ole", "both")))
    def leave_the_office(self, who: str) -> None:
        end_office_role(person=self.people[who], by=None)

    @rule(who=st.sampled_from(("ada", "ole")))
    def join_the_office(self, who: str) -> None:
        give_office_role(person=self.people[who], kind=OfficeKind.REVIEWER, by=None)

    @invariant()
    def nobody_decided_alone(self) -> None:
        """What is accepted is frozen, by somebody else than who submitted or entered anything."""
        if not self.people:
            return
        found = fresh(self.inventory)
        assert FrozenInventory.objects.filter(pk=found.pk).exists() == (
            found.status == InventoryStatus.ACCEPTED
        )
        if found.status == InventoryStatus.ACCEPTED:
            assert found.accepted_by_id not in {found.submitted_by_id, self.people["bruno"].pk, None}
            assert found.accepted_by_id != self.people["both"].pk
            assert found.accepted_by_id != self.people["nobody"].pk

    def _try(self, act: Act | None, do: Callable[[], object]) -> None:
        """Do something that may be refused; whatever moved must stand in the table under this act."""
        before = Inventory.objects.get(pk=self.inventory.pk).status
        try:
            do()
        except NotPossible:
            assert Inventory.objects.get(pk=self.inventory.pk).status == before
            return
        after = Inventory.objects.get(pk=self.inventory.pk).status
        if act is None:
            assert after == before
        else:
            assert TRANSITIONS[before, act] == after


def test_no_walk_leads_to_an_illegal_move_or_to_somebody_deciding_alone() -> None:
    run_state_machine_as_test(Walk, settings=_WALKS)
