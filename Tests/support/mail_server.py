"""A real SMTP server that keeps what it gets, and fails as it is told."""

import asyncio
import contextlib
import email
import email.policy
import ssl
import threading
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP


@dataclass
class Received:
    sender: str
    recipients: list
    content: bytes
    connection: int

    @property
    def message(self):
        """As Python's strict parser reads it: anything that is not as it should be is an error."""
        return email.message_from_bytes(self.content, policy=email.policy.SMTP + email.policy.strict)

    @property
    def id(self) -> str:
        return self.message["Message-ID"]


@dataclass
class Faults:
    """What the server does wrong; may be changed while it runs."""

    mail: dict = field(default_factory=dict)  # replies to MAIL by the sender
    rcpt: dict = field(default_factory=dict)  # replies to RCPT by the recipient; a list is used up
    data: dict = field(default_factory=dict)  # replies to the content by the recipient; None drops the connection
    hold: threading.Event = None  # until this is set, no content is answered
    longest_connection: int = 0  # as many messages, then 421


class MailServer:
    """Listens while it is entered: `with MailServer() as server: …`"""

    def __init__(self, *, port=0, tls: ssl.SSLContext = None, implicit_tls=False, password=None, smtputf8=True):
        self.faults = Faults()
        self.received = []
        self.connections = 0
        # Messages that are being handed over, and how many were at once. Connections would not tell: a worker that has
        # done all it had keeps its own for a moment, while the next one begins.
        self.in_hand = self.most_in_hand = 0
        self.logins = []
        # What clients called themselves in EHLO, by each message.
        self.greetings = []
        self.arrived = threading.Event()
        self._password = password
        options = {"auth_require_tls": False, "enable_SMTPUTF8": smtputf8}
        if password:
            options |= {"authenticator": self._authenticate, "auth_required": True}
        if tls and not implicit_tls:
            options |= {"tls_context": tls, "require_starttls": True}
        self._controller = _Controller(
            self, hostname="127.0.0.1", port=port or _free_port(), ssl_context=tls if implicit_tls else None,
            server_kwargs=options,
        )

    @property
    def port(self) -> int:
        return self._controller.port

    @property
    def ids(self) -> list:
        return [received.id for received in self.received]

    @property
    def recipients(self) -> list:
        return [received.recipients[0] for received in self.received]

    def start(self):
        self._controller.start()
        return self

    def stop(self):
        if self.faults.hold:
            self.faults.hold.set()
        self._controller.stop()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()

    def _authenticate(self, server, session, envelope, mechanism, data):
        login = (data.login.decode(), data.password.decode())
        self.logins.append(login)
        return AuthResult(success=login[1] == self._password, handled=False)


class _Handler:
    """What aiosmtpd calls. An object of its own, because aiosmtpd evaluates all attributes of it for each connection."""

    def __init__(self, server: MailServer):
        self.owner = server

    async def handle_MAIL(self, server, session, envelope, address, options):
        session.messages = getattr(session, "messages", 0) + 1
        if self.owner.faults.longest_connection and session.messages > self.owner.faults.longest_connection:
            return "421 4.7.0 Too many messages in this connection"
        if reply := self.owner.faults.mail.get(address):
            return reply
        envelope.mail_from = address
        self.owner.greetings.append(session.host_name)
        self._take(session)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = self.owner.faults.rcpt.get(address)
        if isinstance(reply, list):
            reply = reply.pop(0) if reply else None
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        try:
            return await self._answer(server, session, envelope)
        finally:
            self.end(session)

    async def _answer(self, server, session, envelope):
        self.owner.arrived.set()
        while self.owner.faults.hold and not self.owner.faults.hold.is_set():
            await asyncio.sleep(0.01)
        recipient = envelope.rcpt_tos[0]
        if recipient in self.owner.faults.data:
            reply = self.owner.faults.data[recipient]
            if reply is None:
                server.transport.abort()
            return reply or "250 OK"
        self.owner.received.append(
            Received(envelope.mail_from, envelope.rcpt_tos, envelope.original_content, session.number)
        )
        return "250 2.0.0 OK: kept as number %d" % len(self.owner.received)

    def _take(self, session):
        self.end(session)
        session.is_in_hand = True
        self.owner.in_hand += 1
        self.owner.most_in_hand = max(self.owner.most_in_hand, self.owner.in_hand)

    def end(self, session):
        if getattr(session, "is_in_hand", False):
            session.is_in_hand = False
            self.owner.in_hand -= 1


class _Controller(Controller):
    def __init__(self, owner, *, server_kwargs, **options):
        self._owner = owner
        self._options = server_kwargs
        super().__init__(_Handler(owner), server_hostname="mail.example.org", **options)

    def factory(self):
        owner = self._owner

        class Counting(SMTP):
            def connection_made(self, transport):
                is_new = self.transport is None
                super().connection_made(transport)
                if is_new or self.session is None:
                    owner.connections += 1
                self.session.number = owner.connections

            def connection_lost(self, error):
                self.event_handler.end(self.session)
                super().connection_lost(error)

            def _create_session(self):
                session = super()._create_session()
                session.number = owner.connections
                return session

        return Counting(self.handler, hostname="mail.example.org", loop=self.loop, **self._options)

    def _trigger_server(self):
        # aiosmtpd connects to itself at the start; that is no one's connection.
        super()._trigger_server()
        self._owner.connections = 0


def _free_port() -> int:
    from .site import free_port

    return free_port()


@contextlib.contextmanager
def silent_port():
    """A port that takes connections and never says a word."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        yield listener.getsockname()[1]
