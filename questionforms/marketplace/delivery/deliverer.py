"""A thread that posts events while the marketplace is running."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import urllib3

from questionforms.marketplace.delivery.deliveries import deliver_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.marketplace.context import Marketplace

_LOG = logging.getLogger("questionforms.marketplace.notifications")
#: How often to look for events, in seconds.
_EVERY = 1.0


@contextmanager
def notifying(marketplace: Marketplace) -> Iterator[None]:
    """Post the events of a marketplace until the end of the block, if its options say where."""
    if marketplace.options.notify is None:
        yield
        return
    deliverer = Deliverer(marketplace, marketplace.options.notify)
    deliverer.start()
    try:
        yield
    finally:
        deliverer.stop()


class Deliverer:
    """Posts a marketplace's events in the background; several processes may do so for one database."""

    def __init__(self, marketplace: Marketplace, url: str) -> None:
        self._marketplace, self._url = marketplace, url
        self._ended = Event()
        self._thread = Thread(target=self._run, name="questionforms-notifications", daemon=True)

    def start(self) -> None:
        """Start posting events."""
        self._thread.start()

    def stop(self) -> None:
        """Stop soon; an event that is being posted is posted again after the next start if it does not arrive."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(_EVERY)

    def _run(self) -> None:
        connections = urllib3.PoolManager()
        while not self._ended.wait(_EVERY):
            try:
                while not self._ended.is_set() and self._deliver_one(connections):
                    pass
            except Exception:
                if not self._ended.is_set():  # otherwise the database was closed
                    _LOG.exception("notifications could not be posted")

    def _deliver_one(self, connections: urllib3.PoolManager) -> int:
        now = self._marketplace.clock()
        return deliver_due(self._marketplace.database, now, self._url, most=1, connections=connections)
