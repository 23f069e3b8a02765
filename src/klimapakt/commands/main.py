"""The command ``klimapakt``: finds the module of a command and runs it.

Modules are loaded by name when their command is called, so that ``klimapakt calc`` starts without Django.
"""

import sys
from collections.abc import Sequence
from importlib import import_module  # noqa: TID251  # the one place where commands are loaded by name

from klimapakt.methods.messages import nearest

COMMANDS = {
    "demo": ("klimapakt.commands.demo", "set up the demo city and start the platform"),
    "serve": ("klimapakt.commands.serve", "start the platform for production"),
    "worker": ("klimapakt.commands.worker", "do the jobs that wait, such as reading large tables"),
    "nightly": ("klimapakt.commands.nightly", "do the nightly run of every pact, or go on with it"),
    "pact": ("klimapakt.commands.pact", "found climate pacts and tell of them"),
    "calc": ("klimapakt.commands.calc", "calculate a case from the shell: JSON in, JSON out"),
    "factors": ("klimapakt.commands.factors", "list, show, verify, compare and build emission factors"),
    "audit": ("klimapakt.commands.audit", "verify the audit chain"),
    "inventories": ("klimapakt.commands.inventories", "verify what is frozen of accepted inventories"),
    "review": ("klimapakt.commands.review", "repeat a draw of the review, verify those that are kept"),
    "verify": ("klimapakt.commands.verify", "verify a report, workbook, record or table of an inventory"),
    "mail": ("klimapakt.commands.mail", "send mail that waits, say how much does, empty what is old"),
    "person": ("klimapakt.commands.person", "write down what is held about somebody, or erase them"),
    "privacy": ("klimapakt.commands.privacy", "delete what is over, print the processing record"),
    "doctor": ("klimapakt.commands.doctor", "print and check the configuration"),
    "manage": ("klimapakt.commands.manage", "run a management command of Django"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named by the first argument; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    name, *rest = given
    if name not in COMMANDS:
        close = nearest(name, list(COMMANDS))
        hint = f" Did you mean {close[0]}?" if close else ""
        print(f"There is no command {name}.{hint}\n\n{usage()}", file=sys.stderr)
        return 2
    status = import_module(COMMANDS[name][0]).run(rest)
    return int(status)


def usage() -> str:
    """Return the commands with what they do."""
    lines = [f"  {name:<11} {purpose}" for name, (_, purpose) in COMMANDS.items()]
    return "\n".join(["usage: klimapakt COMMAND …", "", *lines, "", "klimapakt COMMAND --help says more."])


if __name__ == "__main__":
    sys.exit(main())
