"""Whatever the bytes are: a table or a refusal, and never anything else."""

import json
from collections.abc import Mapping

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klimapakt.methods.intake import IntakeRefused, Table, write_template
from klimapakt.methods.intake.reading import Numbers
from klimapakt.methods.intake.words import listed
from klimapakt.methods.inventory import Refused, calculate
from tests.methods.intake.samples import read_or_refused
from tests.methods.intake.workbooks import archive, formula, good_row, header, number, sheet, text, workbook

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "Strom",
            "Erdgas",
            "Kältemittel R-32",
            "Hotel Frankreich",
            "Pkw",
            "kWh",
            "kWh Hs",
            "l",
            "km",
            "1.234",
            "1,5",
        ]
    ),
    st.sampled_from(
        ["01.01.2024", "31/12/2024", "Jan 2024", "2024", "ca. 5", "=1", "-5", "NaN", '"', "gemessen", "R-32"]
    ),
    st.dates().map(str),
    st.decimals().map(str),
)
HEADERS = st.sampled_from([word for words in listed("headers").values() for word in words])
STYLES: st.SearchStrategy[Numbers] = st.sampled_from(["auto", "de", "en"])
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes, numbers: Numbers = "auto") -> Table | None:
    """Read bytes; check what every table and every refusal promises."""
    table = read_or_refused(data, numbers)
    if isinstance(table, IntakeRefused):
        assert str(table)
        return None
    assert Table.from_json(json.loads(json.dumps(table.as_json()))) == table
    for row in table.rows:
        assert (row.activity is not None) == (row.status in ("accepted", "corrected"))
        assert row.status in ("accepted", "corrected") or row.notes
        assert all(sentence.text() for sentence in row.sentences())
    return table


def place_of_refusal(activity: Mapping[str, object]) -> str:
    """Return where the calculation refuses an activity; "" when it does not."""
    try:
        calculate({"year": 2024, "activities": [activity]})
    except Refused as refused:
        return refused.path
    return ""


@QUICK
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_become_a_table_or_a_refusal(data: bytes) -> None:
    outcome(data)


@QUICK
@given(st.text(max_size=300))
def test_any_text_becomes_a_table_or_a_refusal(text: str) -> None:
    outcome(text.encode("utf-8", errors="surrogatepass"))


@QUICK
@given(
    headers=st.lists(HEADERS, min_size=2, max_size=9),
    rows=st.lists(st.lists(CELLS, max_size=9), max_size=6),
    numbers=STYLES,
)
def test_any_rows_under_any_headers_are_read_or_refused(
    headers: list[str], rows: list[list[str]], numbers: Numbers
) -> None:
    lines = ["\t".join(headers), *("\t".join(cell.replace("\t", " ") for cell in row) for row in rows)]
    outcome("\n".join(lines).encode("utf-8", errors="replace"), numbers)


@QUICK
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5), numbers=STYLES)
def test_what_is_accepted_can_be_calculated(rows: list[tuple[str, ...]], numbers: Numbers) -> None:
    header = "Aktivität\tMenge\tEinheit\tVon\tZweck"
    lines = [header, *("\t".join(" ".join(cell.split()) for cell in row) for row in rows)]
    table = outcome("\n".join(lines).encode("utf-8", errors="replace"), numbers)
    places = {place_of_refusal(activity) for activity in (table.activities() if table else ())}
    # A year without factors is the inventory's to refuse; nothing else may be.
    assert places <= {"", "year", "activities[0].year", "activities[0].period_start"}


@QUICK
@given(data=st.data())
def test_a_workbook_with_any_cells_is_read_or_refused(data: st.DataObject) -> None:
    plain = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="<&"), max_size=20)
    cell = st.one_of(
        plain.map(text),
        st.floats().map(number),
        st.integers().map(lambda value: number(value, 1)),
        plain.map(lambda value: formula("1+1", value)),
        st.sampled_from(
            [
                "",
                't="b"><v>1</v>',
                't="e"><v>#REF!</v>',
                't="s"><v>0</v>',
                "><v></v>",
                't="d"><v>2024-01-01</v>',
            ]
        ),
    )
    rows = [good_row(index, **{letter: data.draw(cell) for letter in "ABCDEF"}) for index in range(2, 5)]
    outcome(workbook(sheet(header(), *rows)))


@QUICK
@given(
    st.dictionaries(
        st.sampled_from(["xl/workbook.xml", "_rels/.rels", "[Content_Types].xml", "xl/styles.xml"]),
        st.binary(max_size=60),
    )
)
def test_any_parts_in_an_archive_are_read_or_refused(parts: dict[str, bytes]) -> None:
    outcome(archive(parts))
    outcome(workbook(sheet(header(), good_row(2)), extra=parts))


@QUICK
@given(
    cut=st.integers(min_value=0, max_value=12_000),
    inserted=st.binary(max_size=8),
    kind=st.sampled_from(["csv", "xlsx"]),
)
def test_a_damaged_template_is_read_or_refused(cut: int, inserted: bytes, kind: str) -> None:
    template = write_template("de", "csv" if kind == "csv" else "xlsx")
    outcome(template[:cut] + inserted + template[cut + 1 :])
