"""The cells of a workbook with their formulas, read from its XML."""

import re
from collections import defaultdict
from xml.parsers import expat

from klimapakt.inventories.documents.cells import Cell, number_text
from klimapakt.inventories.documents.checking.verdicts import BROKEN_BY_STRANGERS, Unverifiable
from klimapakt.methods.intake.archives import Archive, open_archive
from klimapakt.methods.intake.refusals import IntakeRefused

Sheet = dict[int, dict[int, Cell]]
"""Cells by row as the spreadsheet counts, and by column counted from zero."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXTS = frozenset({"s", "str", "inlineStr"})
_DAMAGED = "The workbook is damaged and cannot be opened."
_BROKEN: tuple[type[Exception], ...] = (*BROKEN_BY_STRANGERS, expat.ExpatError)


def read_sheets(data: bytes) -> dict[str, Sheet]:
    """Return the sheets by name. Raises Unverifiable when the file is damaged, locked or no workbook."""
    try:
        archive = open_archive(data)
        texts = _shared(archive)
        return {name: _sheet(archive.read(path), texts) for name, path in _paths(archive).items()}
    except IntakeRefused as refused:
        is_locked = refused.message.code == "file_has_password"
        raise Unverifiable(
            "The file is protected by a password. Verify the one without it." if is_locked else _DAMAGED
        ) from refused
    except _BROKEN as error:
        raise Unverifiable(_DAMAGED) from error


class _Reader:
    """Feeds XML to its methods; a document type, which a workbook never has, is refused."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, given: self.started(name.rpartition(" ")[2], given)
        self._parser.EndElementHandler = lambda name: self.ended(name.rpartition(" ")[2])
        self._parser.CharacterDataHandler = self.told
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._text: list[str] = []

    def read(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def started(self, name: str, given: dict[str, str]) -> None:
        del name, given
        self._text = []

    def ended(self, name: str) -> None:
        raise NotImplementedError

    def told(self, text: str) -> None:
        self._text.append(text)

    def taken(self) -> str:
        found, self._text = "".join(self._text), []
        return found

    @staticmethod
    def _refuse(*given: object) -> None:
        raise ValueError(given)


class _SharedTexts(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._pieces: list[str] = []

    def ended(self, name: str) -> None:
        if name == "t":
            self._pieces.append(self.taken())
        elif name == "si":
            self.texts.append(_unescaped("".join(self._pieces)))
            self._pieces = []


class _Names(_Reader):
    """Collects the attributes of elements with one name."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._wanted = wanted

    def started(self, name: str, given: dict[str, str]) -> None:
        if name == self._wanted:
            self.found.append({key.rpartition(" ")[2]: value for key, value in given.items()})

    def ended(self, name: str) -> None:
        del name


class _Cells(_Reader):
    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.cells: Sheet = defaultdict(dict)
        self._texts = texts
        self._place = (0, 0)
        self._kind = self._formula = self._value = ""

    def started(self, name: str, given: dict[str, str]) -> None:
        super().started(name, given)
        if name == "c":
            found = _REFERENCE.fullmatch(given["r"])
            if found is None:
                raise ValueError(given["r"])
            self._place = int(found.group(2)), _column(found.group(1))
            self._kind, self._formula, self._value = given.get("t", "n"), "", ""

    def ended(self, name: str) -> None:
        if name == "f":
            self._formula = self.taken()
        elif name in {"v", "t"}:
            self._value += self.taken()
        elif name == "c" and (self._formula or self._value):
            row, column = self._place
            self.cells[row][column] = Cell(self._formula, self._written())

    def _written(self) -> str:
        if self._kind == "s":
            return self._texts[int(self._value)]
        if self._kind in _TEXTS:
            return _unescaped(self._value)
        return number_text(self._value) if self._kind == "n" and self._value else self._value


def _shared(archive: Archive) -> list[str]:
    if "xl/sharedStrings.xml" not in archive:
        return []
    reader = _SharedTexts()
    reader.read(archive.read("xl/sharedStrings.xml"))
    return reader.texts


def _paths(archive: Archive) -> dict[str, str]:
    """Return where each sheet is, by its name."""
    sheets, targets = _Names("sheet"), _Names("Relationship")
    sheets.read(archive.read("xl/workbook.xml"))
    targets.read(archive.read("xl/_rels/workbook.xml.rels"))
    place_of = {one["Id"]: one["Target"] for one in targets.found}
    return {one["name"]: _path(place_of[one["id"]]) for one in sheets.found}


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _sheet(data: bytes, texts: list[str]) -> Sheet:
    reader = _Cells(texts)
    reader.read(data)
    return dict(reader.cells)


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
