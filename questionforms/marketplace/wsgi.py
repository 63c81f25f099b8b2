"""The marketplace for a WSGI server: `gunicorn questionforms.marketplace.wsgi:application`.

It is configured by the variables `QUESTIONFORMS_*`, which have the names of the options of `questionforms serve`. Each
request needs a key, and the workers' API is closed, unless `QUESTIONFORMS_LOCAL` is 1: set it only if nobody but the
people of this machine can reach the server.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.app import create_app
from questionforms.marketplace.configuration import Options
from questionforms.marketplace.context import Marketplace
from questionforms.marketplace.core.accounts import is_open
from questionforms.marketplace.delivery.deliverer import Deliverer
from questionforms.marketplace.logs import log_to_stderr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

_LOCAL = "QUESTIONFORMS_LOCAL"
_LOG = logging.getLogger("questionforms.marketplace")


def configured(environment: Mapping[str, str] = os.environ) -> Flask:
    """The application that the environment describes. Raises InvalidArgument for a variable that is not valid."""
    options = Options.from_environment(environment)
    local = environment.get(_LOCAL) or "0"
    if local not in ("0", "1"):
        raise InvalidArgument("environment", _LOCAL, f"{local!a} is neither 0 nor 1")
    log_to_stderr(options.log_format)
    marketplace = Marketplace.opened(options)
    # a server that forks after this must not share the connections
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: marketplace.database.engine.dispose(close=False))
    if options.notify is not None:
        _notify(marketplace, options.notify)
    with marketplace.database.transaction() as session:
        without_keys = is_open(session)
    if without_keys and local == "0":
        _LOG.warning(
            "There are no keys yet, so every request is refused. Create one: questionforms marketplace keys new NAME"
        )
    return create_app(marketplace, local=local == "1")


def _notify(marketplace: Marketplace, url: str) -> None:
    """Post events in this process, and in those that it forks, which do not have its threads."""
    Deliverer(marketplace, url).start()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: Deliverer(marketplace, url).start())


def __getattr__(name: str) -> Flask:
    """The application, made when the WSGI server looks it up: importing this module opens no database."""
    if name != "application":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = configured()
    return found
