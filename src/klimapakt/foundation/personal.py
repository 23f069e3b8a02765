"""What the foundation holds about people: the chain without names, e-mails on their way, jobs."""

from typing import Final

from klimapakt.foundation.personal_data import (
    Clock,
    Declared,
    Processing,
    Table,
    address,
    link,
    owner,
    secret,
    text,
)
from klimapakt.methods.messages import gettext_noop

RECORDING: Final = Processing(
    "recording",
    gettext_noop("Recording what was decided"),
    gettext_noop("To prove years later who decided what, and that nothing was changed since."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("Everybody who decides or changes something"),
    gettext_noop("Nobody; the office reads it on its pages"),
)
WRITING: Final = Processing(
    "writing",
    gettext_noop("E-mails of the pact"),
    gettext_noop("To invite, to remind and to say what happened."),
    gettext_noop("Art. 6(1)(e) GDPR: a task in the public interest"),
    gettext_noop("Whoever gets an e-mail of the pact"),
    gettext_noop("The mail server that the city runs or commissions"),
)
OPERATING: Final = Processing(
    "operating",
    gettext_noop("Running and protecting the platform"),
    gettext_noop("To do what takes longer, and to find out why something failed."),
    gettext_noop("Art. 6(1)(e) and Art. 32 GDPR: security of the processing"),
    gettext_noop("Everybody who signs in"),
    gettext_noop("Whoever runs the server for the city"),
)

_CHAIN: Final = Clock(gettext_noop("For ever: without names, the chain is worth nothing with holes"))
_WITH_ACCOUNT: Final = Clock(gettext_noop("As long as the account"))
_MAIL: Final = Clock(gettext_noop("Address and text 30 days after it left; that there was one, 90 days"))
_JOBS: Final = Clock(gettext_noop("30 days after the job ended"))

PERSONAL_DATA: Final[Declared] = (
    Table(
        "foundation.AuditEvent",
        RECORDING,
        _CHAIN,
        nothing_in=(
            *("at", "what", "subject_type", "subject_id"),
            *("actor", "details", "previous", "hash"),
        ),
    ),
    Table("foundation.AuditHead", nothing_in=("hash",)),
    Table("foundation.PersonSalt", RECORDING, _WITH_ACCOUNT, held=(owner("person"), *secret("salt"))),
    Table("foundation.TextSalt", RECORDING, _CHAIN, nothing_in=("name", "salt")),
    Table(
        "foundation.CarriedEvent",
        RECORDING,
        _CHAIN,
        held=link("person"),
        nothing_in=(
            *("at", "what", "subject_type", "subject_id", "subject_key"),
            *("actor", "details", "previous", "hash", "text_salts"),
        ),
    ),
    Table("foundation.CacheEntry", nothing_in=("cache_key", "value")),
    Table("foundation.WorkerBeat", nothing_in=("worker_id",)),
    Table(
        "foundation.OutgoingMail",
        WRITING,
        _MAIL,
        held=(address("recipient"), *text("subject", "text", "html"), *secret("secrets")),
        nothing_in=("key", "kind", "sender_name", "reply_to", "language", "message_id"),
    ),
    Table(
        "django_tasks_database.DBTaskResult",
        OPERATING,
        _JOBS,
        held=text("traceback", "args_kwargs", "return_value"),
        nothing_in=("task_path", "worker_ids", "queue_name", "backend_name", "exception_class_path"),
    ),
)
