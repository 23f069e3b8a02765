"""The script that checks a fresh clone: it brings the programs that are missing and runs everything."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


_PACKAGES = {"chromium": "chromium", "soffice": "libreoffice-calc", "pdfsig": "poppler-utils"}


@pytest.mark.parametrize("missing", [(), ("chromium",), ("soffice", "pdfsig"), tuple(_PACKAGES)])
def test_programs_are_installed_where_they_are_missing_and_everything_is_checked(
    tmp_path: Path, missing: tuple[str, ...]
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "env", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    log = tmp_path / "log"
    stubs = ["apt-get", "make", *(program for program in _PACKAGES if program not in missing)]
    for name in stubs:
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $* CI=$CI $DEBIAN_FRONTEND" >> {log}\n')
    (programs / "id").write_text("#!/bin/sh\necho 0\n")
    for program in programs.iterdir():
        if not program.is_symlink():
            program.chmod(0o755)
    subprocess.run([ROOT / ".ci" / "run"], env={"PATH": str(programs)}, check=True, stdin=subprocess.DEVNULL)
    said = log.read_text().splitlines()
    wanted = " ".join(_PACKAGES[program] for program in missing)
    installed = [
        "apt-get update -qq CI=true ",
        f"apt-get install -qq -y --no-install-recommends {wanted} CI=true noninteractive",
    ]
    assert said == [*(installed if missing else []), "make --no-print-directory check CI=true "]
