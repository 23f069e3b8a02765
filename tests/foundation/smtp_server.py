"""A mail server on this machine that takes mail, or refuses, hangs and hangs up as a test tells it to."""

import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from typing import Any


class Answer(Enum):
    """What the server does with one attempt."""

    TAKE = "take"
    REFUSE = "refuse the address for good"
    LATER = "ask to come back"
    HANG = "never answer after the text"
    HANG_UP = "end the connection after the text, without an answer"
    REFUSE_TEXT = "refuse the text for good"


@dataclass
class Box:
    """What the server has seen: taken mail with a 250, text it read without one, attempts by address."""

    taken: list[EmailMessage] = field(default_factory=list)
    unanswered: list[EmailMessage] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ids(self) -> Counter[str]:
        """Return how often each Message-ID was taken."""
        return Counter(str(letter["Message-ID"]) for letter in self.taken)


Answers = Callable[[str, int], Answer]
"""From the address and the number of the attempt, counted from one."""


def always_take(address: str, attempt: int) -> Answer:
    del address, attempt
    return Answer.TAKE


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def __init__(self, box: Box, answers: Answers, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.box, self.answers, self.context = box, answers, context
        self.is_over = threading.Event()
        self.pause_seconds = 0.0

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection; the handshake follows in the thread of its conversation."""
        found, address = super().get_request()
        if self.context is None:
            return found, address
        wrapped = self.context.wrap_socket(found, server_side=True, do_handshake_on_connect=False)
        return wrapped, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent about clients that were killed in the middle."""


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say(b"220 here")
        address, answer = "", Answer.TAKE
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"RCPT":
                address = line.decode().split("<")[1].split(">")[0]
                answer = self._answer(address)
                self._say(_AT_ADDRESS.get(answer, b"250 fine"))
            elif word == b"DATA":
                self._say(b"354 go on")
                if not self._take(answer):
                    return
            elif word == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 fine")

    def _answer(self, address: str) -> Answer:
        with self.server.box.lock:
            self.server.box.attempts[address] += 1
            return self.server.answers(address, self.server.box.attempts[address])

    def _take(self, answer: Answer) -> bool:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            more = self.rfile.readline()
            if not more:
                return False
            text += more
        letter = message_from_bytes(text[:-5], policy=policy.default)
        box = self.server.box
        if answer is Answer.REFUSE_TEXT:
            self._say(b"554 no")
            return True
        with box.lock:
            (box.taken if answer is Answer.TAKE else box.unanswered).append(letter)
        if answer is Answer.HANG:
            self.server.is_over.wait(30)
        if answer is not Answer.TAKE:
            return False
        time.sleep(self.server.pause_seconds)
        self._say(b"250 taken")
        return True

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


_AT_ADDRESS = {Answer.REFUSE: b"550 unknown", Answer.LATER: b"451 come back"}


@dataclass(frozen=True)
class Running:
    """A server that runs: where, and what it has seen."""

    port: int
    box: Box


@contextmanager
def smtp_server(
    answers: Answers = always_take, *, context: ssl.SSLContext | None = None, pause_seconds: float = 0
) -> Iterator[Running]:
    """Run a server until the end of the block; with a context it speaks TLS from the first byte."""
    with _Server(Box(), answers, context) as server:
        server.pause_seconds = pause_seconds
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Running(int(server.server_address[1]), server.box)
        finally:
            server.is_over.set()
            server.shutdown()
            thread.join(5)
