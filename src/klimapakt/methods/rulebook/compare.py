"""What differs between two rulebooks, parameter by parameter, before somebody switches to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused
from klimapakt.methods.rulebook.model import Rulebook, label
from klimapakt.methods.rulebook.values import READERS

ORIGIN = "source"
"""The part of a parameter that says where it stands."""

CHANGED_WITHOUT_SOURCE = "changed_without_source"
"""The code of the refusal of a changed value that still names its old source."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one parameter, as plain JSON values; ``part`` is empty for the whole value."""

    parameter: str
    part: str
    old: object
    new: object

    def label(self) -> Message:
        """Return what the parameter is called."""
        return label(self.parameter)


def compare(old: Rulebook, new: Rulebook) -> tuple[Difference, ...]:
    """Return every difference, in the order of the parameters; nothing for equal rulebooks.

    >>> from klimapakt.methods.rulebook import preset
    >>> [
    ...     (one.part, one.old, one.new)
    ...     for one in compare(preset("duesseldorf"), preset("essen"))
    ...     if one.parameter == "monitoring" and one.part != ORIGIN
    ... ]
    [('every_months', 60, 36)]
    """
    return tuple(_differences(old, new))


def unsourced(old: Rulebook, new: Rulebook, path: str = "rulebook") -> tuple[Refused, ...]:
    """Return the parameters whose value was changed while source and assumption stayed those of the old one.

    >>> from klimapakt.methods.rulebook import preset
    >>> unsourced(preset("krefeld"), preset("krefeld"))
    ()
    """
    found = []
    for name in READERS:
        before, after = old.stated(name), new.stated(name)
        if before.value != after.value and before.cited() == after.cited():
            template = gettext_noop(
                "The value was changed, but what is named for it is still the old source. Name where the "
                "new value stands and the day of it, or say why it is assumed."
            )
            found.append(
                Refused(f"{path}.parameters.{name}.source", Message(CHANGED_WITHOUT_SOURCE, template))
            )
    return tuple(found)


def _differences(old: Rulebook, new: Rulebook) -> Iterator[Difference]:
    for name in READERS:
        before, after = old.stated(name), new.stated(name)
        parts, other = dict(_parts(before.value)), dict(_parts(after.value))
        for part in dict.fromkeys((*parts, *other)):
            if parts.get(part) != other.get(part):
                yield Difference(name, part, parts.get(part), other.get(part))
        if before.cited() != after.cited():
            yield Difference(name, ORIGIN, before.cited(), after.cited())


def _parts(value: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from _parts(inner, f"{prefix}.{field.name}" if prefix else field.name)
    else:
        yield prefix, _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        found: Mapping[str, object] = {
            field.name: _plain(getattr(value, field.name)) for field in fields(value)
        }
        return dict(found)
    return value
