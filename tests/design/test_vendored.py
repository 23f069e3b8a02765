"""What comes from others is what its manifest says, and no style sheet asks another host."""

import hashlib
import re
from pathlib import Path

import pytest

import klimapakt.config

STATIC = Path(klimapakt.config.__file__).parent / "static"
KERN = Path(__file__).parents[2] / "tools" / "vendor" / "kern"
_ROW = re.compile(r"^\| `([^`]+)` \| `[^`]+` \| `([0-9a-f]{64})` \|$", re.MULTILINE)
OURS = sorted((STATIC / "css").glob("*.css"))


def test_every_file_of_the_design_system_is_listed_and_unchanged() -> None:
    listed = dict(_ROW.findall((KERN / "README.md").read_text()))
    there = {
        str(path.relative_to(KERN)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in KERN.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert listed == there


@pytest.mark.parametrize("sheet", OURS, ids=lambda path: path.name)
def test_a_style_sheet_loads_only_files_that_are_there(sheet: Path) -> None:
    addresses = re.findall(r"url\(\"([^\"]+)\"\)", sheet.read_text())
    assert [address for address in addresses if not (sheet.parent / address).is_file()] == []


@pytest.mark.parametrize("sheet", OURS, ids=lambda path: path.name)
def test_a_style_sheet_holds_no_data_addresses_and_no_imports(sheet: Path) -> None:
    text = sheet.read_text()
    assert "data:" not in text
    assert "@import" not in text


def test_every_style_sheet_is_loaded_by_the_frame() -> None:
    frame = (STATIC.parent / "templates/frame/bare.html").read_text()
    assert [sheet.name for sheet in OURS if f"css/{sheet.name}" not in frame] == []
