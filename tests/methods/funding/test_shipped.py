"""The shipped offers: what each of them answers, and why."""

import pytest

from klimapakt.methods.funding import funding, offers, read_case
from tests.methods.funding.building import CITY, case_of, codes, said, shipped

OPEN_DAY = "2025-03-04"


def test_the_offers_of_the_seed_set_are_there() -> None:
    assert [one.id for one in offers()] == [
        "beg",
        "ecocockpit",
        "eew",
        "hwk-beratung",
        "ihk-beratung",
        "klimafit",
        CITY,
        "mobilitaetspartnerschaft",
        "oekoprofit-duesseldorf",
        "progres-nrw",
    ]


def test_the_grant_of_the_city_says_yes_to_a_small_company_while_it_was_open() -> None:
    assert shipped(case_of(on=OPEN_DAY), CITY).answer == "yes"


def test_the_grant_of_the_city_is_paused_today() -> None:
    found = shipped(case_of(), CITY)
    assert (found.answer, said(found, "state")) == ("no", ("no", "paused"))


def test_nobody_has_seen_when_the_pause_began_so_a_day_between_is_asked() -> None:
    found = shipped(case_of(on="2025-09-01"), CITY)
    assert (found.answer, said(found, "state")) == ("ask", ("ask", "state_unknown"))


@pytest.mark.parametrize(
    ("organisation", "measure", "rule", "expected"),
    [
        ({}, {"kind": "waste_separation"}, "measure", "no"),
        ({"postcode": "50667"}, {}, "region", "no"),
        ({"postcode": "40472"}, {}, "region", "ask"),
        ({"postcode": None}, {}, "region", "ask"),
        ({}, {"building": "residential"}, "building", "no"),
        ({}, {"building": "mixed"}, "building", "ask"),
        ({}, {"building": None}, "building", "ask"),
        ({"employees": 50}, {}, "size", "no"),
        ({"employees": 49}, {}, "size", "yes"),
        ({"employees": None}, {}, "size", "ask"),
        ({"turnover_eur": None}, {}, "size", "ask"),
        ({"turnover_eur": 10_000_001, "balance_sheet_eur": 10_000_000}, {}, "size", "yes"),
        ({"turnover_eur": 10_000_001, "balance_sheet_eur": 10_000_001}, {}, "size", "no"),
        ({"turnover_eur": 10_000_001}, {}, "size", "ask"),
        ({"legal_form": "e. V."}, {}, "company", "ask"),
        ({"legal_form": None}, {}, "company", "ask"),
        ({}, {"state": "ordered", "ordered_on": "2025-01-10"}, "order", "no"),
        (
            {},
            {"state": "ordered", "approved_on": "2025-01-09", "ordered_on": "2025-01-10"},
            "order",
            "yes",
        ),
        ({}, {"state": "ordered", "approved_on": "2025-01-09"}, "order", "ask"),
    ],
)
def test_a_rule_of_the_city_decides(
    organisation: dict[str, object], measure: dict[str, object], rule: str, expected: str
) -> None:
    found = shipped(case_of(organisation, measure, on=OPEN_DAY), CITY)
    assert (said(found, rule)[0], found.answer) == (expected, expected)


def test_ecocockpit_says_yes_to_an_inventory_and_no_to_a_heat_pump() -> None:
    assert shipped(case_of(measure={"kind": "ghg_inventory"}), "ecocockpit").answer == "yes"
    assert shipped(case_of(), "ecocockpit").answer == "no"
    assert shipped(case_of(measure={"kind": "other"}), "ecocockpit").answer == "ask"


def test_the_mobility_advice_was_seen_open_once_and_is_asked_since() -> None:
    answers = [
        shipped(case_of(measure={"kind": "e_mobility"}, on=day), "mobilitaetspartnerschaft").answer
        for day in ("2022-08-09", "2026-11-27")
    ]
    assert answers == ["yes", "ask"]
    assert shipped(case_of({"postcode": "50667"}), "mobilitaetspartnerschaft").answer == "no"


