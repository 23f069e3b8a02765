"""What the demo's bakery and metalworks do: over all states, shared, dropped, ordered too early.

All figures are invented; they are far below the lines they touch.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from klimapakt.demo.versions import person
from klimapakt.duties import days
from klimapakt.inventories.actions import keep_evidence
from klimapakt.inventories.evidence.accepting import AcceptedFile, accepted
from klimapakt.inventories.models import EvidenceFile
from klimapakt.measures import actions, queries
from klimapakt.measures.actions import GrantFacts, Move, PlanFacts, SavingFacts
from klimapakt.measures.estimating import touched
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.measures.models import Measure
from klimapakt.memberships.queries import members
from klimapakt.methods.library import library
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person

_COURSE: Final = ("planned", "decided", "in_work", "implemented", "evidenced")
_KILOGRAM: Final = 10**6
_BAKERY: Final = (
    ("led-lighting", 5),
    ("oven-batches", 4),
    ("cooling-heat", 2),
    ("pv-own-use", 2),
    ("electric-vans", 1),
    ("staff-training", 0),
)
_ENDS: Final = (0, 1, 2, 3, 4, 5)
_LATE: Final = 2
"""Which of the measures of each should have been done already, by its place."""


def load() -> None:
    """Write the measures down once; nothing that exists is changed."""
    bakery, bruno = _organisation("Bäckerei Sonnenkorn"), person("bruno@sonnenkorn")
    works, carla = _organisation("Metallwerk Rheinbogen"), person("carla@rheinbogen")
    if bakery is None or works is None or Measure.objects.filter(is_before_pact=False).exists():
        return
    for place, (key, steps) in enumerate(_BAKERY):
        _written(bakery, key, steps, place, bruno)
    keys = [one.key for one in library().entries.values() if {"manufacturing", "all"} & set(one.sectors)]
    for place, key in enumerate(keys[:25]):
        _written(works, key, _ENDS[place % len(_ENDS)], place, carla)
    _stopped_order(bakery, bruno)
    no_grid = Move("dropped", days.today(), barrier="grid_connection", text="Der Anschluss reicht nicht.")
    no_money = Move("postponed", days.today(), barrier="money", text="Erst im nächsten Haushalt.")
    _stopped(works, "planned", no_grid, carla)
    _stopped(works, "idea", no_money, carla)
    _granted(works, carla)
    _shared(works, bakery, carla, bruno)
    _verified()


def _written(organisation: Organisation, key: str, steps: int, place: int, by: Person) -> None:
    entry, today = library().entries[key], days.today()
    inventory = queries.newest_inventory(organisation)
    rows = [one for one in queries.lines_of(inventory) if one.activity in entry.touches] if inventory else []
    line = touched(inventory, rows[0]) if inventory and rows else None
    finish = today - timedelta(40) if place == _LATE else date(today.year + 1 + place % 4, 6, 30)
    facts = PlanFacts(entry.title.de, entry.field, line=line, planned_finish=finish)
    origin = actions.FromLibrary(key, library().edition)
    measure = actions.plan_measure(organisation=organisation, facts=facts, library=origin, by=by)
    if entry.formula.gives != "none":
        most = line.mg // 20 if line else 900 * _KILOGRAM
        saving = SavingFacts("engineering", min(most, (300 + 170 * place) * _KILOGRAM), source="Demo")
        actions.state_saving(measure=measure, saving=saving, today=today, by=by)
    actions.add_step(
        measure=measure, title="Drei Angebote einholen", owner=by.name, due_on=finish - timedelta(90), by=by
    )
    for state in _COURSE[:steps]:
        if state == "evidenced":
            actions.add_proof(measure=measure, file=_proof(organisation, by), by=by)
        actions.move(measure=measure, move=Move(state, today), today=today, by=by)


def _proof(organisation: Organisation, by: Person) -> EvidenceFile:
    return keep_evidence(organisation=organisation, file=_measured(), by=by)[0]


@cache
def _measured() -> AcceptedFile:
    """Return the same file for all measures, looked at once."""
    return accepted(b"Monat;kWh vorher;kWh nachher\n01;1200;700\n", name="Messung.csv")


def _stopped_order(organisation: Organisation, by: Person) -> None:
    """Try to order before the grant is approved; the attempt is refused and the measure stays decided."""
    measure = Measure.objects.filter(organisation=organisation, library_key="pv-own-use").first()
    if measure is None:
        return
    grant = GrantFacts("Städtische Förderung (Demo)", amount_eur=Decimal(4000), is_de_minimis=True)
    actions.save_grant(measure=measure, facts=grant, by=by)
    try:
        today = days.today()
        actions.move(measure=measure, move=Move("in_work", today), today=today, by=by)
    except StepNeeds:
        return


def _stopped(organisation: Organisation, came_from: str, move: Move, by: Person) -> None:
    """Drop or postpone the first measure in a state, with its reason."""
    found = Measure.objects.filter(organisation=organisation, is_before_pact=False, state=came_from).first()
    if found is not None:
        actions.move(measure=found, move=move, today=days.today(), by=by)


def _granted(organisation: Organisation, by: Person) -> None:
    """Write down grants that have come to different states."""
    today = days.today()
    asked, decided = today - timedelta(200), today - timedelta(120)
    name = "Landesförderung (Demo)"
    found = Measure.objects.filter(organisation=organisation, is_before_pact=False, state="decided")
    for measure, facts in zip(
        found[:2],
        (
            GrantFacts(name, "granted", amount_eur=Decimal(12000), requested_on=asked, decided_on=decided),
            GrantFacts(name, "requested", amount_eur=Decimal(8000), requested_on=asked),
        ),
        strict=False,
    ):
        actions.save_grant(measure=measure, facts=facts, by=by)


def _shared(owner: Organisation, other: Organisation, by: Person, theirs: Person) -> None:
    found = Measure.objects.filter(organisation=owner, is_before_pact=False, state="decided").first()
    if found is not None and members().filter(organisation=other).exists():
        part = Decimal("0.25")
        share = actions.propose_share(measure=found, organisation=other, part=part, by=by)
        actions.decide_share(share=share, is_agreed=True, today=days.today(), by=theirs)


def _verified() -> None:
    found = Measure.objects.filter(is_before_pact=False, state="evidenced").order_by("title").first()
    if found is not None:
        text, by = "Messung angesehen.", person("ole@musterstadt")
        actions.verify(measure=found, mg=None, text=text, today=days.today(), by=by)


def _organisation(name: str) -> Organisation | None:
    return Organisation.objects.filter(name__startswith=name).first()
