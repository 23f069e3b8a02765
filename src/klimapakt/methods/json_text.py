"""Read JSON strictly: exact decimals, no duplicate keys, every fault a sentence."""

import json
from decimal import Decimal

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused

_DEEPEST = 20


def read_json(data: bytes) -> object:
    """Return the JSON value with decimals exact. Raises Refused for anything that is no JSON."""
    try:
        value = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=Decimal,
            object_pairs_hook=_without_duplicates,
        )
    except UnicodeDecodeError as error:
        template = gettext_noop("The input is not UTF-8 (byte %(place)s). Save it as UTF-8.")
        raise Refused("", Message("not_utf8", template, {"place": error.start})) from error
    except json.JSONDecodeError as error:
        template = gettext_noop("The input is no JSON: line %(line)s, column %(column)s: %(why)s.")
        values = {"line": error.lineno, "column": error.colno, "why": error.msg}
        raise Refused("", Message("not_json", template, values)) from error
    except RecursionError as error:
        raise Refused("", Message("not_json", gettext_noop("The input is nested too deeply."))) from error
    except Refused:
        raise
    except (ValueError, ArithmeticError) as error:
        # Python refuses to read whole numbers of more than 4300 digits.
        raise Refused(
            "", Message("too_large", gettext_noop("The input holds a number that is too long."))
        ) from error
    _ensure_sound(value, "", 0)
    return value


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        template = gettext_noop("The key %(key)s stands twice in the same object. Keep one.")
        raise Refused(twice, Message("duplicate_key", template, {"key": twice}))
    return found


def _ensure_sound(value: object, path: str, depth: int) -> None:
    """Refuse what is nested too deeply, and halves of a surrogate pair.

    Such halves come through an escape and cannot be written as UTF-8.
    """
    if depth > _DEEPEST:
        raise Refused(path, Message("not_json", gettext_noop("The input is nested too deeply.")))
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            template = gettext_noop("The text holds half a character (an escape such as \\ud800). Mend it.")
            raise Refused(path, Message("not_a_text", template))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _ensure_sound(key, path, depth)
            _ensure_sound(inner, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _ensure_sound(inner, f"{path}[{index}]", depth + 1)
