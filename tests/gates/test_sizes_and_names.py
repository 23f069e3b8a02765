"""The gates that limit the length of files and refuse names that say nothing."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates import names, sizes


@pytest.mark.parametrize("ending", ["py", "html", "css", "js"])
def test_a_file_of_401_lines_is_refused(tmp_path: Path, ending: str) -> None:
    (complaint,) = complaints_about(sizes.check, tmp_path, {f"src/klimapakt/portal/x.{ending}": "x\n" * 401})
    assert complaint.sentence.startswith("401 lines")


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("src/klimapakt/portal/x.py", 400),
        ("src/klimapakt/portal/migrations/0001_initial.py", 900),
        ("src/klimapakt/config/static/vendor/kern/kern.css", 900),
        ("src/klimapakt/locale/de/LC_MESSAGES/django.po", 900),
        ("requirements/base.lock", 900),
    ],
)
def test_short_files_and_those_of_machines_and_others_pass(tmp_path: Path, file: str, lines: int) -> None:
    assert complaints_about(sizes.check, tmp_path, {file: "x\n" * lines}) == []


@pytest.mark.parametrize(
    "file",
    ["src/klimapakt/portal/utils.py", "src/klimapakt/helpers/x.py", "tests/common.py", "tools/utils/x.py"],
)
def test_a_module_named_after_nothing_is_refused(tmp_path: Path, file: str) -> None:
    assert complaints_about(names.check, tmp_path, {file: ""})


def test_a_module_named_after_its_subject_passes(tmp_path: Path) -> None:
    assert complaints_about(names.check, tmp_path, {"src/klimapakt/portal/uploads.py": ""}) == []
