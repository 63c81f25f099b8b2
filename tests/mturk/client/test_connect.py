"""Boto3 clients for each endpoint; none of them contacts Amazon here."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from botocore.config import Config  # type: ignore[import-untyped]

import questionforms.mturk
from questionforms import InvalidArgument, MissingExtra, WrongType
from questionforms.mturk import connect
from questionforms.mturk.client.endpoints import ENDPOINTS, LOCAL, PRODUCTION, SANDBOX, endpoint_of, is_on_this_machine
from tests.mturk.loopback import Loopback, serving


def keys(client: Any) -> tuple[str, str] | None:
    """The keys with which a client signs."""
    found = client._request_signer._credentials
    return found and (found.access_key, found.secret_key)


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("local", LOCAL),
        ("sandbox", SANDBOX),
        ("production", PRODUCTION),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("https://turk.example.com/v1", "https://turk.example.com/v1"),
    ],
)
def test_endpoint_is_a_name_or_a_url(endpoint: str, url: str) -> None:
    """Each name leads to its URL, and a URL to itself, in the only region; retries are adaptive."""
    client = connect(endpoint)
    assert client.meta.endpoint_url == url
    assert client.meta.region_name == "us-east-1"
    assert client.meta.config.retries["mode"] == "adaptive"
    assert client.meta.service_model.service_name == "mturk"
    assert endpoint_of("here", client) == (endpoint if endpoint in ENDPOINTS else url)
    client.close()


def test_endpoint_is_local_unless_given() -> None:
    """Amazon is never contacted unless it is named."""
    client = connect()
    assert client.meta.endpoint_url == LOCAL
    assert is_on_this_machine(LOCAL)
    client.close()


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ("sandbx", "'sandbx' is not an endpoint; expected 'local', 'sandbox', 'production', or a URL such as "),
        ("sandbx", r"did you mean 'sandbox'\?$"),
        ("Production ", r"did you mean 'production'\?$"),
        ("localhost:5000", r"did you mean 'http://localhost:5000'\?$"),
        (
            "mturk-requester.us-east-1.amazonaws.com",
            r"did you mean 'https://mturk-requester.us-east-1.amazonaws.com'\?$",
        ),
        ("HTTP://127.0.0.1:1", r"did you mean 'http://127.0.0.1:1'\?$"),
        ("http://", r"or a URL such as 'http://127.0.0.1:8765'$"),
        ("ftp://example.com", r"or a URL such as 'http://127.0.0.1:8765'$"),
        ("", r"'' is not an endpoint"),
    ],
)
def test_other_texts_are_no_endpoints(endpoint: str, message: str) -> None:
    """Anything but a name or a URL is rejected, with what was probably meant."""
    with pytest.raises(InvalidArgument, match=message):
        connect(endpoint)


def test_endpoint_is_text() -> None:
    """Other types are rejected."""
    with pytest.raises(WrongType, match="connect: argument `endpoint`: 5000 is an int"):
        connect(5000)  # type: ignore[arg-type]


def test_options_of_boto3_are_kept() -> None:
    """The caller's region, keys and configuration are used; only the retry mode is added."""
    config = Config(retries={"total_max_attempts": 7}, read_timeout=5, proxies={"http": "http://proxy:1"})
    client = connect(
        "local", config=config, region_name="eu-west-1", aws_access_key_id="mine", aws_secret_access_key="secret"
    )
    found = client.meta.config
    assert (found.retries["mode"], found.retries["total_max_attempts"], found.read_timeout) == ("adaptive", 7, 5)
    assert found.proxies == {"http": "http://proxy:1"}
    assert client.meta.region_name == "eu-west-1"
    assert keys(client) == ("mine", "secret")
    client.close()
    client = connect("local", config=Config(retries={"mode": "standard"}))
    assert client.meta.config.retries["mode"] == "standard"
    client.close()


@pytest.mark.parametrize("endpoint", ["local", "http://localhost:1", "http://127.1.2.3:1", "http://[::1]:1"])
def test_this_machine_needs_no_keys(endpoint: str) -> None:
    """Without keys, calls to this machine are still signed."""
    client = connect(endpoint)
    assert keys(client) == ("local", "local")
    client.close()


@pytest.mark.parametrize(
    "endpoint", ["sandbox", "production", "http://turk.example.com", "http://127.0.0.1.example.com"]
)
def test_other_machines_get_no_made_up_keys(endpoint: str) -> None:
    """The keys for this machine are never sent to another."""
    client = connect(endpoint)
    assert keys(client) is None
    client.close()


def test_keys_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Keys that boto3 finds in the environment or its file take precedence over placeholder keys."""
    file = tmp_path / "credentials"
    file.write_text("[default]\naws_access_key_id = filed\naws_secret_access_key = secret\n", encoding="utf-8")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)
    client = connect()
    assert keys(client) == ("filed", "secret")
    client.close()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "set")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)
    client = connect()
    assert keys(client) == ("set", "secret")
    client.close()


def test_no_proxy_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls to this machine ignore any proxy in the environment."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving() as loopback:
        client = connect(loopback.url)
        client.get_account_balance()
        client.close()
    assert [request.operation for request in loopback.requests] == ["GetAccountBalance"]


def test_connecting_sends_nothing(loopback: Loopback) -> None:
    """Creating a client makes no call."""
    client = connect(loopback.url)
    assert loopback.requests == []
    client.close()


def test_importing_loads_no_boto3() -> None:
    """Boto3 is only imported by `connect`, not by the package or a dry run."""
    code = """
import sys
from questionforms.mturk import *
from questionforms.mturk import hit_parameters
try:
    hit_parameters("<a/>", title="a", description="b", reward=1, duration=60, lifetime=60)
except InvalidParameters:
    print(sorted({"boto3", "botocore"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_missing_boto3_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without boto3, the message has the command to install it."""
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(MissingExtra, match=r"pip install 'questionforms\[mturk\]'"):
        connect()


def test_all_is_what_there_is() -> None:
    """`__all__` is sorted, each name is there, documented, and listed by `dir`."""
    module = questionforms.mturk
    assert sorted(module.__all__) == module.__all__
    for name in module.__all__:
        assert getattr(module, name).__doc__
        assert name in dir(module)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        module.nothing  # noqa: B018
