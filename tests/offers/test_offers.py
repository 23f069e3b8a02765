"""Offers: written, checked, shown, stopped; what nobody checks warns and then hides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from klimapakt.measures.actions import Move, move
from klimapakt.measures.lifecycle import StepNeeds
from klimapakt.methods.funding import offers
from klimapakt.offers import actions, queries, rules
from klimapakt.offers.models import Offer, OfferEvent
from klimapakt.offers.rules import Freshness, OfferRefused, Standing
from klimapakt.organisations.models import Organisation
from klimapakt.organisations.rules import ChangedMeanwhile, NotPossible
from klimapakt.people.models import Person
from tests.measures.planning import planned
from tests.offers.offering import GRANT, TODAY, shown, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "fresh"), (120, "fresh"), (121, "overdue"), (180, "overdue"), (181, "hidden")],
)
def test_an_offer_warns_after_120_days_and_hides_after_180(days: int, expected: str) -> None:
    assert rules.freshness(TODAY - timedelta(days=days), TODAY) is Freshness(expected)


def test_what_nobody_has_checked_is_hidden() -> None:
    assert rules.freshness(None, TODAY) is Freshness.HIDDEN


def test_an_offer_without_days_is_open_and_has_no_end() -> None:
    assert rules.standing("valid", None, None, date(2050, 1, 1)) is Standing.OPEN


def test_an_offer_is_over_the_day_after_its_last(ada: Person) -> None:
    assert rules.standing("valid", TODAY, TODAY, TODAY) is Standing.OPEN
    assert rules.standing("valid", None, TODAY - timedelta(days=1), TODAY) is Standing.OVER
    assert rules.standing("valid", TODAY + timedelta(days=1), None, TODAY) is Standing.NOT_YET


def test_a_draft_is_shown_to_nobody_until_it_was_checked(ada: Person) -> None:
    offer = written(ada)
    with pytest.raises(OfferRefused):
        actions.move(offer=offer, state="valid", reason="", today=TODAY, by=ada)
    assert not queries.shown(TODAY).exists()
    actions.check(offer=offer, today=TODAY, by=ada)
    actions.move(offer=offer, state="valid", reason="", today=TODAY, by=ada)
    assert queries.current(TODAY).get() == offer


def test_after_180_days_members_do_not_see_it_and_the_office_does(ada: Person) -> None:
    offer = shown(ada)
    late = TODAY + timedelta(days=181)
    assert queries.shown(TODAY + timedelta(days=180)).exists()
    assert not queries.shown(late).exists()
    assert queries.overdue(late).get() == offer
    actions.check(offer=offer, today=late, by=ada)
    assert queries.shown(late).get() == offer


def test_checking_twice_a_day_is_as_once(ada: Person) -> None:
    once = actions.check(offer=written(ada), today=TODAY, by=ada)
    assert actions.check(offer=once, today=TODAY, by=ada).revision == once.revision


def test_a_pause_needs_a_reason_and_stays_in_the_history(ada: Person) -> None:
    offer = shown(ada)
    with pytest.raises(OfferRefused) as refused:
        actions.move(offer=offer, state="paused", reason=" ", today=TODAY, by=ada)
    assert refused.value.field == "reason"
    actions.move(offer=offer, state="paused", reason="No money this year", today=TODAY, by=ada)
    assert [one.state for one in queries.events_of(offer)] == ["paused", "valid", "draft"]
    assert queries.events_of(offer)[0].reason == "No money this year"


def test_the_history_cannot_be_rewritten(ada: Person) -> None:
    offer = shown(ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        OfferEvent.objects.filter(offer=offer).update(state="ended")
    with pytest.raises(DatabaseError), transaction.atomic():
        OfferEvent.objects.filter(offer=offer).delete()


def test_nobody_overwrites_what_somebody_else_changed(ada: Person) -> None:
    offer = written(ada)
    actions.change(offer=offer, facts=replace(GRANT, title_en="Other"), seen_revision=1, by=ada)
    with pytest.raises(ChangedMeanwhile):
        actions.change(offer=offer, facts=GRANT, seen_revision=1, by=ada)
    assert Offer.objects.get().title_en == "Other"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://example.org", "https://", "//example.org"])
def test_only_links_over_https_are_kept(url: str) -> None:
    with pytest.raises(OfferRefused):
        written(facts=replace(GRANT, url=url))


def test_an_offer_that_ends_before_it_begins_is_refused() -> None:
    facts = replace(GRANT, valid_from=TODAY, valid_until=TODAY - timedelta(days=1))
    with pytest.raises(OfferRefused):
        written(facts=facts)


def test_the_database_shows_nothing_that_was_never_checked() -> None:
    offer = written()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(state="valid")


def test_the_rule_files_become_offers_once() -> None:
    assert len(actions.seed(today=TODAY, by=None)) == len(offers())
    assert actions.seed(today=TODAY, by=None) == []
    found = {one.rule_key: one for one in Offer.objects.all()}
    assert found["klimafreundliches-wohnen-und-arbeiten"].state == "paused"
    templates = [one.id for one in offers() if one.completeness == "template"]
    assert {found[name].state for name in templates} == {"draft"}
    assert {found[name].last_checked_on for name in templates} == {None}


def test_two_offers_do_not_share_a_rule_file() -> None:
    actions.seed(today=TODAY, by=None)
    with pytest.raises(OfferRefused) as refused:
        written(facts=replace(GRANT, rule_key="beg"))
    assert refused.value.field == "rule_key"


def test_a_grant_taken_to_a_heat_pump_stops_the_order(bakery: Organisation, bruno: Person) -> None:
    measure = planned(bakery, "Heat pump")
    for state in ("planned", "decided"):
        measure = move(measure=measure, move=Move(state, TODAY), today=TODAY, by=bruno)
    grant = actions.take(offer=shown(), measure=measure, today=TODAY, by=bruno)
    assert (grant.order, grant.state) == ("approval_first", "intended")
    with pytest.raises(StepNeeds) as refused:
        move(measure=measure, move=Move("in_work", TODAY), today=TODAY, by=bruno)
    assert refused.value.field == "early_order_reason"


def test_taking_it_twice_is_as_once(bakery: Organisation, bruno: Person) -> None:
    measure, offer = planned(bakery, "Heat pump"), shown()
    first = actions.take(offer=offer, measure=measure, today=TODAY, by=bruno)
    assert actions.take(offer=offer, measure=measure, today=TODAY, by=bruno) == first


def test_a_paused_offer_cannot_be_taken(bakery: Organisation, bruno: Person, ada: Person) -> None:
    offer = actions.move(offer=shown(ada), state="paused", reason="Empty", today=TODAY, by=ada)
    with pytest.raises(NotPossible):
        actions.take(offer=offer, measure=planned(bakery, "Heat pump"), today=TODAY, by=bruno)


def test_the_order_of_the_rule_file_counts(bakery: Organisation) -> None:
    facts = replace(GRANT, rule_key="klimafreundliches-wohnen-und-arbeiten", order="none")
    assert actions.order_of(written(facts=facts)) == "approval_first"
