"""A small HTTP/1.1 client for open-loop runs: keep-alive, one request at a time per connection, nothing more."""

import asyncio
import resource
from dataclasses import dataclass

PATIENCE = 15.0  # seconds, as our page has it


class Broken(Exception):
    """No answer: the connection failed, ended or took too long."""


@dataclass(frozen=True)
class Reply:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.lower() == name.encode():
                return value.strip().decode()
        return ""


class Connection(asyncio.Protocol):
    """`source`: our own address, all of 127.0.0.0/8 being this machine."""

    def __init__(self, host: str, source: str = "") -> None:
        name, _, port = host.partition(":")
        self._address = name, int(port)
        self._source = (source, 0) if source else None
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Reply] | None = None
        self._data = bytearray()

    async def ask(self, raw: bytes, patience: float = PATIENCE) -> Reply:
        """Raises Broken."""
        loop = asyncio.get_running_loop()
        timer = None
        try:
            if self._transport is None:
                address = {"host": self._address[0], "port": self._address[1], "local_addr": self._source}
                async with asyncio.timeout(patience):
                    await loop.create_connection(lambda: self, **address)
            assert self._transport is not None
            self._data.clear()
            self._waiting = loop.create_future()
            timer = loop.call_later(patience, self._give_up)
            self._transport.write(raw)
            return await self._waiting
        except (OSError, TimeoutError) as error:
            self.close()
            raise Broken(type(error).__name__) from None
        finally:
            self._waiting = None
            if timer:
                timer.cancel()

    def _give_up(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(TimeoutError())

    def close(self) -> None:
        if self._transport:
            self._transport.close()
        self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(error or ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        self._data += data
        end = self._data.find(b"\r\n\r\n")
        if end < 0 or self._waiting is None or self._waiting.done():
            return
        head = bytes(self._data[:end])
        status = int(head[9:12])
        length = 0
        if status not in {204, 304}:
            at = head.lower().find(b"\r\ncontent-length:")
            if at < 0:
                self._waiting.set_exception(ConnectionError("a reply without its length"))
                return
            length = int(head[at + 17 :].split(b"\r\n", 1)[0])
        if len(self._data) >= end + 4 + length:
            self._waiting.set_result(Reply(status, head, bytes(self._data[end + 4 : end + 4 + length])))


def allow_connections(count: int) -> None:
    """Let this process and its children hold this many connections, as far as the machine lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 1000
    if soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
        except (ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
