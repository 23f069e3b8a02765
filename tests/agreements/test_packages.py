"""Packages: everything that proves an agreement, checked offline by a page of Python that comes along."""

import ast
import hashlib
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from klimapakt.agreements import check_package, packages
from klimapakt.agreements.packages import UnsafeName
from klimapakt.agreements.wording.examples import EXAMPLE
from tests.agreements.papers import evidence, issued, package, repacked, sealed

SCRIPT = Path(check_package.__file__)
NUMBER = EXAMPLE.number
RANDOMLY = settings(deadline=None)
FILES = [
    "manifest.json",
    "check_package.py",
    f"{NUMBER}-signed.pdf",
    f"{NUMBER}-original.pdf",
    "report.json",
    "report-de.txt",
    "report-en.txt",
    "audit.json",
    "certificates.pem",
]


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest() -> dict[str, object]:
    found: dict[str, object] = json.loads(files_of(package().content)["manifest.json"])
    return found


def told(content: bytes, sha512: str = "") -> list[str]:
    return list(check_package.problems(content, sha512))


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the script from the package as an auditor does: Python alone, in a folder with nothing else."""
    command = [sys.executable, "-I", "-S", "check_package.py", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder with the package and the script that lies in it."""
    (tmp_path / "package.zip").write_bytes(package().content)
    (tmp_path / "check_package.py").write_bytes(files_of(package().content)["check_package.py"])
    return tmp_path


def test_the_script_is_one_page_and_needs_nothing_but_python() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
    assert not imported & {"urllib", "http", "socket", "ssl", "ftplib", "subprocess"}


def test_a_package_holds_what_the_proof_needs() -> None:
    files = files_of(package().content)
    assert list(files) == FILES
    assert files[f"{NUMBER}-signed.pdf"] == sealed().content
    assert files[f"{NUMBER}-original.pdf"] == issued().content
    assert files["check_package.py"] == SCRIPT.read_bytes()
    assert json.loads(files["report.json"])["passed"] is True
    assert b'"agreement.issued"' in files["audit.json"]
    assert files["certificates.pem"].count(b"BEGIN CERTIFICATE") == 2


def test_what_somebody_signed_outside_lies_in_the_package() -> None:
    made = packages.package(evidence(uploaded=b"%PDF-1.7 signed outside", scan=b"%PDF-1.4 scan"))
    files = files_of(made.content)
    assert files[f"{NUMBER}-uploaded.pdf"] == b"%PDF-1.7 signed outside"
    assert files[f"{NUMBER}-scan.pdf"] == b"%PDF-1.4 scan"
    assert not told(made.content)


def test_the_manifest_names_every_other_file_with_its_sha512() -> None:
    files = files_of(package().content)
    listed = {one["name"]: one["sha512"] for one in json.loads(files["manifest.json"])["files"]}
    del files["manifest.json"]
    assert listed == {name: hashlib.sha512(content).hexdigest() for name, content in files.items()}
    assert manifest()["issued_sha256"] == issued().sha256


def test_the_same_evidence_gives_the_same_bytes() -> None:
    assert packages.package(evidence()).content == package().content


@pytest.mark.parametrize(("language", "sentence"), [("de", "technische Prüfung"), ("en", "technical check")])
def test_the_report_is_there_for_people_in_both_languages(language: str, sentence: str) -> None:
    said = files_of(package().content)[f"report-{language}.txt"].decode()
    assert sentence in said
    assert NUMBER in said
    assert sealed().sha256 in said


def test_an_auditor_checks_it_offline(unpacked: Path) -> None:
    assert run(unpacked, "package.zip") == (0, "Everything in the package is as it was packed.\n")
    assert run(unpacked, "package.zip", package().manifest_sha512.upper())[0] == 0


def test_a_package_that_was_made_anew_is_told_from_the_one_whose_hash_was_kept(unpacked: Path) -> None:
    status, said = run(unpacked, "package.zip", "0" * 128)
    assert status == 1
    assert "not the one whose SHA-512 you were told" in said


def test_without_a_package_the_script_says_how_it_is_called(unpacked: Path) -> None:
    status, said = run(unpacked)
    assert status == 1
    assert "python3 check_package.py package.zip" in said


@pytest.mark.parametrize("name", FILES[1:])
def test_the_file_that_is_broken_is_named(name: str) -> None:
    content = bytearray(package().content)
    place = content.rindex(files_of(package().content)[name])  # the signed file begins with the original
    content[place + 5] ^= 1
    assert f"{name} was changed: its SHA-512 is not the one in manifest.json." in told(bytes(content))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda content: content[:-1], "bytes are missing"),
        (lambda content: content + b"\0", "appended"),
        (lambda content: b"", "manifest.json"),
        (lambda content: b"PK\3\4", "manifest.json"),
        (lambda content: b"x" + content, "manifest.json"),
        (lambda content: content[: len(content) // 2], "was changed"),
    ],
)
def test_a_package_that_is_torn_or_longer_is_told_in_a_sentence(
    change: Callable[[bytes], bytes], word: str
) -> None:
    assert word in " ".join(told(change(package().content)))


