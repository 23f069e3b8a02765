"""Entering single values: choose, enter, see at once what it does, change, delete and bring back, copy."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from klimapakt.inventories import actions, queries
from klimapakt.inventories.actions import Origin, create_inventory
from klimapakt.inventories.drafts import Draft
from klimapakt.inventories.enums import Quality, RowOrigin
from klimapakt.inventories.models import Activity, EvidenceFile, EvidenceLink, Inventory
from klimapakt.methods.catalogue import activities
from klimapakt.organisations.models import Organisation
from klimapakt.people.models import Person
from tests.cast import SignIn
from tests.inventories.proofs import a_pdf
from tests.inventories.tables import ELECTRICITY, GAS, taken_over
from tests.strictness.rows import QueryCount

pytestmark = pytest.mark.django_db
BASE = {"amount": "1,250.5", "unit": "kWh", "site": "", "quality": "billed", "evidence": "Bill 4", "note": ""}


@pytest.fixture
def brunos(bruno: Person, inventory: Inventory, sign_in: SignIn) -> Client:
    return sign_in(bruno)


def address(inventory: Inventory, rest: str) -> str:
    return f"/portal/inventories/{inventory.pk}/{rest}"


def new(inventory: Inventory, what: str) -> str:
    return address(inventory, f"entries/new/?{what}")


def test_every_activity_of_the_catalogue_can_be_chosen(brunos: Client, inventory: Inventory) -> None:
    page = brunos.get(address(inventory, "entries/new/")).content.decode()
    missing = [slug for slug in activities() if f'?activity={slug}"' not in page]
    assert missing == []


@pytest.mark.parametrize("slug", list(activities()))
def test_the_form_of_every_activity_opens(brunos: Client, inventory: Inventory, slug: str) -> None:
    assert brunos.get(new(inventory, f"activity={slug}")).status_code == 200


def test_a_category_of_scope_3_offers_what_belongs_to_it(brunos: Client, inventory: Inventory) -> None:
    page = brunos.get(new(inventory, "category=6")).content.decode()
    assert "?activity=rail_long_distance" in page
    assert '?activity=electricity"' not in page
    assert "?own&amp;category=6" in page


def test_a_factor_of_ones_own_begins_with_the_category_asked_for(
    brunos: Client, inventory: Inventory
) -> None:
    page = brunos.get(new(inventory, "own&category=10")).content.decode()
    assert '<option value="10" selected' in page


@pytest.mark.parametrize("asked", ["99", "-1", "x", "²"])
def test_a_category_that_does_not_exist_shows_everything(
    brunos: Client, inventory: Inventory, asked: str
) -> None:
    page = brunos.get(new(inventory, f"category={asked}")).content.decode()
    assert '?activity=electricity"' in page


def test_a_category_without_factors_says_how_to_go_on(brunos: Client, inventory: Inventory) -> None:
    page = brunos.get(new(inventory, "category=14")).content.decode()
    assert "The edition has no factor for this category" in page


def test_the_search_finds_activities_by_other_names_and_exact_factors(
    brunos: Client, inventory: Inventory
) -> None:
    page = brunos.get(address(inventory, "entries/new/?q=Ottokraftstoff")).content.decode()
    assert "?activity=petrol" in page
    assert '?activity=electricity"' not in page
    page = brunos.get(address(inventory, "entries/new/?q=steel")).content.decode()
    assert "?factor=" in page


def test_what_nobody_knows_is_not_found(brunos: Client, inventory: Inventory) -> None:
    assert brunos.get(new(inventory, "activity=magic")).status_code == 404
    assert brunos.get(new(inventory, "factor=magic")).status_code == 404


def test_a_row_is_added_as_it_was_entered(brunos: Client, inventory: Inventory) -> None:
    answer = brunos.post(new(inventory, "activity=electricity"), BASE)
    assert answer.status_code == 302
    row = Activity.objects.get()
    assert (row.amount, row.unit, row.quality, row.origin) == (Decimal("1250.5"), "kWh", "billed", "entry")
    assert row.changed_by is not None


def test_sending_the_same_form_twice_adds_one_row(brunos: Client, inventory: Inventory) -> None:
    page = brunos.get(new(inventory, "activity=electricity")).content.decode()
    (key,) = re.findall(r'name="key" value="(\w+)"', page)
    for _time in range(2):
        brunos.post(new(inventory, "activity=electricity"), {**BASE, "key": key})
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "entered", "field", "sentence"),
    [
        ("electricity", {"amount": "lots"}, "amount", "is not a number"),
        ("electricity", {"amount": "-5"}, "amount", "cannot be negative"),
        ("electricity", {"period_start": "2024-03-01"}, "period_end", "both days"),
        ("electricity", {"period_start": "2024-03-02", "period_end": "2024-03-01"}, "period_end", "before"),
        ("electricity", {"period_start": "2021-01-01", "period_end": "2021-12-31"}, "period_start", "2021"),
        ("natural_gas", {"unit": "m3"}, "calorific_kwh_per_m3", "need this number"),
        ("refrigerant", {"unit": "kg", "gas": ""}, "gas", "required"),
        ("district_heat", {"supplier_kg_per_unit": "0.1"}, "supplier_source", "where the supplier states it"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(
    brunos: Client, inventory: Inventory, slug: str, entered: dict[str, str], field: str, sentence: str
) -> None:
    answer = brunos.post(new(inventory, f"activity={slug}"), {**BASE, "evidence": "Bill 77", **entered})
    form = answer.context["form"]
    assert answer.status_code == 200
    assert sentence in " ".join(form.errors[field])
    assert 'value="Bill 77"' in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_bare_factor_of_ones_own_needs_its_source(brunos: Client, inventory: Inventory) -> None:
    own = {**BASE, "unit": "piece", "factor_kg_per_unit": "2.5", "factor_scope": "3"}
    form = brunos.post(new(inventory, "own"), own).context["form"]
    assert {"factor_source", "factor_scope3_category"} <= form.errors.keys()
    whole = {**own, "factor_source": "Supplier X, 2024", "factor_scope3_category": "11"}
    assert brunos.post(new(inventory, "own"), whole).status_code == 302
    (line,) = queries.calculated(inventory).result.lines
    assert (line.scope3_category, line.co2e_mg) == (11, 3_126_250_000)


def test_green_electricity_counts_only_when_every_criterion_is_met(
    brunos: Client, inventory: Inventory
) -> None:
    contract = {**BASE, "instrument_kind": "guarantee_of_origin", "instrument_kg_per_unit": "0"}
    brunos.post(new(inventory, "activity=electricity"), contract)
    assert queries.calculated(inventory).result.totals.scope2_market_mg > 0
    row = Activity.objects.get()
    criteria = list(row.extras["instrument"]["criteria"])
    entered = {**contract, "instrument_criteria": criteria, "revision": row.revision}
    brunos.post(address(inventory, f"entries/{row.number}/"), entered)
    assert queries.calculated(inventory).result.totals.scope2_market_mg == 0


def test_the_preview_tells_what_the_row_would_do_and_writes_nothing(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    before = queries.calculated(inventory).result.totals.location_based_mg
    answer = brunos.post(
        new(inventory, "activity=electricity"),
        {**BASE, "amount": "48000", "preview": "1"},
        headers={"x-part": "preview"},
    )
    assert answer.context["preview"].total_mg == before * 2
    assert "<html" not in answer.content.decode()
    assert Activity.objects.count() == 1


def test_the_preview_of_a_change_replaces_the_row_in_the_total(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    before = queries.calculated(inventory).result.totals.location_based_mg
    same = {**BASE, "amount": "48000", "preview": "1"}
    answer = brunos.post(address(inventory, "entries/1/"), same)
    assert answer.context["preview"].total_mg == before


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    row = Activity.objects.get()
    old = queries.draft_of_row(row)
    theirs = Draft(0, "", "Electricity", Decimal(111), "kWh", activity="electricity", quality="measured")
    actions.change_row(row=row, draft=theirs, site=None, seen_revision=row.revision, by=bruno)
    mine = {**BASE, "amount": "222", "note": "mine", "revision": row.revision}
    answer = brunos.post(address(inventory, "entries/1/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "111" in page
    assert "222" in page
    row.refresh_from_db()
    assert row.amount == 111 != old.amount
    again = {**mine, "revision": answer.context["theirs"].revision}
    assert brunos.post(address(inventory, "entries/1/"), again).status_code == 302
    row.refresh_from_db()
    assert (row.amount, row.note) == (222, "mine")


def test_a_row_deleted_meanwhile_can_be_saved_as_a_new_one(
    brunos: Client, inventory: Inventory, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    real = actions.change_row

    def faster(**given: object) -> Activity:
        actions.remove_row(row=given["row"], by=bruno)  # type: ignore[arg-type]  # the row of the view
        return real(**given)  # type: ignore[arg-type]  # as the view called it

    monkeypatch.setattr("klimapakt.portal.views.entry.actions.change_row", faster)
    answer = brunos.post(address(inventory, "entries/1/"), {**BASE, "amount": "9", "revision": "1"})
    page = answer.content.decode()
    assert "deleted this row" in page
    assert 'value="9"' in page
    assert 'entries/new/?activity=electricity"' in page


def test_a_deleted_row_is_brought_back_as_it_was(brunos: Client, inventory: Inventory, bruno: Person) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    before = queries.case_of(inventory, queries.rows_of(inventory))
    brunos.post(address(inventory, "entries/1/delete/"))
    assert not Activity.objects.exists()
    page = brunos.get(address(inventory, "entries/")).content.decode()
    assert "entries/1/restore/" in page
    brunos.post(address(inventory, "entries/1/restore/"))
    assert queries.case_of(inventory, queries.rows_of(inventory)) == before
    assert brunos.post(address(inventory, "entries/1/restore/")).status_code == 302


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("q=gas", [2]),
        ("q=Bill+17", [1]),
        ("site=none", []),
        ("quality=billed", [1, 2]),
        ("quality=nonsense", [1, 2]),
        ("origin=entry", []),
        ("order=newest", [2, 1]),
        ("order=password", [1, 2]),
        ("site=not-a-key", [1, 2]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_known_words_only(
    brunos: Client, inventory: Inventory, bruno: Person, asked: str, numbers: list[int]
) -> None:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    page = brunos.get(address(inventory, f"entries/?{asked}")).context["page"]
    assert [row.number for row in page] == numbers


def test_the_list_asks_as_many_questions_for_many_rows_as_for_few(
    brunos: Client, inventory: Inventory, bruno: Person, query_count: QueryCount
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    brunos.get(address(inventory, "entries/"))
    few = query_count(lambda: brunos.get(address(inventory, "entries/")))
    for amount in range(1, 40):
        draft = Draft(0, "", "Diesel", Decimal(amount), "l", activity="diesel")
        actions.add_row(inventory=inventory, draft=draft, site=None, by=bruno)
    assert query_count(lambda: brunos.get(address(inventory, "entries/"))) == few


def test_evidence_is_added_to_the_row_one_comes_from(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    taken_over(inventory, bruno, ELECTRICITY)
    file = SimpleUploadedFile("bill.pdf", a_pdf())
    answer = brunos.post(
        address(inventory, "evidence/new/?row=1"), {"files": [file], "rows": ["1"], "place": "page 2"}
    )
    assert answer.headers["location"].endswith("/entries/1/")
    assert EvidenceLink.objects.get().place == "page 2"
    line = brunos.get(address(inventory, "lines/1:location/")).content.decode()
    assert "bill.pdf" in line


def test_a_file_that_is_no_evidence_gets_its_sentence_and_the_good_one_is_kept(
    brunos: Client, inventory: Inventory
) -> None:
    files = [SimpleUploadedFile("good.pdf", a_pdf()), SimpleUploadedFile("bad.pdf", b"MZ\x00program")]
    answer = brunos.post(address(inventory, "evidence/new/"), {"files": files})
    assert "bad.pdf: This is no file that can be kept" in answer.content.decode()
    assert [file.name for file in EvidenceFile.objects.all()] == ["good.pdf"]


def test_a_kept_file_is_saved_by_the_browser_and_never_opened(
    brunos: Client, inventory: Inventory, bruno: Person
) -> None:
    brunos.post(address(inventory, "evidence/new/"), {"files": [SimpleUploadedFile("bill.pdf", a_pdf())]})
    answer = brunos.get(f"/portal/evidence/{EvidenceFile.objects.get().pk}/file")
    assert answer.getvalue() == a_pdf()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.fixture
def next_year(bakery: Organisation, inventory: Inventory, bruno: Person) -> Inventory:
    taken_over(inventory, bruno, ELECTRICITY, GAS)
    return create_inventory(organisation=bakery, year=2025, by=bruno)


def test_rows_of_last_year_are_copied_with_new_amounts_or_as_estimates(
    next_year: Inventory, brunos: Client
) -> None:
    answer = brunos.post(address(next_year, "entries/copy/"), {"amount_1": "50,000", "keep_2": "on"})
    assert answer.status_code == 302
    first, second = queries.rows_of(next_year)
    assert (first.amount, first.quality, first.derivation) == (50_000, Quality.BILLED, {})
    assert (second.amount, second.quality) == (120_000, Quality.ESTIMATED)
    page = brunos.get(address(next_year, "lines/2:direct/")).content.decode()
    assert "taken over from 2024" in page


def test_a_row_is_copied_at_most_once(next_year: Inventory, brunos: Client, inventory: Inventory) -> None:
    for _time in range(2):
        brunos.post(address(next_year, "entries/copy/"), {"amount_1": "50,000"})
    assert next_year.activities.count() == 1
    key = f"row-{inventory.activities.get(number=1).pk}"
    assert next_year.activities.get().origin_key == key


def test_copying_nothing_says_what_to_do(next_year: Inventory, brunos: Client) -> None:
    page = brunos.post(address(next_year, "entries/copy/"), {}).content.decode()
    assert "Enter at least one amount" in page


def test_without_an_earlier_year_there_is_nothing_to_copy(brunos: Client, inventory: Inventory) -> None:
    assert (
        "no inventory of an earlier year" in brunos.get(address(inventory, "entries/copy/")).content.decode()
    )


def test_a_row_of_an_origin_is_found_by_its_key(inventory: Inventory, bruno: Person) -> None:
    draft = Draft(0, "", "Diesel", Decimal(1), "l", activity="diesel")
    row = actions.add_row(
        inventory=inventory, draft=draft, site=None, origin=Origin(RowOrigin.BILL, "bill-7"), by=bruno
    )
    assert queries.row_of_origin(inventory, RowOrigin.BILL, "bill-7") == row
    assert queries.row_of_origin(inventory, RowOrigin.BILL, "") is None
