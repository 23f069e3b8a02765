"""The sheet of the design system is made from the vendored one and holds what our pages use."""

import shutil
from pathlib import Path

import pytest

from tools import fonts, styles
from tools.gates.styles import check


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one template and the vendored sheet."""
    for path in (styles.source(tmp_path), styles.target(tmp_path)):
        path.parent.mkdir(parents=True)
    shutil.copy(styles.source(), styles.source(tmp_path))
    (tmp_path / "src/page.html").write_text('<p class="kern-alert kern-alert--{{ kind }}">')
    styles.target(tmp_path).write_text(styles.sheet(tmp_path))
    return tmp_path


def test_the_sheet_is_in_step() -> None:
    assert [str(complaint) for complaint in check(styles.ROOT)] == []


def test_a_class_that_a_new_template_uses_is_missed(house: Path) -> None:
    assert list(check(house)) == []
    (house / "src/new.html").write_text('<a class="kern-btn">')
    assert "not in step" in str(next(check(house)))


def test_a_class_filled_in_later_keeps_all_its_kinds_and_unused_ones_go(house: Path) -> None:
    sheet = styles.sheet(house)
    assert ".kern-alert--danger" in sheet
    assert ".kern-btn" not in sheet


def test_a_comma_inside_brackets_does_not_part_selectors() -> None:
    assert styles._split(".kern-a:is(b,c),d") == [".kern-a:is(b,c)", "d"]


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_a_font_is_what_the_tool_makes_of_the_vendored_one(weight: str, tmp_path: Path) -> None:
    fonts.make(weight).save(tmp_path / "made.woff2")
    assert (tmp_path / "made.woff2").read_bytes() == fonts.target(weight).read_bytes()
    assert fonts.target(weight).stat().st_size < 20_000
