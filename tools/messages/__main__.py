"""Command line of the catalogue; see the package."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.gates.complaints import Complaint
from tools.messages import in_data
from tools.messages.catalogue import MO, PO, judged, load, made_from, sentences, translations


def main() -> None:
    """Bring the catalogue in step with the sources, or with ``--check`` say what is missing."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description="The German catalogue.")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; status 1 when something is missing"
    )
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE", help="take translations from here"
    )
    parser.add_argument("--root", type=Path, default=Path(), help="the repository (this folder by default)")
    options = parser.parse_args()
    root = options.root.resolve()
    complaints = sorted(set(check(root))) if options.check else sorted(set(update(root, options.merge)))
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints and options.check else 0)


def update(root: Path, merged: list[Path]) -> Iterator[Complaint]:
    """Write the catalogue and its compiled form; yield what is still missing and what found no place."""
    old = load(root / PO)
    known = in_data.translations_in(root) | translations(old)
    for path in merged:
        known |= translations(load(path))
    new = made_from(sentences(root), known)
    (root / PO).parent.mkdir(parents=True, exist_ok=True)
    (root / PO).write_text(str(new), encoding="utf-8")
    (root / MO).write_bytes(new.to_binary())
    used = {(entry.msgid, entry.msgctxt) for entry in new}
    for path in merged:
        for (msgid, context), entry in translations(load(path)).items():
            if (msgid, context) not in used:
                yield Complaint(str(path), entry.linenum or 1, f"«{msgid[:60]}» is in no source; not merged.")
    yield from judged(load(root / PO))


def check(root: Path) -> Iterator[Complaint]:
    """Yield every way in which the catalogue is not what the sources need."""
    path = root / PO
    there = load(path)
    needed = made_from(sentences(root), translations(there))
    for entry in needed:
        if there.find(entry.msgid, msgctxt=entry.msgctxt or False) is None:
            file = f"src/{entry.occurrences[0][0]}"
            yield Complaint(file, 1, f"«{entry.msgid[:60]}» is not in the catalogue; run make messages.")
    yield from judged(there)
    if not path.exists() or path.read_text(encoding="utf-8") != str(needed):
        yield Complaint(PO, 1, "is not in step with the sources; run make messages.")
    if not (root / MO).exists() or (root / MO).read_bytes() != needed.to_binary():
        yield Complaint(MO, 1, "is not compiled from the catalogue; run make messages.")


if __name__ == "__main__":
    main()
