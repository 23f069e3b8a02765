"""The secret of the embedded default: made on first start, kept in one file only the owner can read."""

import os
import secrets
from pathlib import Path

_OWNER_ONLY = 0o600


class SecretExposed(Exception):
    """The file with the secret can be read by others than its owner."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} can be read by other users. Mend it with: chmod 600 {file}")


def load_or_create(file: Path) -> str:
    """Return the secret in this file; make it first when there is none.

    Two processes starting at once agree on one secret: each writes its own draft and links it to the final
    name, which succeeds for one of them only; both then read what stands there.
    """
    if not file.exists():
        _create(file)
    if file.stat().st_mode & 0o077:
        raise SecretExposed(file)
    return file.read_text(encoding="ascii").strip()


def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, file)
        except FileExistsError:
            return
    finally:
        draft.unlink()
