"""Redirects a test's MTurk calls to a marketplace: those of its own process and those of the programs that it runs."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from questionforms.mturk.client.call import missing_boto3
from questionforms.redirection.environment import redirecting_variables
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
