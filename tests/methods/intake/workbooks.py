"""Workbooks written by hand, so that they can be as odd as real and hostile ones."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADER = ("Standort", "Aktivität", "Menge", "Einheit", "Von", "Bis")
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/></cellXfs></styleSheet>'
)
# Numbers of the styles above.
DATE, TIME = 1, 2


def text(value: str) -> str:
    """Return the content of a cell with a text of its own."""
    return f't="inlineStr"><is><t>{value}</t></is>'


def number(value: float | str, style: int = 0) -> str:
    """Return the content of a cell with a number."""
    return f's="{style}"><v>{value}</v>'


def formula(expression: str, result: str = "") -> str:
    """Return the content of a cell with a formula and its stored result, if any."""
    return f"><f>{expression}</f><v>{result}</v>"


def row(index: int, *contents: str) -> str:
    """Return a row from the contents of its cells; an empty content leaves the cell out."""
    cells = "".join(
        f'<c r="{chr(ord("A") + column)}{index}" {content}</c>'
        for column, content in enumerate(contents)
        if content
    )
    return f'<row r="{index}">{cells}</row>'


def good_row(index: int, **changed: str) -> str:
    """Return a row that is accepted, with some cells (by column letter) given another content."""
    contents = {"A": text("Halle"), "B": text("Strom"), "C": number(1200), "D": text("kWh"), "E": "", "F": ""}
    return row(index, *{**contents, **changed}.values())


def header(index: int = 1, names: tuple[str, ...] = HEADER) -> str:
    """Return the header row."""
    return row(index, *(text(name) for name in names))


def sheet(*rows: str, after: str = "", before: str = "") -> str:
    """Return the XML of a sheet."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def workbook(
    *sheets: str,
    states: Mapping[int, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    properties: str = "",
    main: str = "xl/workbook.xml",
) -> bytes:
    """Return a workbook of sheets "Blatt 1", …; ``states`` hides some, ``extra`` adds or replaces parts."""
    numbers, hidden = range(1, len(sheets) + 1), states or {}
    listed = "".join(
        f'<sheet name="Blatt {n}" sheetId="{n}" state="{hidden.get(n, "visible")}" r:id="rId{n}"/>'
        for n in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    folder, _, name = main.rpartition("/")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        main: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        f"{folder}/styles.xml": STYLES,
        **{f"{folder}/worksheets/sheet{n}.xml": content for n, content in zip(numbers, sheets, strict=True)},
        **(extra or {}),
    }
    return archive(parts)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of named parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()
