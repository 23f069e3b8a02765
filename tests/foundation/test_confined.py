"""Work in a confined process, tried with real ones."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from klimapakt.foundation import confined
from klimapakt.foundation.confined import Crashed, Finished, TooLarge, TooSlow

CHILDREN = Path(__file__).parent / "children"


def run(
    module: str, *arguments: str, payload: bytes = b"", seconds: float = 20, memory_mb: int = 256
) -> bytes:
    """Run one of the modules beside this test and return what it wrote."""
    finished = confined.run(
        module,
        payload=payload,
        arguments=arguments,
        seconds=seconds,
        memory_mb=memory_mb,
        found_in=CHILDREN,
    )
    return finished.stdout


def test_an_installed_module_is_found_by_its_name() -> None:
    assert confined.run("platform", payload=b"", seconds=20, memory_mb=256).stdout.startswith(b"Linux")


def test_the_output_comes_back() -> None:
    assert run("reverses", payload=b"abc") == b"cba"


def test_a_large_payload_and_a_large_output_do_not_block_each_other() -> None:
    payload = os.urandom(8 * 1024 * 1024)
    assert run("reverses", payload=payload) == payload[::-1]


def test_a_module_need_not_read_its_payload() -> None:
    assert run("reads_nothing", payload=b"a" * 5_000_000) == b"done\n"


def test_a_result_is_a_value() -> None:
    assert confined.run(
        "reads_nothing", payload=b"", seconds=20, memory_mb=256, found_in=CHILDREN
    ) == Finished(b"done\n")


def test_arguments_arrive_as_they_are() -> None:
    told = json.loads(run("tells_its_surroundings", "a b", "--c", "ü"))
    assert told["arguments"] == ["a b", "--c", "ü"]


def test_nothing_of_this_process_reaches_the_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://klima:secret@db/klima")
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "open").open("w"):
        told = json.loads(run("tells_its_surroundings"))
    # LC_CTYPE is Python's own choice when it finds no language at all.
    assert set(told["environ"]) <= {"LC_CTYPE"}
    assert told["folder"] == "/"
    assert told["is_isolated"]
    assert told["session"]
    assert len(told["files"]) == 4  # three pipes, and the folder it is listing
    assert str(tmp_path) not in told["path"]


def test_a_sleeper_is_stopped_at_the_limit() -> None:
    started = time.monotonic()
    with pytest.raises(TooSlow):
        run("sleeps", seconds=1)
    assert time.monotonic() - started < 3


def test_a_busy_one_is_stopped_at_the_limit() -> None:
    with pytest.raises(TooSlow):
        run("computes", seconds=1)


def test_one_that_leaves_a_thread_behind_is_stopped() -> None:
    # Only root may start a thread at all where no new process is allowed.
    with pytest.raises(TooSlow if os.geteuid() == 0 else Crashed):
        run("starts_and_leaves", seconds=1)


def test_a_memory_eater_is_stopped() -> None:
    with pytest.raises(TooLarge):
        run("eats_memory", memory_mb=128)


def test_endless_output_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "OUTPUT_LIMIT_MB", 2)
    with pytest.raises(TooLarge, match="wrote too much"):
        run("prints_without_end")


def test_endless_complaints_fill_no_memory_and_end_at_the_limit() -> None:
    with pytest.raises(TooSlow):
        run("complains_without_end", seconds=1)


def test_an_error_comes_back_with_its_last_words() -> None:
    with pytest.raises(Crashed) as caught:
        run("crashes")
    assert caught.value.returncode == 1
    assert "ValueError: the table has no columns" in caught.value.complaint


def test_a_status_of_its_own_is_a_crash() -> None:
    with pytest.raises(Crashed) as caught:
        run("leaves_with", "3")
    assert caught.value.returncode == 3


def test_leaving_in_good_order_is_none() -> None:
    assert run("leaves_with", "0") == b""


def test_a_fault_in_a_library_is_a_crash() -> None:
    with pytest.raises(Crashed) as caught:
        run("dies")
    assert caught.value.returncode < 0


def test_a_module_that_does_not_exist_is_a_crash() -> None:
    with pytest.raises(Crashed, match="ended with 1"):
        run("no_such_module")


@pytest.mark.parametrize("attempt", ["fork", "subprocess", "system", "exec", "socket"])
def test_the_child_starts_no_process_and_reaches_no_network(attempt: str) -> None:
    with pytest.raises(Crashed) as caught:
        run("tries", attempt)
    assert "PermissionError" in caught.value.complaint


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Crashed) as caught:
        run("tries", "write", str(tmp_path / "file"))
    assert "File too large" in caught.value.complaint


def _children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel which processes there are")
def test_no_child_is_left_behind() -> None:
    before = _children()
    for module in ("sleeps", "reads_nothing"):
        try:
            run(module, seconds=0.5)
        except TooSlow:
            continue
    assert _children() <= before
