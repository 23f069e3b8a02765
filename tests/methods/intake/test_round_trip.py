"""A table that Klimapakt writes is read back as the same rows, in both languages and kinds."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimapakt.methods.intake import read_table
from klimapakt.methods.intake.template import Language, TemplateKind
from klimapakt.methods.intake.written import Outgoing, write_activities
from klimapakt.methods.inventory import calculate
from tests.methods.inventory.random_cases import RANDOMLY, entries

LANGUAGES, KINDS = st.sampled_from(["de", "en"]), st.sampled_from(["csv", "xlsx"])
TEXTS = st.text(alphabet=st.sampled_from("abcÄöüß \n;,\"'0123€²–/()%.:"), max_size=40).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip()
)


def as_read(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row without what says nothing: numbers in their shortest form, criteria that are not met."""
    found: dict[str, Any] = {}
    for key, value in fields.items():
        if isinstance(value, Mapping):
            found[key] = as_read(value)
        elif isinstance(value, bool):
            found[key] = value
        elif key not in {"source", "supplier_source", "unit", "gas"}:
            found[key] = _shortest(value)
        else:
            found[key] = value
    return {key: value for key, value in found.items() if value not in (None, False, {})}


def _shortest(value: object) -> object:
    try:
        return f"{Decimal(str(value)).normalize():f}"
    except ArithmeticError:
        return value


def back(rows: list[Outgoing], language: Language, kind: TemplateKind) -> list[dict[str, Any]]:
    table = read_table(write_activities(rows, language, kind), filename=f"x.{kind}")
    assert [row.sentences() for row in table.rows if row.activity is None] == []
    return [dict(row.activity or {}) for row in table.rows]


@RANDOMLY
@given(rows=st.lists(entries(), min_size=1, max_size=6), language=LANGUAGES, kind=KINDS)
def test_rows_go_out_and_come_in_as_they_were(
    rows: list[dict[str, Any]], language: Language, kind: TemplateKind
) -> None:
    outgoing = [Outgoing(row, str(row.get("activity", "Eigenes"))) for row in rows]
    read = back(outgoing, language, kind)
    assert [as_read({**row, "id": None}) for row in read] == [as_read(row) for row in rows]


@RANDOMLY
@given(rows=st.lists(entries(), min_size=1, max_size=6), language=LANGUAGES, kind=KINDS)
def test_their_totals_are_the_same_to_the_milligram(
    rows: list[dict[str, Any]], language: Language, kind: TemplateKind
) -> None:
    named = [{**row, "id": f"a{place}"} for place, row in enumerate(rows)]
    outgoing = [Outgoing(row, "Eigenes") for row in rows]
    read = [{**row, "id": f"a{place}"} for place, row in enumerate(back(outgoing, language, kind))]
    case = {"year": 2024, "edition": "2026.1"}
    before = calculate({**case, "activities": named}).totals
    assert calculate({**case, "activities": read}).totals == before


@RANDOMLY
@given(note=TEXTS, evidence=TEXTS, label=TEXTS, language=LANGUAGES, kind=KINDS)
def test_texts_keep_umlauts_quotes_and_line_breaks(
    note: str, evidence: str, label: str, language: Language, kind: TemplateKind
) -> None:
    row = {"activity": "electricity", "amount": "5", "unit": "kWh"}
    outgoing = Outgoing(row, label=" ".join(label.split()) or "Strom", evidence=evidence, note=note)
    table = read_table(write_activities([outgoing], language, kind), filename=f"x.{kind}")
    assert [(row.note, row.evidence, row.label) for row in table.rows] == [(note, evidence, outgoing.label)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "amount", ["1.234", "123.456", "0.001", "123456789012345", "0.1234567891", "99999.9999999999", "0"]
)
def test_every_amount_keeps_its_digits(amount: str, language: Language, kind: TemplateKind) -> None:
    row = {"activity": "electricity", "amount": amount, "unit": "kWh"}
    (read,) = back([Outgoing(row, "Strom")], language, kind)
    assert Decimal(read["amount"]) == Decimal(amount)


def test_a_column_that_no_row_needs_is_not_there() -> None:
    row = {"activity": "electricity", "amount": "1", "unit": "kWh"}
    text = write_activities([Outgoing(row, "Strom")], "de", "csv").decode("utf-8-sig")
    assert text.splitlines()[0].count(";") == 8


def test_a_row_with_two_things_at_once_is_refused_in_a_sentence() -> None:
    text = "Aktivität;Menge;Einheit;Eigener Faktor\nKisten;5;Kiste;0,5\n"
    (row,) = read_table(text.encode(), filename="x.csv").rows
    assert {note.message.code for note in row.notes} == {
        "own_factor_without_source",
        "own_factor_without_scope",
    }


@pytest.mark.parametrize("cell", ["{", "[1]", '{"amount": "5"}', '{"gas": 5}', "x" * 3000])
def test_further_details_that_somebody_wrote_by_hand_are_refused(cell: str) -> None:
    quoted = cell.replace('"', '""')
    text = f'Aktivität;Menge;Einheit;Weitere Angaben\nStrom;5;kWh;"{quoted}"\n'
    (row,) = read_table(text.encode(), filename="x.csv").rows
    assert row.status == "rejected"
