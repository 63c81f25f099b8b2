"""The WSGI application: configured by the environment, served by several processes on one database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import urllib3
from botocore.exceptions import ClientError  # type: ignore[import-untyped]

from questionforms import FileUploadAnswer, Question, QuestionForm
from questionforms.exceptions import InvalidArgument
from questionforms.marketplace.configuration import Options, declared_options
from questionforms.marketplace.core.accounts import create_key
from questionforms.marketplace.store import Database, Key
from questionforms.testing.running import Running
from questionforms.testing.workers import Worker
from tests.marketplace.making import new_hit
from tests.marketplace.postgresql import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def new_key(url: str) -> Key:
    """A key in the marketplace of a database."""
    store = Database(url)
    with store.transaction() as session:
        key = create_key(session, "lab", Running().now)
    store.close()
    return key


@contextmanager
def gunicorn(folder: Path, url: str, *, processes: int, **environment: str) -> Iterator[str]:
    """The address of the application under gunicorn."""
    log = folder / "gunicorn.log"
    command = [
        *(sys.executable, "-m", "gunicorn", "questionforms.marketplace.wsgi:application"),
        *("--bind", "127.0.0.1:0", "--workers", str(processes), "--threads", "4", "--no-control-socket"),
    ]
    variables = {**os.environ, "QUESTIONFORMS_DATABASE": url, **environment}
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=variables, stdout=out, stderr=out, cwd=folder)
    try:
        yield _address(log, server, processes)
    finally:
        server.terminate()
        server.wait()


def _address(log: Path, server: subprocess.Popen[bytes], processes: int) -> str:
    """Where gunicorn listens, once all of its processes have started."""
    while server.poll() is None:
        said = log.read_text(encoding="utf-8")
        if said.count("Booting worker with pid") == processes and "Listening at: " in said:
            return said.partition("Listening at: ")[2].split()[0]
    raise AssertionError(log.read_text(encoding="utf-8"))


def client_of(address: str, key: Key) -> Any:
    """A client with a key."""
    running = Running()
    running.address = address
    return running.client(key.access_key, key.secret or "")


@pytest.mark.slow
def test_two_processes(tmp_path: Path) -> None:
    """Two processes on PostgreSQL share everything: HITs, balances, and what signs the URLs of files."""
    with cluster() as url:
        key = new_key(url)
        with gunicorn(tmp_path, url, processes=2, QUESTIONFORMS_LOCAL="1", QUESTIONFORMS_LOG_FORMAT="json") as address:
            form = QuestionForm(Question("f", "File?", FileUploadAnswer(max_bytes=100)), version="2005-10-01")
            worker = Worker(address)
            for _ in range(8):  # new connections, so that either process may answer
                client = client_of(address, key)
                hit = new_hit(client, Question=form.to_xml())
                assignment = worker.answer(hit, {"f": b"content"})["AssignmentId"]
                found = client.get_file_upload_url(AssignmentId=assignment, QuestionIdentifier="f")
                client.approve_assignment(AssignmentId=assignment)
                client.close()
                with urllib3.PoolManager(retries=False) as connections:
                    assert connections.request("GET", found["FileUploadURL"]).data == b"content"
            worker.close()
            client = client_of(address, key)
            assert client.get_account_balance()["AvailableBalance"] == "9999.04"
            client.close()
    lines = [line for line in (tmp_path / "gunicorn.log").read_text(encoding="utf-8").splitlines() if line[:1] == "{"]
    operations = [json.loads(line)["operation"] for line in lines]
    assert operations.count("CreateHIT") == operations.count("ApproveAssignment") == 8


@pytest.mark.slow
def test_closed(tmp_path: Path) -> None:
    """Without QUESTIONFORMS_LOCAL each request needs a key, also on this machine, and the log says so at the start."""
    url = f"sqlite:///{tmp_path}/marketplace.sqlite"
    with gunicorn(tmp_path, url, processes=1) as address:
        client = client_of(address, Key(access_key="any", secret="any"))
        with pytest.raises(ClientError, match="This marketplace has no keys yet"):
            client.get_account_balance()
        client.close()
        with pytest.raises(Exception, match="Forbidden"):
            Worker(address)
        client = client_of(address, new_key(url))
        assert client.get_account_balance()["AvailableBalance"] == "10000.00"
        client.close()
    said = (tmp_path / "gunicorn.log").read_text(encoding="utf-8")
    assert "There are no keys yet, so every request is refused" in said


def test_environment() -> None:
    """Each option has a variable; an empty one counts as missing."""
    said = {
        "QUESTIONFORMS_DATABASE": "sqlite:///other.sqlite",
        "QUESTIONFORMS_VERDICT": "open",
        "QUESTIONFORMS_DEPOSIT": "12.50",
        "QUESTIONFORMS_FEE": "0",
        "QUESTIONFORMS_DURABILITY": "",
        "QUESTIONFORMS_PUBLIC_ADDRESS": "https://mturk.example.org/",
    }
    options = Options.from_environment(said)
    assert (options.database, options.verdict, str(options.deposit)) == ("sqlite:///other.sqlite", "open", "12.50")
    assert (str(options.fees.rate), options.durability) == ("0", "full")
    assert options.public_address == "https://mturk.example.org"
    assert Options.from_environment({}) == Options()
    assert {option.variable for option in declared_options()} >= said.keys()


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("QUESTIONFORMS_VERDICT", "strikt", "`strikt` is not a valid value; did you mean `strict`?"),
        ("QUESTIONFORMS_DEPOSIT", "lots", "'lots' is not an amount in US dollars, such as 500"),
        ("QUESTIONFORMS_DEPOSIT", "1.005", "'1.005' is not an amount in US dollars, such as 500 or 12.50"),
        ("QUESTIONFORMS_FEE", "20", "'20' is not a share from 0 to 10, such as 0.2 for 20%"),
        ("QUESTIONFORMS_FEE", "nan", "'nan' is not a share, such as 0.2 for 20%"),
        (
            "QUESTIONFORMS_PUBLIC_ADDRESS",
            "example.org",
            "'example.org' is not the URL of a site, such as https://mturk",
        ),
        ("QUESTIONFORMS_PUBLIC_ADDRESS", "http://[", "'http://[' is not the URL of a site, such as https://mturk"),
    ],
)
def test_wrong_environment(variable: str, value: str, message: str) -> None:
    """A value that is not valid is refused, with the name of its variable."""
    with pytest.raises(InvalidArgument) as caught:
        Options.from_environment({variable: value})
    assert variable in str(caught.value)
    assert message in str(caught.value)
