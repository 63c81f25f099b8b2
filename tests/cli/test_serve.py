"""`questionforms serve`: a marketplace in its own process, used by boto3."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import ClientError, EndpointConnectionError  # type: ignore[import-untyped]
from click.testing import CliRunner, Result

from questionforms.cli import main
from questionforms.mturk import connect
from questionforms.testing import Worker
from tests.long_runs import FOR_EVER

SERVE = [sys.executable, "-m", "questionforms", "serve"]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'marketplace.sqlite'}"


@contextmanager
def serving(
    *arguments: str, end: int = signal.SIGTERM, log: Path = Path(os.devnull)
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a marketplace in its own process, which exits cleanly on a signal."""
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            [*SERVE, "--port", "0", *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True
        ) as process,
    ):
        assert process.stdout
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.send_signal(end)
            assert process.wait(FOR_EVER) == 0


def run(*arguments: str) -> Result:
    """The result of a command that exits without serving."""
    return CliRunner().invoke(main, ["serve", *arguments])


def client(address: str, key: str = "local", secret: str = "local") -> Any:
    """A plain boto3 client that does not retry."""
    return boto3.client(
        "mturk",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.mark.slow
def test_it_serves_until_a_signal(database: str) -> None:
    """It prints its address, serves there, exits with 0 on a signal, and finds its data again in the next run."""
    with serving("--database", database, end=signal.SIGTERM) as (address, _):
        Worker(address, id="A1").close()
        client(address).create_worker_block(WorkerId="A1", Reason="none")
        assert connect(address).get_account_balance()["AvailableBalance"] == "10000.00"
    with pytest.raises(EndpointConnectionError):
        client(address).get_account_balance()
    with serving("--database", database, end=signal.SIGINT) as (address, process):
        assert client(address).list_worker_blocks()["WorkerBlocks"] == [{"WorkerId": "A1", "Reason": "none"}]
        assert client(address, "another").list_worker_blocks()["WorkerBlocks"] == []
    assert process.returncode == 0


def test_new_key(database: str) -> None:
    """A key is printed once, in boto3's configuration format; from then on, only its signatures are accepted."""
    made = run("--database", database, "--new-key", "me")
    assert made.exit_code == 0
    key, secret = (line.split(" = ")[1] for line in made.stdout.splitlines())
    with serving("--database", database) as (address, _):
        assert client(address, key, secret).get_account_balance()["AvailableBalance"] == "10000.00"
        for wrong in ((key, "another"), ("local", "local")):
            with pytest.raises(ClientError, match=r"signature|security token"):
                client(address, *wrong).get_account_balance()


def test_new_layout(database: str, tmp_path: Path) -> None:
    """A page becomes a layout of the account with an access key."""
    page = tmp_path / "page.html"
    page.write_text("<p>${name}</p>", encoding="utf-8")
    made = run("--database", database, "--new-layout", str(page))
    assert made.exit_code == 0
    assert made.stdout.strip().isalnum()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--database", "nothing"], "--database nothing: Could not parse SQLAlchemy URL"),
        (["--database", "sqlite:////no/such/folder/m.sqlite"], "unable to open database file"),
        (
            ["--database", "postgresql+psycopg://me:hidden@localhost:1/x"],
            "--database postgresql+psycopg://me:***@localhost",
        ),
        (["--database", "sqlite://", "--host", "203.0.113.7"], "203.0.113.7:8765: Cannot assign requested address"),
        (["--verdict", "strickt"], "`strickt` is not a valid value; did you mean `strict`?"),
        (["--deposit", "1.001"], "'1.001' is not an amount in US dollars"),
        (["--port", "70000"], "70000"),
    ],
)
def test_what_cannot_be_served(arguments: list[str], said: str) -> None:
    """Errors are reported on one line, with exit code 2, and show no password."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert said in done.stderr


def test_a_port_that_is_taken(database: str) -> None:
    """A port that is in use is reported, with exit code 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        arguments = ["--database", database, "--port", str(taken.getsockname()[1])]
        done = subprocess.run([*SERVE, *arguments], capture_output=True, text=True, check=False, timeout=FOR_EVER)
    assert done.returncode == 2
    assert "Address already in use" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path(database.removeprefix("sqlite:///")).exists()


def test_no_key_for_others(database: str, tmp_path: Path) -> None:
    """On an address that other machines can reach, the start says that keys are needed and workers are shut out."""
    log = tmp_path / "log"
    with serving("--database", database, "--host", "0.0.0.0", log=log) as (address, _):
        assert address.startswith("http://0.0.0.0:")
        port = address.rpartition(":")[2]
        with pytest.raises(ClientError, match="This marketplace has no keys yet"):
            client(f"http://127.0.0.1:{port}").get_account_balance()
    said = log.read_text(encoding="utf-8")
    assert "There are no keys yet, so every request is refused" in said
    assert "The workers' API is closed" in said


def test_log(database: str, tmp_path: Path) -> None:
    """Each request is a line on stderr, as text or as JSON."""
    for style in ("text", "json"):
        log = tmp_path / style
        with serving("--database", database, "--log-format", style, log=log) as (address, _):
            number = client(address).get_account_balance()["ResponseMetadata"]["RequestId"]
        line = log.read_text(encoding="utf-8").splitlines()[-1]
        if style == "json":
            found = json.loads(line)
            assert (found["operation"], found["status"], found["request_id"]) == ("GetAccountBalance", 200, number)
            assert datetime.fromisoformat(found["time"]).tzinfo
        else:
            assert line.endswith(f" GetAccountBalance 200 {number}")


def test_environment(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options can be set by environment variables; the command line wins."""
    monkeypatch.setenv("QUESTIONFORMS_DATABASE", database)
    monkeypatch.setenv("QUESTIONFORMS_LOG_FORMAT", "xml")
    with serving("--log-format", "text") as (address, _):
        assert client(address).get_account_balance()["AvailableBalance"] == "10000.00"
    assert Path(database.removeprefix("sqlite:///")).exists()
    done = run()
    assert done.exit_code == 2
    assert "`xml` is not a valid value" in done.stderr
