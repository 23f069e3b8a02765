"""No bit of a signed file or of a package can be turned round unnoticed, wherever it lies.

The normal run turns a few; ``make flips`` turns a thousand in each. ``FLIPS`` says how many.
"""

import os
from collections.abc import Iterator
from itertools import islice
from random import Random

from klimapakt.agreements import check_package
from klimapakt.agreements.checking import NotCheckable
from tests.agreements.papers import checked, demo_key, issued, package, sealed, signed

FLIPS = int(os.environ.get("FLIPS", "60"))
SEED = int(os.environ.get("FLIPS_SEED", "20261126"))


def flipped(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the content with one random bit turned round, and where."""
    random = Random(SEED)  # noqa: S311 -- which bits are turned is no secret
    for _ in range(FLIPS):
        broken, place = bytearray(content), random.randrange(len(content))
        broken[place] ^= 1 << random.randrange(8)
        yield place, bytes(broken)


def is_accepted(content: bytes) -> bool:
    """Tell whether the check finds nothing to object to."""
    try:
        return checked(content).passed
    except NotCheckable:
        return False


def test_every_bit_that_is_turned_in_a_sealed_file_is_found() -> None:
    assert is_accepted(sealed().content)
    assert not [place for place, broken in flipped(sealed().content) if is_accepted(broken)]


def test_every_bit_that_is_turned_in_a_file_signed_outside_is_found() -> None:
    content = signed(issued().content, demo_key(), box=(60, 60, 260, 120))
    assert is_accepted(content)
    few = islice(flipped(content), FLIPS // 4)
    assert not [place for place, broken in few if is_accepted(broken)]


def test_every_bit_that_is_turned_in_a_package_is_found() -> None:
    content = package().content
    assert not list(check_package.problems(content))
    assert not [place for place, broken in flipped(content) if not list(check_package.problems(broken))]


def test_every_byte_around_the_signature_counts() -> None:
    """The hole for the signature is the part that no hash covers: turned bit by bit, not at random."""
    content = sealed().content
    start = content.index(b"/Contents <30") + len(b"/Contents ")
    end = content.index(b">", start)
    step = max(1, 4 * (end - start) // FLIPS)
    for place in [*range(start, end, step), end - 1, end]:
        broken = bytearray(content)
        broken[place] ^= 1
        assert not is_accepted(bytes(broken)), place
