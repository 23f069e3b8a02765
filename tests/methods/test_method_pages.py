"""The method pages say what the code does: every finding, every unit, the policy tables."""

import ast
import re
from pathlib import Path

import pytest

import klimapakt.methods.inventory
from klimapakt.methods.appraisal import regimes
from klimapakt.methods.claims import rules
from klimapakt.methods.duties.model import EVENT_KINDS, STATES
from klimapakt.methods.inventory.quality import SCORES, U_AMOUNT_PERCENT, U_FACTOR_PERCENT
from klimapakt.methods.rulebook.values import READERS
from klimapakt.methods.units import UNITS
from tests.methods.inventory.test_real_data import RESULTS

PAGES = Path(__file__).parents[2] / "docs" / "methods"
SECTIONS = ("## Rule", "## Worked example", "## Limits", "## Decided conventions", "## Sources")


def page(name: str) -> str:
    """Return a method page."""
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def findings_table() -> str:
    """Return the part of the inventory's page that lists the findings."""
    return page("inventory").partition("## Findings")[2].partition("## Checked")[0]


def rules_in_the_code() -> dict[str, set[str]]:
    """Return the rule of every finding that the inventory can make, with its severities."""
    rules: dict[str, set[str]] = {}
    for path in Path(klimapakt.methods.inventory.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("Note", "Finding") and isinstance(node.args[0], ast.Constant):
                severities = rules.setdefault(str(node.args[0].value), set())
                if isinstance(node.args[1], ast.Constant):
                    severities.add(str(node.args[1].value))
    return rules


@pytest.mark.parametrize(
    "name",
    [
        "inventory",
        "factors",
        "units",
        "uncertainty",
        "questionnaires",
        "billing",
        "commuting",
        "rulebook",
        "duties",
        "documents",
        "appraisal",
        "pathway",
        "forecast",
        "savings",
        "interactions",
        "portfolio",
        "decomposition",
        "weather",
        "recalculation",
        "claim",
        "funding",
    ],
)
def test_a_page_has_rule_example_limits_conventions_and_sources(name: str) -> None:
    for section in SECTIONS:
        assert f"\n{section}\n" in page(name), section


def test_every_finding_stands_on_the_page() -> None:
    assert {rule for rule in rules_in_the_code() if f"`{rule}`" not in page("inventory")} == set()


def test_the_page_names_no_finding_that_cannot_occur() -> None:
    table = findings_table()
    named = {
        name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row)
    }
    assert named == rules_in_the_code().keys()


def test_the_page_states_the_severity_of_each_finding() -> None:
    rows = [row for row in findings_table().splitlines() if row.startswith("| `")]
    for rule, severities in rules_in_the_code().items():
        row = next(row for row in rows if f"`{rule}`" in row)
        assert all(severity in row.split("|")[2] for severity in severities), rule


def test_every_parameter_of_a_rulebook_stands_on_its_page() -> None:
    assert {name for name in READERS if f"`{name}`" not in page("rulebook")} == set()


def test_every_state_and_every_kind_of_event_stands_on_the_page_of_the_duties() -> None:
    assert {state for state in STATES if f"\n| {state} | " not in page("duties")} == set()
    assert {kind for kind in EVENT_KINDS if f"`{kind}`" not in page("duties")} == set()


def test_every_rule_of_the_claim_guard_stands_on_its_page() -> None:
    assert {name for name in rules() if f"\n| `{name}` | " not in page("claim")} == set()


def test_every_version_of_a_legal_test_stands_on_the_page_of_the_appraisal() -> None:
    for version in (version for versions in regimes().values() for version in versions):
        row = rf"\| `{version.id}` \| {version.valid_from}[^|]* \| {version.share_of_life * 100:.0f} % \|"
        assert re.search(row, page("appraisal")), version.id


def test_the_set_of_units_stands_on_the_page() -> None:
    assert f"`{' '.join(UNITS)}`" in page("units")


def test_the_policy_tables_are_those_of_the_code() -> None:
    text = page("uncertainty")
    for quality, score in SCORES.items():
        assert re.search(rf"\| {quality}[^|]*\| {score} \| {U_AMOUNT_PERCENT[quality]:g} % \|", text), quality
    for score, percent in U_FACTOR_PERCENT.items():
        assert f"| {score} | {percent:g} % |" in text, score


@pytest.mark.parametrize(("organisation", "year"), RESULTS)
def test_the_results_of_the_real_data_stand_on_the_page(organisation: str, year: int) -> None:
    figures = " | ".join(f"{figure:,}" for figure in RESULTS[organisation, year])
    assert f"| {organisation} | {year} | {figures} |" in page("inventory")
