"""What the demo's bakery and metalworks have promised: with a gap, and one of them revised.

Percent and reasons are invented.
"""

from decimal import Decimal
from typing import Final

from django.utils import timezone

from klimapakt.demo.versions import person
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from klimapakt.targets import actions, queries
from klimapakt.targets.actions import About, Assumed, Decision
from klimapakt.targets.enums import Coverage, Kind
from klimapakt.targets.models import Target
from klimapakt.targets.rules import Promise

_ABOUT: Final = About(Kind.ABSOLUTE, Coverage.SCOPES_12_LOCATION)


def load() -> None:
    """Set the targets once; nothing that exists is changed."""
    bakery, works = _organisation("Bäckerei Sonnenkorn"), _organisation("Metallwerk Rheinbogen")
    if Target.objects.exists():
        return
    if bakery is not None:
        _of_the_bakery(bakery, person("bruno@sonnenkorn"))
    if works is not None:
        _of_the_works(works, person("carla@rheinbogen"))


def _of_the_bakery(bakery: Organisation, by: Person) -> None:
    base = min(queries.accepted_years(bakery), default=None)
    if base is None:
        return
    this_year = timezone.localdate().year
    steps = ((this_year + 4, Decimal(25)),)
    promise = Promise(base, this_year + 9, Decimal("46.2"), steps)
    target = actions.set_target(
        organisation=bakery,
        about=_ABOUT,
        promise=promise,
        decision=Decision("Geschäftsführung", timezone.localdate()),
        by=by,
    )
    assumed = Assumed(Decimal(1), "Eine Filiale mehr in fünf Jahren (Demo)")
    actions.assume(target=target, assumed=assumed, seen=0, by=by)


def _of_the_works(works: Organisation, by: Person) -> None:
    base = min(queries.accepted_years(works), default=None)
    if base is None:
        return
    today = timezone.localdate()
    target = actions.set_target(
        organisation=works,
        about=_ABOUT,
        promise=Promise(base, today.year + 9, Decimal(60)),
        decision=Decision("Gesellschafterversammlung", today),
        by=by,
    )
    reason = "Der größere Netzanschluss kommt erst in vier Jahren (Demo)."
    actions.revise(
        target=target,
        promise=Promise(base, today.year + 9, Decimal(50), ((today.year + 4, Decimal(20)),)),
        decision=Decision("Gesellschafterversammlung", today, None, reason),
        seen=1,
        by=by,
    )


def _organisation(name: str) -> Organisation | None:
    return Organisation.objects.filter(name__startswith=name).first()
