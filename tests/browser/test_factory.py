"""The factory's way to its baseline: a table, its rejected rows, single values, evidence, relevance, review.

In both languages with JavaScript, and once on a telephone without it. Addresses and field names are used, no
words, so that the way is the same in both languages.
"""

import csv
import io
import re
from collections.abc import Sequence

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from klimapakt.inventories import queries
from klimapakt.inventories.enums import InventoryStatus, Relevance
from klimapakt.inventories.models import EvidenceLink, Inventory
from klimapakt.organisations.actions import OrganisationFacts, create_organisation, give_role
from klimapakt.organisations.enums import RoleKind
from klimapakt.pacts.actions import give_office_role
from klimapakt.pacts.enums import OfficeKind
from klimapakt.people.actions import create_person
from klimapakt.people.models import Person
from tests.browser.cleanliness import page_is_clean
from tests.browser.looks import Look
from tests.inventories.proofs import a_pdf

ENGINEER, OFFICE, PASSWORD = "nadia@walzwerk.example.org", "ada@stadt.example.org", "Roggenbrot-um-fuenf"
UNIT = {"Einheit", "Unit"}
HEADINGS = ("Standort", "Aktivität", "Menge", "Einheit", "Datenqualität")
ROWS = (
    ("Werk 1", "Strom", "4.820.000", "kWh", "abgerechnet"),
    ("Werk 1", "Erdgas", "9.600.000", "kWh Hs", "abgerechnet"),
    ("Werk 2", "Diesel", "38.400,5", "l", "gemessen"),
    ("Werk 2", "Restmüll", "212", "t", "abgerechnet"),
    ("Werk 2", "Erdgas", "750.000", "kWh", "abgerechnet"),
    ("Werk 2", "Kohlensuppe", "3", "kg", ""),
)


@pytest.fixture(autouse=True)
def nadia(live_server: object, settings: LazySettings) -> Person:
    """Nadia looks after the energy of a rolling mill; Ada works in the pact office."""
    settings.KLIMA_DEMO = True
    nadia = create_person(email=ENGINEER, name="Nadia Brandt", password=PASSWORD, by=None)
    ada = create_person(email=OFFICE, name="Ada Sommer", password=PASSWORD, by=None)
    give_office_role(person=ada, kind=OfficeKind.REVIEWER, by=None)
    mill = create_organisation(facts=OrganisationFacts("Walzwerk Nord", "Musterstadt"), by=None)
    give_role(organisation=mill, person=nadia, kind=RoleKind.CLIMATE_CONTACT, by=None)
    return nadia


class TestInBothLanguages:
    """What depends on the language and not on theme or width."""

    def test_a_factory_has_its_baseline_accepted(self, page: Page, look: Look) -> None:
        sign_in(page, ENGINEER, look.language)
        inventory = begin(page)
        page_is_clean(page)
        load_and_mend(page, inventory)
        enter_by_keyboard(page, inventory)
        prove(page, inventory)
        look_at_scope_three(page, inventory)
        page.goto(of(inventory))
        page_is_clean(page)
        submit(page, inventory)
        sign_in(page, OFFICE, look.language)
        accept(page, inventory)
        inventory.refresh_from_db()
        assert inventory.status == InventoryStatus.ACCEPTED


def test_the_factory_needs_no_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    sign_in(page, ENGINEER, "de")
    inventory = begin(page)
    load_and_mend(page, inventory)
    enter_by_keyboard(page, inventory)
    prove(page, inventory)
    look_at_scope_three(page, inventory)
    submit(page, inventory)
    inventory.refresh_from_db()
    assert inventory.status == InventoryStatus.SUBMITTED


def sign_in(page: Page, email: str, language: str) -> None:
    Person.objects.filter(email=email).update(language=language)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("input[name=login]:visible").fill(email)
    page.locator("input[name=password]:visible").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


def of(inventory: Inventory, rest: str = "") -> str:
    return f"/portal/inventories/{inventory.pk}/{rest}"


def begin(page: Page) -> Inventory:
    """Begin the inventory of 2024 without the guided questions."""
    page.locator("main a[href$='/inventories/new/']").first.click()
    page.locator("select[name=year]").select_option("2024")
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url(re.compile("/portal/inventories/[^/]+/$"))
    return Inventory.objects.get(organisation__name="Walzwerk Nord", year=2024)


