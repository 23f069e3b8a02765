"""The style sheet of the design system that pages load holds what they use and nothing else.

``css/kern.css`` is made by ``python -m tools.styles``; a class that a new template uses is missing until it
was made anew, and one that no page uses any more weighs on every visitor.
"""

from collections.abc import Iterator
from pathlib import Path

from tools import styles
from tools.gates.complaints import Complaint, run


def check(root: Path) -> Iterator[Complaint]:
    """Yield one complaint when the sheet is not what the tool would write now."""
    name = str(styles.target(root).relative_to(root))
    if styles.target(root).read_text() != styles.sheet(root):
        yield Complaint(name, 1, "not in step with the templates; run: .venv/bin/python -m tools.styles")


if __name__ == "__main__":
    run(check)
