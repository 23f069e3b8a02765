"""What such a pact holds after ten years: inventories, measures, requests, contacts, tasks, agreements."""

from datetime import date
from typing import Final

from bench.city import AT_ONCE, ONE_DAY, City, made, noon
from bench.city_figures import inventories, measures, targets
from klimapakt.agreements.enums import AgreementState
from klimapakt.agreements.models import Agreement
from klimapakt.casework.enums import ContactKind
from klimapakt.casework.models import Contact, Task
from klimapakt.duties.enums import AT_HAND, OWED, EventKind, MissedReason, Side
from klimapakt.duties.models import Duty, DutyEvent
from klimapakt.memberships.enums import Decision, Source, Stage
from klimapakt.memberships.models import JoinRequest, Membership, Step
from klimapakt.memberships.rules import BEFORE
from klimapakt.organisations.enums import OrganisationKind
from klimapakt.organisations.models import Organisation
from klimapakt.reports import steps
from klimapakt.reports.enums import AnswerKind
from klimapakt.reports.models import AnswerPromise, StepMinutes
from klimapakt.reports.rules import BUCKETS

_MONTHS: Final = 120


def lived(city: City) -> dict[str, int]:
    """Fill in ten years, but for what happened to duties; return how many there are of each kind."""
    counted = [
        _steps(city),
        _on_the_way(city),
        _requests(city),
        _casework(city),
        _agreements(city),
        inventories(city),
        measures(city),
        targets(city),
        _minutes(city),
    ]
    return {name: count for counts in counted for name, count in counts.items()}


def _steps(city: City) -> dict[str, int]:
    """Every member came by interest, talks, issued and signed."""
    way = (*BEFORE, Stage.ACTIVE)
    taken = [
        Step(
            membership=one,
            from_stage=way[number - 1] if number else "",
            to_stage=stage,
            at=noon((one.joined_on or city.today) - (len(way) - 1 - number) * 9 * ONE_DAY),
            by=city.office,
        )
        for one in city.memberships
        for number, stage in enumerate(way)
    ]
    return {"steps": len(made(taken))}


