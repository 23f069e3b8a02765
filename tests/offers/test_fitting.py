"""What offers answer to a measure: yes, ask or no, from what is known and without a questionnaire."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from klimapakt.measures.actions import GrantFacts, save_grant
from klimapakt.measures.models import Measure
from klimapakt.offers import actions
from klimapakt.offers.fitting import Fit, fits
from klimapakt.offers.models import Offer
from klimapakt.organisations.models import Organisation, Site
from tests.measures.planning import planned
from tests.offers.offering import GRANT, TODAY, shown

pytestmark = pytest.mark.django_db
CITY = "klimafreundliches-wohnen-und-arbeiten"


@pytest.fixture
def heat_pump(bakery: Organisation, bakehouse: Site) -> Measure:
    """A heat pump of a small bakery in Düsseldorf."""
    Organisation.objects.filter(pk=bakery.pk).update(
        legal_form="GmbH", staff_band="10-49", turnover_band="0-2m"
    )
    Site.objects.filter(pk=bakehouse.pk).update(postcode="40213")
    measure = planned(bakery, "Heat pump")
    Measure.objects.filter(pk=measure.pk).update(library_key="heat-pump-space", site=bakehouse)
    return Measure.objects.select_related("organisation", "site").get(pk=measure.pk)


def fit(measure: Measure, today: date = TODAY) -> Fit:
    (found,) = fits(measure, Offer.objects.all(), today, with_figures=True)
    return found


def said(found: Fit) -> dict[str, str]:
    return {one.rule: one.answer for one in found.reasons}


def test_everything_that_is_known_is_read_and_only_the_building_is_asked(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    found = fit(heat_pump)
    assert found.answer == "ask"
    assert {rule for rule, answer in said(found).items() if answer != "yes"} == {"building"}
    assert next(one.code for one in found.warnings) == "order_after_approval"


def test_one_no_makes_no_and_says_why(heat_pump: Measure, bakehouse: Site) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    Site.objects.filter(pk=bakehouse.pk).update(postcode="50667")
    found = fit(Measure.objects.select_related("organisation", "site").get(pk=heat_pump.pk))
    assert (found.answer, said(found)["region"]) == ("no", "no")
    assert found.reasons[0].why.code == "outside"
    assert not found.can_be_taken


def test_a_firm_that_is_too_large_is_told_so(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    heat_pump.organisation.staff_band = "250-999"
    assert said(fit(heat_pump))["size"] == "no"


def test_a_band_that_is_not_stated_is_asked(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    heat_pump.organisation.staff_band = ""
    assert said(fit(heat_pump))["size"] == "ask"


def test_sites_with_different_postcodes_are_asked(heat_pump: Measure, bakery: Organisation) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    Site.objects.create(organisation=bakery, name="Shop", postcode="50667")
    heat_pump.site = None
    assert said(fit(heat_pump))["region"] == "ask"


def test_what_the_office_paused_is_a_no_whatever_the_rule_file_says(heat_pump: Measure) -> None:
    offer = shown(facts=replace(GRANT, rule_key="ecocockpit"))
    actions.move(offer=offer, state="paused", reason="Moved", today=TODAY, by=None)
    assert said(fit(heat_pump))["state"] == "no"


def test_a_template_never_says_yes(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key="beg"))
    found = fit(heat_pump)
    assert (found.answer, said(found)["template"]) == ("ask", "ask")


def test_an_offer_without_rules_asks(heat_pump: Measure) -> None:
    shown()
    found = fit(heat_pump)
    assert (found.answer, found.reasons[0].why.code) == ("ask", "no_rules")


def test_the_approval_of_another_grant_tells_nothing_about_this_one(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    other = GrantFacts("Other", state="granted", decided_on=TODAY, amount_eur=Decimal(1))
    save_grant(measure=heat_pump, facts=other, by=None)
    Measure.objects.filter(pk=heat_pump.pk).update(state="in_work", begun_on=TODAY)
    measure = Measure.objects.select_related("organisation", "site").get(pk=heat_pump.pk)
    assert said(fit(measure))["order"] == "no"


def test_those_that_fit_stand_first(heat_pump: Measure) -> None:
    shown(facts=replace(GRANT, rule_key=CITY))
    paused = shown(facts=replace(GRANT, title_de="A", title_en="A"))
    actions.move(offer=paused, state="paused", reason="Empty", today=TODAY, by=None)
    found = fits(heat_pump, Offer.objects.all(), TODAY, with_figures=False)
    assert [one.answer for one in found] == ["ask", "no"]
