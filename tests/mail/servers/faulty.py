"""SMTP servers that misbehave as they are told, and keep what they accepted.

    faulty.py FOLDER < plans.json

Standard input holds one line: a list of plans, each a server of its own. The first line printed is the list of their ports.
The servers end when standard input ends, so they never outlive the test.

A plan: "security" ("none", "starttls", "tls"), "certificate" and "key" (files), "user" with "password" or "token" for a login
that is needed, "mechanisms" of it (LOGIN, PLAIN, XOAUTH2; by default all), "faults". What a server of the plan at position N did stands in FOLDER/N: the accepted messages as 0001.eml …
and, one JSON array a line, envelopes.jsonl ([file, sender, recipients]) and said.jsonl (connection and command of the client,
without arguments, and the second at which it came).

A fault: "stage" (connect, hello, starttls, login, sender, recipient, data, reading, content, after), "to" (recipients whom it meets, by
default all), "skip" (it lets so many pass first), "times" (and happens so often; by default always), and what happens:
"answer" (the line that is said), "drop" (the connection breaks), "stall" (nothing more is said), "close" (after the answer).
At "content" a message is kept in spite of the fault where "kept" is set. "reading" comes after the first lines of a message, "after" when one was accepted.
"""

import asyncio
import base64
import json
import pathlib
import ssl
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

MECHANISMS = {"LOGIN", "PLAIN", "XOAUTH2"}

STAGES = {
    "EHLO": "hello",
    "STARTTLS": "starttls",
    "AUTH": "login",
    "MAIL": "sender",
    "RCPT": "recipient",
    "DATA": "data",
}


class Server:
    """What all connections to one server share."""

    def __init__(self, plan, folder):
        self.plan = plan
        self.folder = folder
        self.faults = [dict(fault) for fault in plan.get("faults", [])]
        self.connections = 0
        self.messages = 0
        folder.mkdir(parents=True)
        for name in ["envelopes.jsonl", "said.jsonl"]:
            (folder / name).touch()
        self.context = None
        if plan.get("certificate"):
            self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.context.load_cert_chain(plan["certificate"], plan["key"])

    def note(self, name, value):
        with open(self.folder / name, "a", encoding="utf-8") as file:
            file.write(json.dumps(value) + "\n")

    def said(self, connection, command):
        self.note("said.jsonl", [connection, command, time.monotonic()])

    def fault(self, stage, recipients):
        """The fault that happens now, if one does."""
        for fault in self.faults:
            met = fault.get("to")
            if fault["stage"] != stage or (met is not None and not set(met) & set(recipients)):
                continue
            if fault.get("skip", 0) > 0:
                fault["skip"] -= 1
                continue
            if fault.get("times", 1) > 0:
                fault["times"] = fault.get("times", float("inf")) - 1
                return fault
        return None

    def keep(self, envelope):
        self.messages += 1
        name = f"{self.messages:04}.eml"
        part = self.folder / "part"
        part.write_bytes(envelope.original_content)
        part.rename(self.folder / name)
        self.note("envelopes.jsonl", [name, envelope.mail_from, envelope.rcpt_tos])


class Connection(SMTP):
    def __init__(self, server):
        self.server = server
        plan = server.plan
        starttls = plan.get("security") == "starttls"
        super().__init__(
            Handler(server),
            hostname="faulty.test",
            ident="Faulty",
            tls_context=server.context if starttls else None,
            require_starttls=starttls and server.context is not None,
            auth_required="user" in plan,
            auth_require_tls=starttls,
            auth_exclude_mechanism=MECHANISMS - set(plan.get("mechanisms", MECHANISMS)),
            authenticator=self.checked,
            loop=asyncio.get_running_loop(),
        )
        server.connections += 1
        self.number = server.connections
        for command, stage in STAGES.items():
            self._smtp_methods[command] = self.watched(command, stage, self._smtp_methods[command])

    def checked(self, server, session, envelope, mechanism, data):
        plan = self.server.plan
        login, password = data.login.decode(), data.password.decode()
        return AuthResult(success=login == plan["user"] and password == plan.get("password"), handled=False)

    def watched(self, command, stage, method):
        async def run(argument):
            self.server.said(self.number, command)
            recipients = self.envelope.rcpt_tos
            if command == "RCPT":
                recipients = [argument.partition("<")[2].partition(">")[0]]
            fault = self.server.fault(stage, recipients)
            if fault is None and stage == "data":
                fault = self.server.fault("reading", recipients)
                if fault:
                    await self.push("354 Begin")
                    await self._reader.readuntil(b"\r\n")
            if fault:
                await self.misbehaves(fault)
            else:
                await method(argument)

        run.__smtp_syntax__ = method.__smtp_syntax__
        run.__smtp_syntax_extended__ = method.__smtp_syntax_extended__
        run.__smtp_syntax_when__ = method.__smtp_syntax_when__
        return run

    async def misbehaves(self, fault):
        if "answer" in fault:
            await self.push(fault["answer"])
        if fault.get("drop"):
            self.transport.abort()
        elif fault.get("close"):
            self.transport.close()
        elif fault.get("stall"):
            await asyncio.sleep(3600)

    async def _handle_client(self):
        self.server.said(self.number, "(connected)")
        fault = self.server.fault("connect", [])
        if fault is None:
            await super()._handle_client()
        else:
            await self.misbehaves(fault)

    async def push(self, status):
        await super().push(status)
        # the answer to an accepted message has gone
        if status == Handler.ACCEPTED:
            fault = self.server.fault("after", [])
            if fault:
                await self.misbehaves(fault)


class Handler:
    ACCEPTED = "250 2.0.0 Ok: kept"

    def __init__(self, server):
        self.server = server

    async def handle_EHLO(self, connection, session, envelope, hostname, lines):
        session.host_name = hostname
        return [line for line in lines if "user" in self.server.plan or not line.startswith("250-AUTH")]

    async def handle_DATA(self, connection, session, envelope):
        fault = self.server.fault("content", envelope.rcpt_tos)
        if fault is None or fault.get("kept"):
            self.server.keep(envelope)
        if fault is None:
            return self.ACCEPTED
        if "answer" in fault and not fault.get("close"):
            return fault["answer"]
        await connection.misbehaves(fault)
        # the connection is gone, and nothing more is said
        await asyncio.sleep(3600)

    async def auth_XOAUTH2(self, connection, args):
        plan = self.server.plan
        text = args[1] if len(args) == 2 else (await connection.challenge_auth("")).decode()
        expected = f"user={plan['user']}\x01auth=Bearer {plan.get('token')}\x01\x01"
        if base64.b64decode(text).decode() == expected:
            return AuthResult(success=True)
        # as providers do: the reason comes as a challenge, and the refusal after the empty answer to it
        await connection.challenge_auth('{"status":"401","schemes":"bearer","scope":"https://mail.example.org/"}')
        return AuthResult(success=False, handled=False)


async def main():
    folder = pathlib.Path(sys.argv[1])
    loop = asyncio.get_running_loop()
    plans = json.loads(sys.stdin.readline())
    ports, listening = [], []
    for position, plan in enumerate(plans):
        server = Server(plan, folder / str(position))
        wrapped = server.context if plan.get("security") == "tls" else None
        listener = await loop.create_server(lambda server=server: Connection(server), "127.0.0.1", 0, ssl=wrapped)
        listening.append(listener)
        ports.append(listener.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