def _on_the_way(city: City) -> dict[str, int]:
    """One on the way for every ten members, some with a step that is due."""
    count = max(1, len(city.memberships) // 10)
    organisations = made(
        [Organisation(pact=city.pact, name=f"Interested {place:05}", city="Stadt") for place in range(count)]
    )
    found = [
        Membership(
            organisation=organisation,
            stage=BEFORE[place % 3],
            since_at=noon(city.today - (place % 200) * ONE_DAY),
            created_at=noon(city.today - (place % 200) * ONE_DAY),
            source=Source.FORM,
            next_step="Anrufen" if place % 2 else "",
            next_step_on=city.today + (place % 40 - 30) * ONE_DAY if place % 2 else None,
            owner=city.office if place % 3 else None,
        )
        for place, organisation in enumerate(organisations)
    ]
    return {"on_the_way": len(made(found))}


def _requests(city: City) -> dict[str, int]:
    """Every member once asked to join; one of a hundred of them asks again and waits."""
    found = []
    for place, one in enumerate(city.memberships):
        day = (one.joined_on or city.today) - 80 * ONE_DAY
        found.append(_request(city, f"d{place}", day, organisation=one.organisation))
        if place % 100 == 0:
            found.append(_request(city, f"w{place}", city.today - (place % 7) * ONE_DAY))
    return {"requests": len(made(found))}


def _request(city: City, key: str, day: date, organisation: Organisation | None = None) -> JoinRequest:
    return JoinRequest(
        pact=city.pact,
        name=organisation.name if organisation else f"Asks {key}",
        city="Stadt",
        kind=OrganisationKind.COMPANY,
        person_name="P",
        email=f"{key}@ask.example.org",
        token_hash=key,
        requested_at=noon(day),
        expires_at=noon(day + 7 * ONE_DAY),
        confirmed_at=noon(day),
        organisation=organisation,
        decision=Decision.NEW if organisation else "",
        decided_at=noon(day + 4 * ONE_DAY) if organisation else None,
    )


def _casework(city: City) -> dict[str, int]:
    """Eight contacts and four tasks for each member, one task of twenty not done; a plan for every fifth."""
    kinds = ContactKind.values
    contacts, tasks = [], []
    for place, one in enumerate(city.memberships):
        since = (city.today - (one.joined_on or city.today)).days
        for number in range(8):
            on = city.today - (since * number // 8 + place % 50) * ONE_DAY
            contacts.append(
                Contact(
                    membership=one,
                    kind=kinds[number % len(kinds)],
                    on=on,
                    text="Gesprochen",
                    created_at=noon(on),
                    by=city.office,
                )
            )
        tasks += [_task(city, one, 4 * place + number) for number in range(4)]
    planned = [one for place, one in enumerate(city.memberships) if place % 5 == 0]
    for place, one in enumerate(planned):
        one.owner, one.next_step = city.office, "Besuchen"
        one.next_step_on = city.today + (place % 60 - 20) * ONE_DAY
    Membership.objects.bulk_update(planned, ["owner", "next_step", "next_step_on"], batch_size=AT_ONCE)
    return {"contacts": len(made(contacts)), "tasks": len(made(tasks))}


def _task(city: City, one: Membership, place: int) -> Task:
    is_open = place % 20 == 0
    due_on = city.today - (place % 90) * ONE_DAY
    return Task(
        pact=city.pact,
        membership=one,
        title="Rückruf",
        due_on=due_on,
        owner=city.office if place % 3 else None,
        created_at=noon(due_on - 14 * ONE_DAY),
        done_at=None if is_open else noon(due_on),
    )


def _agreements(city: City) -> dict[str, int]:
    """Everybody has one in force; one of fifty waits for the city with a newer one."""
    found = []
    for place, one in enumerate(city.memberships):
        day = one.joined_on or city.today
        found.append(_agreement(city, one, f"A-{place}", day, AgreementState.IN_FORCE))
        if place % 50 == 0:
            found.append(_agreement(city, one, f"B-{place}", city.today, AgreementState.SIGNED))
    return {"agreements": len(made(found))}


def _agreement(city: City, one: Membership, number: str, day: date, state: AgreementState) -> Agreement:
    return Agreement(
        pact=city.pact,
        membership=one,
        number=number,
        state=state,
        template="bench",
        template_version="1.0",
        values={},
        content_sha256="0" * 64,
        sha256="0" * 64,
        issued_at=noon(day),
        in_force_at=noon(day) if state == AgreementState.IN_FORCE else None,
    )


def said(city: City) -> int:
    """Of what is owed now, every third one asks for more time or says why it was missed."""
    reasons = MissedReason.values
    owed = Duty.objects.filter(state__in=OWED, due_on__lte=city.today + 180 * ONE_DAY)
    events = []
    for place, duty in enumerate(owed.order_by("membership__organisation__name", "due_on", "rule", "number")):
        is_missed = duty.due_on < city.today
        if place % 3 == 0 and (is_missed or duty.state in AT_HAND):
            on = city.today - (place % 30) * ONE_DAY
            events.append(
                DutyEvent(
                    duty=duty,
                    kind=EventKind.EXPLAINED if is_missed else EventKind.ASKED,
                    side=Side.MEMBER,
                    on=on,
                    at=noon(on),
                    months=0 if is_missed else 3,
                    missed_reason=reasons[place % len(reasons)] if is_missed else "",
                    text="Es fehlt an Zeit.",
                )
            )
    return len(made(events))


def _minutes(city: City) -> dict[str, int]:
    """Minutes that the questions took in each month of ten years, and what the office has promised."""
    first = city.today.replace(day=1)
    months = [date(first.year - place // 12, 1 + place % 12, 1) for place in range(_MONTHS)]
    found = [
        StepMinutes(pact=city.pact, step=key, month=month, minutes=minutes, count=1 + place % 7)
        for month in months
        for place, key in enumerate(steps.in_order())
        for minutes in BUCKETS[place % 5 : place % 5 + 4]
    ]
    promised = (AnswerPromise(pact=city.pact, kind=kind, working_days=10) for kind in AnswerKind.values)
    AnswerPromise.objects.bulk_create(promised)
    return {"minutes": len(made(found))}
