"""What the demo's members have promised: the bakery with a gap, the metalworks revised, some others plainly.

Percent and reasons are invented.
"""

from decimal import Decimal
from typing import Final

from django.utils import timezone

from klimapakt.demo import history
from klimapakt.demo.versions import person
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.queries import roles_held_by
from klimapakt.people.models import Person
from klimapakt.targets import actions, queries
from klimapakt.targets.actions import About, Assumed, Decision
from klimapakt.targets.enums import Coverage, Kind
from klimapakt.targets.models import Target
from klimapakt.targets.rules import Promise

_PLAIN_PERCENT: Final = ("30", "42", "55", "35", "50", "65")
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
    managers = Person.objects.filter(email__in=history.EMAILS).order_by("email")
    for manager, percent in zip(managers, _PLAIN_PERCENT, strict=False):
        _plainly(manager, Decimal(percent))


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


def _plainly(manager: Person, percent: Decimal) -> None:
    """Set a target for the year in which the city wants to be neutral."""
    organisation = roles_held_by(manager).order_by("pk")[0].organisation
    base = min(queries.accepted_years(organisation), default=None)
    if base is not None:
        actions.set_target(
            organisation=organisation,
            about=_ABOUT,
            promise=Promise(base, timezone.localdate().year + 9, percent),
            decision=Decision("Geschäftsführung", timezone.localdate()),
            by=manager,
        )


def _organisation(name: str) -> Organisation | None:
    return Organisation.objects.filter(name__startswith=name).first()