def edited(old: bytes, new: bytes) -> bytes:
    content = package().content
    at = content.index(old)
    return content[:at] + new + content[at + len(old) :]


@pytest.mark.parametrize("size", [b"9e9 ", b"-123", b"1e99", b"null", b"true", b"[12]"])
def test_a_size_that_no_file_has_is_a_finding_and_no_crash(size: bytes) -> None:
    true_size = str(len(SCRIPT.read_bytes())).encode()
    assert told(edited(b'"bytes":' + true_size, b'"bytes":' + size[: len(true_size)]))


def made_with(name: str, content: bytes = b"x") -> bytes:
    """Return a package whose manifest vouches for a file of this name."""
    entry = {"name": name, "bytes": len(content), "sha512": hashlib.sha512(content).hexdigest()}
    return repacked({"manifest.json": json.dumps({"files": [entry]}).encode(), name: content})


def test_a_package_made_by_hand_with_a_plain_name_is_fine() -> None:
    assert not told(made_with("plain.txt"))


SLIPS = [
    "../x",
    "/etc/passwd",
    "..",
    ".",
    "a/b",
    "a\\b",
    "C:x",
    ".ssh",
    "",
    "a\nb",
    "\x1b[2J",
    "é",
    "manifest.json",
    "x" * 101,
]


@pytest.mark.parametrize("name", SLIPS)
def test_a_name_that_would_leave_the_folder_is_a_finding(name: str) -> None:
    assert told(made_with(name))
    assert all(sign.isprintable() for said in told(made_with(name)) for sign in said)


@pytest.mark.parametrize("number", ["../../x", "MÜ-2026-1", "a b", "a/b", "x" * 120])
def test_a_number_that_would_make_an_unsafe_name_is_not_packed(number: str) -> None:
    with pytest.raises(UnsafeName):
        packages.package(replace(evidence(), issued=replace(issued(), number=number)))


def test_two_names_that_one_computer_takes_for_one_are_a_finding() -> None:
    entries = [
        {"name": name, "bytes": 1, "sha512": hashlib.sha512(b"x").hexdigest()} for name in ("a.txt", "A.txt")
    ]
    content = json.dumps({"files": entries}).encode()
    assert told(repacked({"manifest.json": content, "a.txt": b"x", "A.txt": b"x"}))


def test_a_bomb_is_a_finding_and_is_not_unpacked() -> None:
    stream = io.BytesIO()
    zeros = bytes(200 * 1024 * 1024)
    entry = {"name": "bomb", "bytes": len(zeros), "sha512": hashlib.sha512(zeros).hexdigest()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps({"files": [entry]}), zipfile.ZIP_STORED)
        archive.writestr("bomb", zeros)
    assert len(stream.getvalue()) < 1024 * 1024
    assert told(stream.getvalue())


def test_nothing_in_a_package_is_compressed_so_it_unpacks_to_its_own_size() -> None:
    with zipfile.ZipFile(io.BytesIO(package().content)) as archive:
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        assert sum(one.file_size for one in archive.infolist()) < len(package().content)
        assert all(zlib.crc32(archive.read(one)) == one.CRC for one in archive.infolist())


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=120) | st.from_regex(r"[A-Z]{3}-[0-9]{4}", fullmatch=True))
def test_a_package_of_any_number_is_safe_to_unpack_or_not_made(number: str) -> None:
    try:
        made = packages.package(replace(evidence(), final=b"%PDF", issued=replace(issued(), number=number)))
    except UnsafeName:
        return
    assert all(check_package.PLAIN.fullmatch(name) for name in files_of(made.content))
    assert not told(made.content)


@RANDOMLY
@given(st.text(max_size=40))
def test_a_name_is_fine_where_it_is_plain_and_a_finding_otherwise(name: str) -> None:
    assume(name.encode(errors="replace").decode() == name)
    is_plain = check_package.PLAIN.fullmatch(name) and name.lower() != "manifest.json"
    assert bool(told(made_with(name))) is not bool(is_plain)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["files", "name", "bytes", "sha512"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@RANDOMLY
@given(_JSON)
def test_a_manifest_of_anything_is_a_finding_and_no_crash(content: object) -> None:
    is_empty = isinstance(content, dict) and content.get("files") in ([], {}, "")
    assume(not is_empty)
    assert told(repacked({"manifest.json": json.dumps(content).encode()}))


@RANDOMLY
@given(st.binary(max_size=400))
def test_bytes_of_anything_are_a_finding_and_no_crash(content: bytes) -> None:
    assert told(content)


@RANDOMLY
@given(st.data())
def test_any_run_of_bytes_that_is_overwritten_is_found(data: st.DataObject) -> None:
    content = package().content
    at = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.binary(min_size=1, max_size=8))[: len(content) - at]
    assume(content[at : at + len(new)] != new)
    assert told(content[:at] + new + content[at + len(new) :])
