"""Sockets of a server that can stop sending in the middle of a response."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary


@dataclass(frozen=True, slots=True)
class Cut:
    """Where to cut the next response of a connection."""

    #: The number of bytes to send, or not to send if negative; None for the share.
    byte: int | None
    #: The share of the response to send.
    share: float
    #: The length of the response's body; that of its head is not known before it is sent.
    body: int

    def length(self, first: bytes) -> int:
        """How many bytes to send, given the first ones, with the whole head."""
        end = first.find(b"\r\n\r\n")
        whole = (len(first) if end < 0 else end + 4) + self.body
        if self.byte is None:
            return min(1 + int(self.share * (whole - 1)), whole - 1)
        return max(0, whole + self.byte if self.byte < 0 else self.byte)


class CutConnection(socket.socket):
    """A connection that can be made to close after a number of bytes of a response."""

    cut: Cut | None = None
    _left: int | None = None

    def send(self, data: Any, flags: int = 0, /) -> int:
        """Send data; after the cut, close the connection and pretend to have sent the rest."""
        if self.cut is None:
            return super().send(data, flags)
        if self._left is None:
            self._left = self.cut.length(bytes(data))
        sent = super().send(data[: self._left], flags) if self._left else 0
        self._left -= sent
        if self._left:
            return sent
        with suppress(OSError):  # the client may have closed it first
            self.shutdown(socket.SHUT_RDWR)
        return len(data)


class CutListener(socket.socket):
    """A listening socket whose connections can be cut; `connections` finds them by the client's host and port."""

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(listening.family, listening.type, listening.proto, fileno=listening.detach())
        self.connections: WeakValueDictionary[tuple[str, str], CutConnection] = WeakValueDictionary()

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection."""
        connection, address = super().accept()
        cut = CutConnection(connection.family, connection.type, connection.proto, fileno=connection.detach())
        self.connections[str(address[0]), str(address[1])] = cut
        return cut, address
