"""Read JSON strictly: exact decimals, no duplicate keys, every fault a sentence."""

import json
from decimal import Decimal

from klimapakt.methods.messages import Message, gettext_noop
from klimapakt.methods.refusal import Refused


def read_json(data: bytes) -> object:
    """Return the JSON value with decimals exact. Raises Refused for anything that is no JSON."""
    try:
        return json.loads(
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


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        template = gettext_noop("The key %(key)s stands twice in the same object. Keep one.")
        raise Refused(twice, Message("duplicate_key", template, {"key": twice}))
    return found
