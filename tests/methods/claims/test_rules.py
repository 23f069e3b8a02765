"""Every rule has a source, a date and an example in both languages that it really refuses."""

import json
from importlib.resources import files
from typing import cast

import pytest

from klimapakt.methods.claims.rules import edition, loaded, rules
from klimapakt.methods.claims.shell import answer
from tests.methods.claims.building import Fields, case_of

CLAIMS: dict[str, Fields] = {
    "ledger": {
        "kind": "company",
        "figure_mg": 412 * 10**9,
        "scopes": [1, 2],
        "year": 2024,
        "evidence": ["x"],
    },
    "scope": {"kind": "company", "figure_mg": 412 * 10**9, "year": 2024, "evidence": ["x"]},
    "period": {"kind": "fact", "figure_mg": 30 * 10**9, "state": "implemented", "evidence": ["x"]},
    "base_year": {"kind": "company", "evidence": ["x"]},
    "state": {"kind": "fact", "evidence": ["x"]},
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", rules())
def test_the_example_of_a_rule_is_refused_by_it(name: str, language: str) -> None:
    text = rules()[name].example.written(language)
    found = answer(case_of(text, language, claim=CLAIMS.get(name)))
    assert name in [one["rule"] for one in cast("list[Fields]", found["findings"])]


def test_a_finding_cites_source_date_and_edition() -> None:
    found = cast("list[Fields]", answer(case_of("Wir sind klimaneutral."))["findings"])[0]
    assert "BGH" in str(found["source"])
    assert edition() in str(found["source"])


@pytest.mark.parametrize("key", ["source", "valid_from"])
def test_a_rule_without_source_or_date_does_not_load(key: str) -> None:
    text = files("klimapakt.methods").joinpath("data/claims/rules.json").read_text(encoding="utf-8")
    raw = json.loads(text)["rules"]
    raw["4a"][key] = ""
    with pytest.raises(ValueError, match=r".*"):
        loaded(raw)
