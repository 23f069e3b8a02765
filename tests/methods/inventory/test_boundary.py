"""The organisational boundary: every cell of the three approaches."""

from decimal import Decimal

import pytest

from tests.methods.inventory.building import electricity, inventory_of, refusal_of, rules_of

FULL, HALF, NOTHING = Decimal(1), Decimal("0.5"), Decimal(0)
# Boundary, how the site is held, share that counts (GHG Protocol Corporate Standard, chapter 3).
CELLS = [
    ("operational_control", {"operated": True}, FULL),
    ("operational_control", {"operated": False}, NOTHING),
    ("operational_control", {"operated": True, "equity_share": 0.5, "financial_control": "none"}, FULL),
    ("operational_control", {"operated": False, "equity_share": 1, "financial_control": "full"}, NOTHING),
    ("financial_control", {"financial_control": "full", "equity_share": 0.5}, FULL),
    ("financial_control", {"financial_control": "joint", "equity_share": 0.5}, HALF),
    ("financial_control", {"financial_control": "none", "equity_share": 0.5}, NOTHING),
    ("financial_control", {"financial_control": "full", "operated": False}, FULL),
    ("financial_control", {"financial_control": "none", "operated": True}, NOTHING),
    ("equity_share", {"equity_share": 0.5}, HALF),
    ("equity_share", {"equity_share": 1}, FULL),
    ("equity_share", {"equity_share": 0}, NOTHING),
    ("equity_share", {"equity_share": 0.5, "financial_control": "full", "operated": True}, HALF),
    ("equity_share", {"equity_share": 0.5, "financial_control": "none", "operated": False}, HALF),
]


@pytest.mark.parametrize(("boundary", "site", "share"), CELLS)
def test_the_boundary_decides_the_share_of_a_site(
    boundary: str, site: dict[str, object], share: Decimal
) -> None:
    inventory = inventory_of(electricity(1000, site="Plant"), boundary=boundary, sites={"Plant": site})
    assert inventory.totals.scope2_location_mg == int(361_000_000 * share)
    assert inventory.energy.total == share


@pytest.mark.parametrize(("boundary", "site", "share"), CELLS)
def test_a_site_that_does_not_count_in_full_is_named(
    boundary: str, site: dict[str, object], share: Decimal
) -> None:
    inventory = inventory_of(electricity(1000, site="Plant"), boundary=boundary, sites={"Plant": site})
    assert ("boundary" in rules_of(inventory)) == (share != FULL)


def test_operational_control_is_the_default() -> None:
    inventory = inventory_of(electricity(site="Plant"), sites={"Plant": {"operated": False}})
    assert inventory.lines == ()


def test_shares_through_a_chain_are_entered_as_their_product() -> None:
    sites = {"Plant": {"equity_share": "0.415"}}
    inventory = inventory_of(electricity(1000, site="Plant"), boundary="equity_share", sites=sites)
    assert inventory.totals.scope2_location_mg == 149_815_000
    assert "41.5 %" in inventory.findings[0].message.text()


def test_joint_control_without_a_share_is_refused_at_the_site() -> None:
    refused = refusal_of(
        electricity(site="Plant"),
        boundary="financial_control",
        sites={"Plant": {"financial_control": "joint"}},
    )
    assert refused.path == "sites.Plant.equity_share"


@pytest.mark.parametrize(
    ("share", "code"), [(1.5, "not_a_share"), (-0.1, "negative"), ("half", "not_a_number")]
)
def test_a_share_lies_between_0_and_1(share: object, code: str) -> None:
    refused = refusal_of(electricity(), sites={"Plant": {"equity_share": share}})
    assert (refused.code, refused.path) == (code, "sites.Plant.equity_share")


def test_an_unknown_boundary_is_refused_with_the_nearest() -> None:
    refused = refusal_of(electricity(), boundary="equity")
    assert refused.path == "boundary"
    assert "equity_share" in refused.message.text()


def test_an_unknown_key_of_a_site_is_refused_with_the_nearest() -> None:
    refused = refusal_of(electricity(), sites={"Plant": {"operatd": True}})
    assert refused.path == "sites.Plant.operatd"
    assert "operated" in refused.message.text()


def test_an_activity_without_site_counts_in_full() -> None:
    inventory = inventory_of(electricity(1000), boundary="equity_share", sites={"Plant": {"equity_share": 0}})
    assert inventory.totals.scope2_location_mg == 361_000_000


def test_a_site_that_nobody_described_is_named_when_others_are() -> None:
    inventory = inventory_of(electricity(1000, site="Plnt"), sites={"Plant": {"operated": False}})
    assert "site_not_described" in rules_of(inventory)


def test_a_wrong_activity_is_refused_even_where_the_site_does_not_count() -> None:
    wrong = {"activity": "electrcity", "amount": 1, "unit": "kWh", "site": "Plant"}
    refused = refusal_of(wrong, sites={"Plant": {"operated": False}})
    assert refused.path == "activities[0].activity"
