"""Redirects a test's MTurk calls to a marketplace: those of its own process and those of the programs that it runs."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from questionforms.mturk.client.call import missing_boto3
from questionforms.redirection.environment import NO_KEY, redirecting_variables
from questionforms.redirection.startup.sitecustomize import redirect

if TYPE_CHECKING:
    import pytest


def redirect_calls(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Redirect calls until `monkeypatch` is undone, those of clients that already exist included."""
    for name, value in redirecting_variables(address, os.environ).items():
        monkeypatch.setenv(name, value)
    try:
        import boto3  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise missing_boto3() from error
    for module in ("botocore.endpoint", "botocore.httpsession", "http.client", "socket"):
        import_module(module)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it would remember the keys
    redirect(address, monkeypatch.setattr)
    _sign_without_keys(monkeypatch)


def _sign_without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clients sign that were created when there were no keys, as those of modules often are."""
    from botocore.credentials import Credentials  # type: ignore[import-untyped]
    from botocore.signers import RequestSigner  # type: ignore[import-untyped]

    original = RequestSigner.sign

    def sign(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self._credentials is not None or self._service_id != "MTurk":
            return original(self, *args, **kwargs)
        self._credentials = Credentials(NO_KEY, NO_KEY)
        try:
            return original(self, *args, **kwargs)
        finally:
            self._credentials = None

    monkeypatch.setattr(RequestSigner, "sign", sign)
