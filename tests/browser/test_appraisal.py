"""An investment appraised in the browser: from five figures to the result without JavaScript; pages clean."""

import re

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page

from klimapakt.measures.models import Appraisal
from klimapakt.organisations.models import Organisation
from tests.browser.cleanliness import opens_clean, watch
from tests.browser.looks import Look
from tests.browser.test_versions import BRUNO, sign_in

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Nobody needs a second factor in the demo."""
    settings.KLIMA_DEMO = True


def the_fullest() -> Appraisal:
    """Return the appraisal with everything in it: the second one of the photovoltaics."""
    return Appraisal.objects.select_related("measure").get(number=2)


def test_every_page_of_an_appraisal_is_clean(page: Page, look: Look) -> None:
    appraisal = the_fullest()
    measure, owner = appraisal.measure, appraisal.measure.organisation_id
    sign_in(page, BRUNO, look.language)
    opens_clean(page, f"/portal/plans/{measure.pk}/appraisal/", look.language)
    opens_clean(page, f"/portal/plans/{measure.pk}/appraisal/1/", look.language)
    opens_clean(page, f"/portal/plans/{measure.pk}/appraisal/new/", look.language)
    opens_clean(page, f"/portal/organisations/{owner}/appraisals/", look.language)


WORDS = {
    "de": ("Investition bewerten", "Zahlung hinzufügen", "Ergebnis berechnen", "lohnt sich"),
    "en": ("Appraise the investment", "Add a payment", "Calculate the result", "pay"),
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_five_figures_lead_to_a_result_without_javascript(
    chromium: Browser, live_server: object, language: str
) -> None:
    begin, add, calculate, said = WORDS[language]
    context = chromium.new_context(
        base_url=str(live_server),
        locale=language,
        viewport={"width": 375, "height": 900},
        java_script_enabled=False,
        service_workers="block",
    )
    page = watch(context)
    bakery = Organisation.objects.get(name__startswith="Bäckerei Sonnenkorn")
    measure = bakery.measures.filter(is_before_pact=False, appraisals__isnull=True).order_by("title").first()
    assert measure is not None
    sign_in(page, BRUNO, language)
    page.goto(f"/portal/plans/{measure.pk}/appraisal/")
    page.get_by_role("link", name=begin).press("Enter")
    for name, value in (("investment_eur", "12000"), ("quantity", "9000"), ("life_years", "10")):
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_unit_price_eur").fill("0,25" if language == "de" else "0.25")
    page.get_by_role("button", name=add).press("Enter")
    assert page.locator("#id_investment_eur").input_value() == "12000"
    page.locator("#id_line-0-name").fill("Pumpe")
    page.get_by_role("button", name=calculate).first.press("Enter")
    assert page.locator(".error-summary li").count() == 2
    page.locator("#id_line-0-quantity").fill("1")
    page.locator("#id_line-0-unit_price_eur").fill("90")
    page.get_by_role("button", name=calculate).first.press("Enter")
    page.wait_for_url(re.compile(r"/appraisal/$"))
    assert said in page.locator("h1").inner_text()
    assert Appraisal.objects.get(measure=measure).case["investment_eur"] == "12000"
    context.close()
