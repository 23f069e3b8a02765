"""A review in the browser, in both languages: two rounds, what changed between them, and two letters."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.utils.translation import gettext, override
from playwright.sync_api import Page

from klimapakt import demo
from klimapakt.demo.versions import submit
from klimapakt.inventories import actions
from klimapakt.inventories.enums import InventoryStatus
from klimapakt.inventories.models import Activity, Inventory, ReviewLetter
from klimapakt.inventories.queries import draft_of_row
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look
from tests.inventories.sampling import draw_of

pytestmark = pytest.mark.usefixtures("city")

EMRE, ADA = "emre@hotel-stadtpark.example.org", "ada@musterstadt.example.org"
PASSWORDS = {account.email: account.password for account in demo.ACCOUNTS}


@pytest.fixture(autouse=True)
def _demo(settings: LazySettings) -> None:
    """Staff need no second factor in the demo."""
    settings.KLIMA_DEMO = True


def sign_in(page: Page, email: str, language: str) -> None:
    """Sign somebody in whose pages are in this language."""
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORDS[email])
    page.locator("input[name=password]:visible").press("Enter")
    page.wait_for_url("**/portal/")


def in_words(sentence: str, language: str) -> str:
    """Return a sentence of a page in a language."""
    with override(language):
        return gettext(sentence)


class Reviewer:
    """Ada at her page of one inventory, in one language."""

    def __init__(self, page: Page, inventory: Inventory, language: str) -> None:
        self.page, self.inventory, self.language = page, inventory, language

    def words(self, sentence: str) -> str:
        """Return a sentence in Ada's language."""
        return in_words(sentence, self.language)

    def open(self) -> None:
        """Open the review."""
        self.page.goto(f"/office/inventories/{self.inventory.pk}/")

    def press(self, name: str) -> None:
        """Press a button by its name in English."""
        self.page.get_by_role("button", name=self.words(name), exact=True).click()

    def answer_every_check(self) -> None:
        """Answer yes to everything that is asked."""
        for yes in self.page.get_by_label(self.words("Yes"), exact=True).all():
            if yes.is_visible():
                yes.check()
        self.press("Save the answers")

    def ask(self, text: str) -> None:
        """Note a question."""
        self.page.get_by_label(self.words("Your question")).fill(text)
        self.press("Note the question")

    def close_every_question(self) -> None:
        """Close the questions that have no outcome."""
        names = (self.words("Close the question"), self.words("Drop the question"))
        while True:
            found = [one for name in names for one in self.page.get_by_role("button", name=name).all()]
            if not found:
                return
            found[0].click()
            self.page.wait_for_load_state()

    def main(self) -> str:
        """Return what the page says."""
        return self.page.get_by_role("main").inner_text()


def answered_and_changed(inventory: Inventory, emre: Person) -> None:
    """Let the member answer every question, halve a row, and submit again."""
    for question in inventory.questions.filter(closed_at=None):
        actions.answer(question=question, text="Es waren kWh.", is_corrected=True, by=emre)
    row = Activity.objects.filter(inventory=inventory).earliest("number")
    draft = replace(draft_of_row(row), amount=Decimal(7))
    actions.change_row(row=row, draft=draft, site=row.site, seen_revision=row.revision, by=emre)
    submit(inventory, by=emre)


def test_a_review_goes_through_two_rounds_and_ends_with_a_letter(page: Page, look: Look) -> None:
    emre = Person.objects.get(email=EMRE)
    inventory = Inventory.objects.get(organisation__roles__person=emre, year=2024, version=1)
    Person.objects.filter(pk=emre.pk).update(language=look.language)
    sign_in(page, ADA, look.language)
    ada = Reviewer(page, inventory, look.language)
    ada.open()
    ada.press("Tell others that I have finished")
    ada.press("Tell others that I am looking at it")
    ada.answer_every_check()
    ada.ask("Wirklich so viel?")
    page_is_clean(page)
    page.locator("section.standing form[action$='/return/'] button").click()
    page.wait_for_url("**/letter/")
    _send_letter(ada, "Bitte bis Freitag.")
    page_is_clean(page)

    answered_and_changed(inventory, emre)
    _second_round(ada)
    inventory.refresh_from_db()
    assert inventory.status == InventoryStatus.ACCEPTED
    letters = ReviewLetter.objects.filter(inventory=inventory)
    assert [one.decision for one in letters] == ["returned", "accepted"]
    _find_letter(page, inventory, look.language)


def _second_round(ada: Reviewer) -> None:
    """Look at what changed, answer, accept and write again."""
    page = ada.page
    ada.open()
    assert ada.words("What the organisation answered") in ada.main()
    assert ada.words("Amount before").casefold() in ada.main().casefold()
    page_is_clean(page)
    ada.answer_every_check()
    ada.close_every_question()
    page.get_by_role("link", name=ada.words("Accept"), exact=True).click()
    ada.press("Accept and freeze")
    page.wait_for_url("**/letter/")
    _send_letter(ada, "")


def _find_letter(page: Page, inventory: Inventory, language: str) -> None:
    """Let the member find the letter among its documents."""
    sign_in(page, EMRE, language)
    page.goto(f"/portal/organisations/{inventory.organisation_id}/documents/")
    page_is_clean(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").first.click()
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_the_pages_of_draws_are_clean(page: Page, look: Look) -> None:
    ada = Person.objects.get(email=ADA)
    actions.make_draw(draw=draw_of(ada), by=ada)
    draw_of(ada, 2025)
    sign_in(page, ADA, look.language)
    for address in ("/office/samples/", "/samples/"):
        page.goto(address)
        page_is_clean(page)


def _send_letter(ada: Reviewer, words: str) -> None:
    """Look at the letter with these words, then send it."""
    page_is_clean(ada.page)
    if words:
        ada.page.get_by_label(ada.words("Your own words")).fill(words)
        ada.press("Look at it with these words")
        assert words in ada.main()
    ada.press("Send the letter")
    assert ada.words("What was sent") in ada.main()
