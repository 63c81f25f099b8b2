"""`questionforms marketplace keys`: created, listed, revoked; and the marketplace's secret."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms.marketplace import Server
from questionforms.testing.running import Running

if TYPE_CHECKING:
    from tests.cli.marketplace.commands import Commands


def balance(address: str, *key: str) -> str:
    """The balance that a call with a key returns, or the code of its refusal."""
    running = Running()
    running.address = address
    client: Any = running.client(*key)
    try:
        return str(client.get_account_balance()["AvailableBalance"])
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    finally:
        client.close()


def test_new(commands: Commands) -> None:
    """A key is printed once; its database is new and private; its signature is accepted, and no other."""
    key, secret = commands.new_key()
    assert stat.S_IMODE(commands.file.stat().st_mode) == 0o600
    assert [(one["access_key"], one["requester"], one["revoked"]) for one in commands.records("keys", "list")] == [
        (key, "lab", None)
    ]
    assert secret not in commands.output("keys", "list")
    with Server(commands.url) as server:
        assert balance(server.address, key, secret) == "10000.00"
        assert balance(server.address, key, "wrong") == "InvalidSignatureException"
        assert balance(server.address, "local", "local") == "UnrecognizedClientException"


def test_revoke(commands: Commands) -> None:
    """A revoked key is refused from the next request on, while the marketplace runs; other keys still work."""
    first, second = commands.new_key(), commands.new_key()
    with Server(commands.url) as server:
        assert balance(server.address, *first) == "10000.00"
        assert commands.output("keys", "revoke", first[0]) == f"{first[0]} is revoked\n"
        assert balance(server.address, *first) == "UnrecognizedClientException"
        assert balance(server.address, *second) == "10000.00"
    assert commands.output("keys", "revoke", first[0]) == f"{first[0]} was already revoked\n"


def test_revoke_last(commands: Commands) -> None:
    """A marketplace whose last key is revoked refuses all requests, and does not fall back to any signature."""
    key = commands.new_key()
    done = commands.result("keys", "revoke", key[0])
    assert "No valid key is left, so every request is refused." in done.stderr
    with Server(commands.url) as server:
        for wrong in (key, ("local", "local"), ("new", "new")):
            assert balance(server.address, *wrong) == "UnrecognizedClientException"


def test_revoke_before_keys(commands: Commands) -> None:
    """Without keys, the access key of one requester can be revoked, and others still work."""
    with Server(commands.url) as server:
        assert balance(server.address, "mallory", "x") == "10000.00"
        commands.output("keys", "revoke", "mallory")
        assert balance(server.address, "mallory", "x") == "UnrecognizedClientException"
        assert balance(server.address, "local", "x") == "10000.00"


def test_unknown_key(commands: Commands) -> None:
    """The error for an unknown key says which was probably meant."""
    key, _ = commands.new_key()
    assert f"there is no key `{key[:-1]}`; did you mean `{key}`?" in commands.error("keys", "revoke", key[:-1])


def test_rotate_secret(commands: Commands) -> None:
    """A new secret changes the key of notifications; access keys still work."""
    key = commands.new_key()
    before = commands.output("keys", "notification-key")
    assert commands.output("keys", "notification-key") == before
    commands.output("keys", "rotate-secret")
    assert commands.output("keys", "notification-key") != before
    with Server(commands.url) as server:
        assert balance(server.address, *key) == "10000.00"


@pytest.mark.parametrize("name", ["", " ", "a\x1b[31m"])
def test_names(commands: Commands, name: str) -> None:
    """A requester needs a name that can be shown, and nothing is created for any other."""
    assert "printable" in commands.error("keys", "new", name)
    assert not commands.file.exists()


def test_missing_database(commands: Commands) -> None:
    """A command that needs a database does not create one."""
    assert f"there is no file {commands.file}" in commands.error("keys", "list")
    assert not commands.file.exists()


def test_misspelt_command(commands: Commands) -> None:
    """The error for an unknown subcommand says which was probably meant."""
    assert "there is no command `key`; did you mean `keys`?" in commands.error("key")
