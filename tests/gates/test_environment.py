"""Building the environment: what a stranger reads when the machine lacks something."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(tmp_path: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a copy of what it reads, with a Python that behaves as told."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "tools").mkdir()
    for file in ("pyproject.toml", "tools/environment.sh"):
        shutil.copy(ROOT / file, tmp_path / file)
    (tmp_path / "python3").write_text(f"#!/bin/sh\n{python}\n")
    (tmp_path / "python3").chmod(0o755)
    return subprocess.run(
        [tmp_path / "tools" / "environment.sh", "base"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(tmp_path / "python3")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_python3_venv_the_package_to_install_is_named(tmp_path: Path) -> None:
    done = build(tmp_path, 'case "$*" in *ensurepip*) exit 1;; esac')
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_an_old_python_is_named(tmp_path: Path) -> None:
    done = build(tmp_path, 'case "$*" in *version_info*) exit 1;; -V*) echo Python 3.9.2;; esac')
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "3.9.2" in done.stderr


def test_the_installer_and_every_package_are_pinned_by_hash() -> None:
    for lock in ("uv", "base", "dev"):
        lines = (ROOT / "requirements" / f"{lock}.lock").read_text().splitlines()
        pins = [number for number, line in enumerate(lines) if "==" in line]
        assert pins
        assert all("--hash=sha256:" in lines[number + 1] for number in pins)
