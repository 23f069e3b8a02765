"""What publicity holds about people."""

from typing import Final

from klimapakt.foundation.personal_data import Declared

PERSONAL_DATA: Final[Declared] = ()
