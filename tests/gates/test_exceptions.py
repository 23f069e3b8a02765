"""The gate that asks for a reason wherever another gate is switched off."""

from pathlib import Path

import pytest

from tests.gates.samples import complaints_about
from tools.gates.exceptions import check

# Joined here, so that neither ruff nor the gate takes the samples for exceptions of this file.
NOQA, IGNORE, PRAGMA = "# no" + "qa", "# type: " + "ignore", "# pragma: " + "no cover"


@pytest.mark.parametrize(
    "comment", [NOQA, f"{NOQA}: E501", f"{NOQA}: E501, N803", f"{IGNORE}[arg-type]", PRAGMA]
)
def test_a_gate_switched_off_without_a_reason_is_refused(tmp_path: Path, comment: str) -> None:
    (complaint,) = complaints_about(check, tmp_path, {"tools/x.py": f"a = 1\nb = 2  {comment}\n"})
    assert (complaint.file, complaint.line) == ("tools/x.py", 2)


@pytest.mark.parametrize(
    "comment",
    [
        f"{NOQA}: N803  (Django passes it by this name)",
        f"{IGNORE}[attr-defined]  # the stubs know the base class only",
        f"{PRAGMA}: only on PostgreSQL",
        f"{IGNORE}[import-untyped]",
        "# an ordinary remark",
    ],
)
def test_a_gate_switched_off_for_a_reason_passes(tmp_path: Path, comment: str) -> None:
    assert complaints_about(check, tmp_path, {"tools/x.py": f"b = 2  {comment}\n"}) == []


def test_the_reason_may_stand_above(tmp_path: Path) -> None:
    code = f"# Loaded late, because it takes long.\nb = 2  {NOQA}: TID251\n"
    assert complaints_about(check, tmp_path, {"tools/x.py": code}) == []


def test_a_text_that_mentions_such_a_comment_passes(tmp_path: Path) -> None:
    assert complaints_about(check, tmp_path, {"tools/x.py": f'b = "{NOQA}"\n'}) == []
