"""Taking the steps of the ladder: one mail a day to each reader of a member, and one to the office."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, override

from klimapakt.duties import letters, mail_kinds, readers, rules
from klimapakt.duties.actions.recomputing import Recomputed
from klimapakt.duties.by_hand import REMINDED, hold_of_ladder
from klimapakt.duties.enums import OWED, DutyState, ReminderStep, Skipped
from klimapakt.duties.models import Duty, Reminder
from klimapakt.duties.rules import Taken
from klimapakt.foundation.mail.kinds import Kind
from klimapakt.methods.duties.ladder import ladder
from klimapakt.methods.messages import gettext_noop
from klimapakt.organisations.models import Role
from klimapakt.people.models import Person

_TO_OFFICE: Final = (ReminderStep.LATE_30, ReminderStep.LATE_60)
_DUE: Final = gettext_noop("%(duty)s, due on %(day)s")
_LATE: Final = gettext_noop("%(duty)s, was due on %(day)s")
_OF_MEMBER: Final = gettext_noop("%(name)s: %(duty)s, was due on %(day)s")


@dataclass(frozen=True, slots=True)
class Night:
    """The day that a run is about, when it writes, and before when its mail does not leave."""

    day: date
    at: datetime
    not_before: datetime | None
    calendar: str


@dataclass(frozen=True, slots=True)
class _Due:
    """A step of a duty that is taken."""

    duty: Duty
    taken: Taken

    @property
    def name(self) -> str:
        """Return the name of the step."""
        return self.taken.step.name


@dataclass(slots=True)
class _Post:
    """What is written to whom; one mail for each reader and member, one for each reader in the office."""

    members: defaultdict[tuple[UUID, int], list[_Due]] = field(default_factory=lambda: defaultdict(list))
    office: defaultdict[int, list[_Due]] = field(default_factory=lambda: defaultdict(list))
    people: dict[int, Person] = field(default_factory=dict)

    def to_member(self, due: _Due, people: Iterable[Person]) -> None:
        """Let people of a member be written to."""
        for person in people:
            self.people[person.pk] = person
            self.members[due.duty.membership_id, person.pk].append(due)

    def to_office(self, due: _Due, people: Iterable[Person]) -> None:
        """Let people of the office be written to."""
        for person in people:
            self.people[person.pk] = person
            self.office[person.pk].append(due)


@transaction.atomic
def remind(*, recomputed: Recomputed, night: Night) -> int:
    """Take the steps whose day has come; return how many mails were written.

    Called in the transaction that holds the locks of the memberships, so that no step is taken twice.
    """
    come = list(_come(recomputed, night))
    if not come:
        return 0
    roles, office, post = _roles(come), readers.office(), _Post()
    kept = [_kept(due, roles, office, post) for due in come]
    Reminder.objects.bulk_create(_rows(kept, night))
    return _send(post, night)


def _come(recomputed: Recomputed, night: Night) -> Iterator[_Due]:
    """Yield the steps that have to be taken, with why not where they are passed over."""
    owed = [
        duty
        for duties in recomputed.duties.values()
        for duty in duties
        if duty.state in OWED and duty.membership.stage in REMINDED and duty.opens_on <= night.day
    ]
    taken = _taken(owed)
    for duty in owed:
        told = recomputed.facts.told.get(duty.membership_id, ())
        steps = ladder(duty.opens_on, duty.due_on, night.calendar)
        done = taken.get((duty.pk, duty.due_on), frozenset())
        for one in rules.steps_today(steps, done, night.day, hold=hold_of_ladder(duty, told, night.day)):
            yield _Due(duty, one)


def _taken(duties: Iterable[Duty]) -> Mapping[tuple[UUID, date], frozenset[str]]:
    found: defaultdict[tuple[UUID, date], set[str]] = defaultdict(set)
    rows = Reminder.objects.filter(duty__in=[duty.pk for duty in duties])
    for duty, due_on, step in rows.values_list("duty_id", "due_on", "step"):
        found[duty, due_on].add(step)
    return {key: frozenset(steps) for key, steps in found.items()}


def _roles(come: Iterable[_Due]) -> Mapping[UUID, list[tuple[str, Person]]]:
    wanted = {due.duty.membership.organisation_id for due in come}
    found: defaultdict[UUID, list[tuple[str, Person]]] = defaultdict(list)
    rows = (
        Role.objects.filter(organisation__in=wanted).select_related("person").order_by("person__name", "pk")
    )
    for role in rows:
        found[role.organisation_id].append((role.kind, role.person))
    return found


def _kept(
    due: _Due, roles: Mapping[UUID, list[tuple[str, Person]]], office: readers.Office, post: _Post
) -> _Due:
    """Give a step to its readers; without any it is kept as one that nobody read."""
    is_by_hand = due.taken.skipped == Skipped.BY_HAND
    if due.taken.skipped and not is_by_hand:
        return due
    if due.name in _TO_OFFICE:
        leading = due.name == ReminderStep.LATE_60
        post.to_office(due, office.leads if leading else office.with_deputy(due.duty))
    if due.name == ReminderStep.LATE_60:
        return due
    found = roles.get(due.duty.membership.organisation_id, [])
    people = readers.at_member(found, management_too=due.name == ReminderStep.LATE_30)
    if is_by_hand:
        already = readers.at_member(found)
        people = [one for one in people if one not in already]
        post.to_member(due, people)
        return due
    post.to_member(due, people)
    return due if people else _Due(due.duty, Taken(due.taken.step, Skipped.NOBODY.value))


def _rows(kept: Iterable[_Due], night: Night) -> Iterator[Reminder]:
    for due in kept:
        yield Reminder(
            duty=due.duty,
            step=due.name,
            due_on=due.duty.due_on,
            planned_on=due.taken.step.on,
            day=night.day,
            sent_at=None if due.taken.skipped else night.at,
            skipped=due.taken.skipped,
        )


def _send(post: _Post, night: Night) -> int:
    for (_, reader), dues in post.members.items():
        is_late = any(due.duty.state == DutyState.OVERDUE for due in dues)
        kind = mail_kinds.OVERDUE if is_late else mail_kinds.REMINDER
        name = dues[0].duty.membership.organisation.name
        _write(post.people[reader], kind, dues, {"name": name}, night)
    for reader, dues in post.office.items():
        _write(post.people[reader], mail_kinds.ESCALATED, dues, {}, night)
    return len(post.members) + len(post.office)


def _write(person: Person, kind: Kind, dues: list[_Due], values: Mapping[str, str], night: Night) -> None:
    with override(person.language):
        listed = "; ".join(words_of(due.duty, kind) for due in dues)
    letters.post(
        person,
        kind,
        {**values, "duties": listed},
        key=f"{kind.name}:{_named(dues)}:{person.pk}",
        not_before=night.not_before,
    )


def words_of(duty: Duty, kind: Kind) -> str:
    """Return a duty as a mail of this kind names it, in the language at hand."""
    values = {
        "name": duty.membership.organisation.name,
        "duty": duty.title,
        "day": letters.day_in_words(duty.due_on),
    }
    if kind is mail_kinds.ESCALATED:
        return gettext(_OF_MEMBER) % values
    if duty.state == DutyState.OVERDUE:
        return gettext(_LATE) % values
    return gettext(_DUE) % values


def _named(dues: Iterable[_Due]) -> str:
    """Return a name for exactly these steps, so that a mail about them is written once."""
    steps = sorted(f"{due.duty.pk}:{due.name}:{due.duty.due_on.isoformat()}" for due in dues)
    return hashlib.sha256("|".join(steps).encode()).hexdigest()[:32]
