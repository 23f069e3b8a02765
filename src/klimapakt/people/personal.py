"""What accounts and signing in hold about people, the tables of the libraries behind them included."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from klimapakt.foundation.personal import OPERATING
from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Ending,
    Fate,
    Held,
    Processing,
    Table,
    Tie,
    own,
    owner,
    secret,
)
from klimapakt.methods.messages import gettext_noop

_ATTEMPTS_KEPT: Final = timedelta(days=7)
_CONFIRMATIONS_KEPT: Final = timedelta(days=7)

ACCOUNTS: Final = Processing(
    "accounts",
    gettext_noop("Accounts and signing in"),
    gettext_noop("To let people in who act for a member or work for the pact, and nobody else."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("People of the members and of the pact office"),
    gettext_noop("Nobody outside the pact"),
)


def _attempts_over(now: datetime) -> Q:
    return Q(attempt_time__lt=now - _ATTEMPTS_KEPT)


_WITH_ACCOUNT: Final = Clock(gettext_noop("As long as the account"))
_ATTEMPTS: Final = Clock(gettext_noop("Seven days"), _attempts_over, Ending.DELETED)
_SESSIONS: Final = Clock(
    gettext_noop("Until it is over, twelve hours at most"),
    lambda now: Q(expire_date__lt=now),
    Ending.DELETED,
)
_DEVICES: Final = Clock(
    gettext_noop("Until the session is over, twelve hours at most"),
    lambda now: Q(created_at__lt=now - timedelta(hours=12)),
    Ending.DELETED,
)
_OF_ATTEMPT: Final = (
    Held("username", Tie.KEY, Fate.ROW_GOES, is_secret=True),
    *own("user_agent", "ip_address", "http_accept", "path_info"),
)

PERSONAL_DATA: Final[Declared] = (
    Table(
        "people.Person",
        ACCOUNTS,
        Clock(gettext_noop("While somebody has a role, and 30 days after the last one ended")),
        held=(Held("id", Tie.OWNER, Fate.ROW_GOES), *own("email", "name", "language"), *secret("password")),
    ),
    Table("account.EmailAddress", ACCOUNTS, _WITH_ACCOUNT, held=(owner("user"), *own("email"))),
    Table(
        "account.EmailConfirmation",
        ACCOUNTS,
        Clock(
            gettext_noop("Seven days"), lambda now: Q(created__lt=now - _CONFIRMATIONS_KEPT), Ending.DELETED
        ),
        held=(owner("email_address__user"), *secret("key")),
    ),
    Table("mfa.Authenticator", ACCOUNTS, _WITH_ACCOUNT, held=(owner("user"), *secret("data"))),
    Table(
        "usersessions.UserSession",
        ACCOUNTS,
        _DEVICES,
        held=(owner("user"), *own("ip", "user_agent"), *secret("session_key", "data")),
    ),
    Table(
        "sessions.Session",
        ACCOUNTS,
        _SESSIONS,
        held=(Held("session_key", Tie.KEY, Fate.ROW_GOES, is_secret=True), *secret("session_data")),
    ),
    Table("axes.AccessAttempt", OPERATING, _ATTEMPTS, held=(*_OF_ATTEMPT, *secret("get_data", "post_data"))),
    Table("axes.AccessFailureLog", OPERATING, _ATTEMPTS, held=_OF_ATTEMPT),
    Table("axes.AccessLog", OPERATING, _ATTEMPTS, held=(*_OF_ATTEMPT, *secret("session_hash"))),
    Table("axes.AccessAttemptExpiration"),
    Table("auth.Permission", nothing_in=("name", "codename")),
    Table("auth.Group", nothing_in=("name",)),
    Table("auth.Group_permissions"),
    Table("contenttypes.ContentType", nothing_in=("app_label", "model")),
)
