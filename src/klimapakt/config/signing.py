"""What agreements are sealed with and checked against, as the environment names it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

VARIABLES: Final[Mapping[str, str]] = {
    "KLIMA_SIGNING_KEY": "file with the key of the seal on agreements (PEM or PKCS#12)",
    "KLIMA_SIGNING_CERT": "file with its certificate and those above (PEM); not needed with PKCS#12",
    "KLIMA_SIGNING_PASSPHRASE": "passphrase of the key, if it has one",
    "KLIMA_TSA_URL": "address of a timestamp authority (RFC 3161) for seals; none is asked by default",
    "KLIMA_TRUSTED_CERTS": "file with certificates (PEM) that signatures on agreements are checked against",
}
Complain = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Signing:
    """The files and addresses; whether they can be used is found out where they are."""

    key: Path | None = None
    certificates: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    timestamp_url: str = ""
    trusted: Path | None = None


def read(values: Mapping[str, str], complain: Complain) -> Signing:
    """Return what the variables say; complain with variable, sentence and mending where they do not fit."""
    key = values.get("KLIMA_SIGNING_KEY")
    for name in ("KLIMA_SIGNING_CERT", "KLIMA_SIGNING_PASSPHRASE"):
        if name in values and key is None:
            complain(name, "There is no key that it could belong to.", "Set KLIMA_SIGNING_KEY, or remove it.")
    return Signing(
        key=_file(key),
        certificates=_file(values.get("KLIMA_SIGNING_CERT")),
        passphrase=values.get("KLIMA_SIGNING_PASSPHRASE"),
        timestamp_url=_address(values.get("KLIMA_TSA_URL", ""), complain),
        trusted=_file(values.get("KLIMA_TRUSTED_CERTS")),
    )


def described(signing: Signing) -> Mapping[str, str]:
    """Return the values in force by variable, without the passphrase."""
    return {
        "KLIMA_SIGNING_KEY": _named(signing.key),
        "KLIMA_SIGNING_CERT": _named(signing.certificates),
        "KLIMA_SIGNING_PASSPHRASE": "(hidden)" if signing.passphrase else "",
        "KLIMA_TSA_URL": signing.timestamp_url,
        "KLIMA_TRUSTED_CERTS": _named(signing.trusted),
    }


def _file(text: str | None) -> Path | None:
    return None if text is None else Path(text).absolute()


def _named(path: Path | None) -> str:
    return "" if path is None else str(path)


def _address(text: str, complain: Complain) -> str:
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname):
        mend = "Name the authority: https://tsa.example.org/tsr"
        complain("KLIMA_TSA_URL", f"{text!r} is no address of a server.", mend)
        return ""
    return text