def test_oekoprofit_asks_whether_a_round_is_open_and_names_the_fee_that_is_known() -> None:
    measure = {"kind": "environmental_management"}
    found = shipped(case_of(measure=measure), "oekoprofit-duesseldorf")
    assert (found.answer, said(found, "question")) == ("ask", ("ask", "open_cohort"))
    fees = [
        shipped(case_of({"employees": staff}, measure), "oekoprofit-duesseldorf").warnings[-1].params
        for staff in (25, 26, 500, 501)
    ]
    between = {"least": "3000", "most": "10000"}
    assert fees == [{"eur": "3000"}, between, between, {"eur": "10000"}]
    assert shipped(case_of(), "oekoprofit-duesseldorf").answer == "no"


def test_oekoprofit_asks_about_measures_that_no_source_names() -> None:
    found = shipped(case_of(measure={"kind": "waste_separation"}), "oekoprofit-duesseldorf")
    assert said(found, "measure") == ("ask", "kind_asked")


@pytest.mark.parametrize("on", ["2022-06-01", OPEN_DAY, "2026-11-27", "2030-01-01"])
@pytest.mark.parametrize("kind", ["heat_pump", "training", "heat_network", "ghg_inventory", "other"])
def test_a_template_never_says_yes(kind: str, on: str) -> None:
    templates = {one.id for one in offers() if one.completeness == "template"}
    found = funding(read_case(case_of({"sector": "craft"}, {"kind": kind}, on=on)))
    assert [one.offer for one in found if one.offer in templates and one.answer == "yes"] == []
    assert len(templates) == 6


@pytest.mark.parametrize(
    ("name", "fits", "differs"),
    [
        ("beg", "heat_pump", "training"),
        ("eew", "energy_efficiency", "e_mobility"),
        ("progres-nrw", "heat_network", "heat_pump"),
        ("klimafit", "training", "heat_pump"),
    ],
)
def test_a_template_asks_where_its_name_fits_and_says_no_where_it_does_not(
    name: str, fits: str, differs: str
) -> None:
    answers = [shipped(case_of(measure={"kind": kind}), name).answer for kind in (fits, differs)]
    assert answers == ["ask", "no"]


@pytest.mark.parametrize("name", ["ihk-beratung", "hwk-beratung"])
def test_the_chambers_ask_whether_the_company_belongs_to_them(name: str) -> None:
    assert said(shipped(case_of(), name), "question")[0] == "ask"


def test_city_and_federal_grant_beside_each_other_name_the_order_that_collides() -> None:
    assert "orders_collide" in codes(shipped(case_of(on=OPEN_DAY), CITY))
    assert "orders_collide" in codes(shipped(case_of(on=OPEN_DAY), "beg"))
    assert "combinable" in codes(shipped(case_of(on=OPEN_DAY), "eew"))


def test_an_offer_that_says_no_is_combined_with_nothing() -> None:
    assert "orders_collide" not in codes(shipped(case_of(), "beg"))


def test_the_portal_is_named_from_the_day_it_was_asked_for() -> None:
    assert "portal" in codes(shipped(case_of(on=OPEN_DAY), CITY))
    assert "portal" not in codes(shipped(case_of(on="2025-03-03"), CITY))


def test_the_money_is_to_be_drawn_two_years_after_the_approval() -> None:
    measure = {"state": "ordered", "approved_on": "2024-02-29", "ordered_on": "2024-03-01"}
    found = shipped(case_of(measure=measure, on=OPEN_DAY), CITY)
    assert [one.params["day"] for one in found.warnings if one.code == "draw_by"] == ["2026-02-28"]


def test_offers_that_fit_come_first() -> None:
    found = funding(read_case(case_of(measure={"kind": "ghg_inventory"})))
    assert [one.answer for one in found] == sorted(
        (one.answer for one in found), key="yes ask no".split().index
    )
    assert found[0].offer == "ecocockpit"
