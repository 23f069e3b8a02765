"""The secret of the embedded default."""

import multiprocessing
import stat
from pathlib import Path

import pytest

from klimapakt.config import secret
from klimapakt.config.environment import SECRET_LENGTH


def test_the_first_start_makes_a_secret_only_the_owner_can_read(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret"
    made = secret.load_or_create(file)
    assert len(made) >= SECRET_LENGTH
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_second_start_finds_the_same_secret(tmp_path: Path) -> None:
    assert secret.load_or_create(tmp_path / "secret") == secret.load_or_create(tmp_path / "secret")


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    assert secret.load_or_create(tmp_path / "one") != secret.load_or_create(tmp_path / "other")


def test_processes_that_start_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        found = pool.map(secret.load_or_create, [tmp_path / "secret"] * 16)
    assert len(set(found)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_a_secret_that_others_can_read_stops_the_start_and_says_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    secret.load_or_create(file)
    file.chmod(0o644)
    with pytest.raises(secret.SecretExposed, match="chmod 600"):
        secret.load_or_create(file)
