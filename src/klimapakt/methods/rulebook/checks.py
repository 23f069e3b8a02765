"""Contradictions that no single value shows: each is refused with place, reason and the way to mend it."""

from collections.abc import Iterator
from datetime import date

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook.model import JOINING, RECURRING_DUTIES, SINGLE_DUTIES, Deadline, Rulebook

Found = tuple[str, Message]


def ensure_consistent(rulebook: Rulebook, path: str) -> None:
    """Refuse a rulebook that contradicts itself. ``path`` is the place of its parameters."""
    for found in contradictions(rulebook, path):
        raise found


def contradictions(rulebook: Rulebook, path: str) -> Iterator[Refused]:
    """Yield everything in which a rulebook contradicts itself, in the order of its parameters' checks."""
    checks = [_tiers, _cycles, _deadlines, _rhythms, _closing, _term, _scopes]
    if not list(_cycles(rulebook)):
        checks.append(_end)  # it adds up deadlines, which has no end where they wait for one another
    for check in checks:
        for place, message in check(rulebook):
            yield Refused(f"{path}.{place}", message)


def _tiers(rulebook: Rulebook) -> Iterator[Found]:
    known = [tier.key for tier in rulebook.tiers.value]
    asked = {
        **{rule: rulebook.deadline(rule).tiers for rule in SINGLE_DUTIES},
        **{rule: rulebook.rhythm(rule).tiers for rule in RECURRING_DUTIES},
    }
    for rule, tiers in asked.items():
        for at, tier in enumerate(tiers or ()):
            if tier not in known:
                template = gettext_noop("The tier %(tier)s is not among the tiers of this pact: %(known)s.")
                values = {"tier": tier, "known": ", ".join(known) or "-"}
                yield f"{rule}.value.tiers[{at}]", Message("unknown_tier", template, values)


def _cycles(rulebook: Rulebook) -> Iterator[Found]:
    for rule in SINGLE_DUTIES:
        chain = [rule]
        while (earlier := rulebook.deadline(chain[-1]).counts_from) != JOINING:
            chain.append(earlier)
            if earlier == rule:
                template = gettext_noop(
                    "These deadlines wait for one another: %(chain)s. Let one of them count from joining."
                )
                message = Message("duty_cycle", template, {"chain": " -> ".join(chain)})
                yield f"{rule}.value.counts_from", message
            if earlier in chain[:-1]:
                break


def _deadlines(rulebook: Rulebook) -> Iterator[Found]:
    for rule in SINGLE_DUTIES:
        deadline = rulebook.deadline(rule)
        if deadline.due_months is None and deadline.grace_months:
            template = gettext_noop("There is grace, but no deadline. State due_months or leave grace out.")
            yield f"{rule}.value.grace_months", Message("grace_without_deadline", template)
        elif deadline.grace_months > (deadline.due_months or 0):
            yield f"{rule}.value.grace_months", _grace_too_long(deadline)
        yield from _counted_from(rulebook, rule, deadline.counts_from)


def _grace_too_long(deadline: Deadline) -> Message:
    template = gettext_noop(
        "The grace of %(grace)s months is longer than the deadline of %(due)s months. Shorten it."
    )
    values = {"grace": deadline.grace_months, "due": deadline.due_months}
    return Message("grace_longer_than_deadline", template, values)


def _counted_from(rulebook: Rulebook, rule: str, earlier: str) -> Iterator[Found]:
    if earlier != JOINING and rulebook.deadline(earlier).due_months is None:
        template = gettext_noop("%(earlier)s has no deadline that %(rule)s could count from. State one.")
        message = Message("counts_from_nothing", template, {"earlier": earlier, "rule": rule})
        yield f"{rule}.value.counts_from", message


def _rhythms(rulebook: Rulebook) -> Iterator[Found]:
    for rule in RECURRING_DUTIES:
        rhythm = rulebook.rhythm(rule)
        if rhythm.every_months is None and (rhythm.synchronised_on or rhythm.first_after_months):
            template = gettext_noop("A rhythm is missing: state every_months, or leave the other values out.")
            yield f"{rule}.value.every_months", Message("rhythm_missing", template)
        if rhythm.synchronised_on and rhythm.counts_from != JOINING:
            template = gettext_noop(
                "Days that are the same for everybody count from no duty. State one of the two."
            )
            yield f"{rule}.value.counts_from", Message("two_clocks", template)
        closing = rulebook.closing_balance.value.on
        if rhythm.synchronised_on and closing and rhythm.synchronised_on > closing:
            template = gettext_noop(
                "%(day)s is after the closing balance on %(closing)s. Name an earlier day."
            )
            values = {"day": rhythm.synchronised_on, "closing": closing}
            yield f"{rule}.value.synchronised_on", Message("anchor_after_closing", template, values)
        yield from _counted_from(rulebook, rule, rhythm.counts_from)


def _closing(rulebook: Rulebook) -> Iterator[Found]:
    closing = rulebook.closing_balance.value
    if closing.on and closing.after_months:
        template = gettext_noop("The closing balance has a day and a number of months. Keep one of the two.")
        yield "closing_balance.value.after_months", Message("two_closings", template)
    if closing.on and closing.on <= rulebook.valid_from:
        yield "closing_balance.value.on", _before_start(closing.on, rulebook.valid_from)


def _term(rulebook: Rulebook) -> Iterator[Found]:
    term, closing = rulebook.term.value, rulebook.closing_balance.value
    if term.until and term.months:
        template = gettext_noop("The term has a last day and a number of months. Keep one of the two.")
        yield "term.value.months", Message("two_terms", template)
    if term.until and term.until <= rulebook.valid_from:
        yield "term.value.until", _before_start(term.until, rulebook.valid_from)
    is_late = bool(closing.on and term.until and closing.on > term.until)
    if is_late or (closing.after_months and term.months and closing.after_months > term.months):
        template = gettext_noop(
            "The closing balance is owed after the agreement has ended. Move one of the two."
        )
        place = "on" if is_late else "after_months"
        yield f"closing_balance.value.{place}", Message("closing_after_term", template)


def _before_start(day: date, start: date) -> Message:
    template = gettext_noop("%(day)s is not after the day from which the rulebook is valid, %(start)s.")
    return Message("end_before_start", template, {"day": day, "start": start})


def _end(rulebook: Rulebook) -> Iterator[Found]:
    term, closing = rulebook.term.value, rulebook.closing_balance.value
    months = closing.after_months or term.months
    if not (closing.on or term.until or months):
        template = gettext_noop(
            "Nothing says when the duties end. State a closing balance, or how long the term is."
        )
        yield "closing_balance.value", Message("no_end", template)
    for rule in SINGLE_DUTIES if months else ():
        deadline = rulebook.deadline(rule)
        due = (deadline.due_months or 0) + rulebook.offset_months(deadline.counts_from)
        if months and due > months:
            template = gettext_noop("%(due)s months after joining lie behind the end after %(end)s months.")
            yield (
                f"{rule}.value.due_months",
                Message("deadline_after_end", template, {"due": due, "end": months}),
            )


def _scopes(rulebook: Rulebook) -> Iterator[Found]:
    scopes = rulebook.scopes.value
    for at, scope in enumerate(scopes.optional):
        if scope in scopes.minimum:
            template = gettext_noop("Scope %(scope)s is both asked for and optional. Keep one of the two.")
            yield f"scopes.value.optional[{at}]", Message("scope_twice", template, {"scope": scope})
