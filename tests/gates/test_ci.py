"""The script that checks a fresh clone: it brings Chromium where there is none and runs everything."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("has_chromium", [True, False])
def test_chromium_is_installed_where_it_is_missing_and_everything_is_checked(
    tmp_path: Path, has_chromium: bool
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "env", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    log = tmp_path / "log"
    stubs = ["apt-get", "make", *(["chromium"] if has_chromium else [])]
    for name in stubs:
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $* CI=$CI $DEBIAN_FRONTEND" >> {log}\n')
    (programs / "id").write_text("#!/bin/sh\necho 0\n")
    for program in programs.iterdir():
        if not program.is_symlink():
            program.chmod(0o755)
    subprocess.run([ROOT / ".ci" / "run"], env={"PATH": str(programs)}, check=True, stdin=subprocess.DEVNULL)
    said = log.read_text().splitlines()
    installed = [
        "apt-get update -qq CI=true ",
        "apt-get install -qq -y --no-install-recommends chromium CI=true noninteractive",
    ]
    assert said == [*([] if has_chromium else installed), "make --no-print-directory check CI=true "]