def load_and_mend(page: Page, inventory: Inventory) -> None:
    """Load a table with two rows nobody can take, take the others over, mend the two and load them again."""
    load(page, inventory, "Werk 2024.csv", table(ROWS))
    page_url = page.url
    with page.expect_download() as started:
        page.locator("a[href$='rejected.csv']").click()
    rejected = rows_of(started.value.path().read_bytes())
    assert len(rejected) == 3  # the headings and two rows
    assert page.url == page_url
    take_over(page, inventory)
    assert len(queries.rows_of(inventory)) == 4
    mended = [[cell.replace("Kohlensuppe", "Papier") for cell in row] for row in rejected]
    unit = next(place for place, name in enumerate(mended[0]) if name in UNIT)
    mended[1][unit] = "kWh Hs"
    load(page, inventory, "berichtigt.csv", table(mended[1:], mended[0]))
    take_over(page, inventory)
    assert len(queries.rows_of(inventory)) == 6


def load(page: Page, inventory: Inventory, name: str, content: bytes) -> None:
    page.goto(of(inventory, "uploads/new/"))
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.locator("main form[enctype] button[type=submit]").click()
    page.wait_for_url("**/portal/uploads/**")
    page.locator("form[action$='/take-over/']").wait_for()


def take_over(page: Page, inventory: Inventory) -> None:
    page.locator("form[action$='/take-over/'] button[type=submit]").click()
    page.wait_for_url(f"**{of(inventory)}")


def enter_by_keyboard(page: Page, inventory: Inventory) -> None:
    """Change a row and add a category of scope 3, with the keyboard alone."""
    page.goto(of(inventory, "entries/3/"))
    page.locator("input[name=amount]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("40000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/")
    page.goto(of(inventory, "entries/new/?activity=freight_truck"))
    page.locator("input[name=amount]").focus()
    page.keyboard.type("125000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/")
    assert {row.number: row.amount for row in queries.rows_of(inventory)}[3] == 40_000
    assert queries.rows_of(inventory).filter(activity="freight_truck").count() == 1


def prove(page: Page, inventory: Inventory) -> None:
    """Prove two rows by one bill."""
    page.goto(of(inventory, "evidence/new/?row=1"))
    page.locator("input[type=file]").set_input_files(
        {"name": "Stromrechnung.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    for number in (1, 2):
        page.locator(f"input[name=rows][value='{number}']").check()
    page.locator("main form[enctype] button.kern-btn--primary").click()
    page.wait_for_load_state()
    assert EvidenceLink.objects.filter(row__inventory=inventory).count() == 2


def look_at_scope_three(page: Page, inventory: Inventory) -> None:
    """Say of one category that it does not matter, and why; a reason is asked for."""
    page.goto(of(inventory, "relevance/"))
    form = page.locator("form", has=page.locator("input[name=category][value='14']"))
    form.locator("xpath=ancestor::details/summary").click()
    form.locator(f"input[value={Relevance.NOT_RELEVANT}]").check()
    form.locator("button[type=submit]").click()
    page.locator(".error-summary").wait_for()
    form.locator(f"input[value={Relevance.NOT_RELEVANT}]").check()
    form.locator("textarea[name=reason]").fill("Kein Franchise")
    form.locator("button[type=submit]").click()
    page.locator("main [role=status], main .notice, .messages").first.wait_for()
    assert queries.categories_looked_at(inventory) == 1


def submit(page: Page, inventory: Inventory) -> None:
    page.goto(of(inventory))
    page.locator(f"main a[href='{of(inventory, 'submit/')}']").first.click()
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url(f"**{of(inventory)}")


def accept(page: Page, inventory: Inventory) -> None:
    page.goto(f"/office/inventories/{inventory.pk}/accept/")
    page.locator("main form button.kern-btn--primary").click()
    page.wait_for_url("**/letter/")


def table(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([headings, *rows])
    return stream.getvalue().encode("utf-8-sig")


def rows_of(content: bytes) -> list[list[str]]:
    """Return the cells of a table with semicolons (German) or commas (English)."""
    text = content.decode("utf-8-sig")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))
