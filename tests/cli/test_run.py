"""`questionforms run`: programs that name Amazon's endpoints, and how they are started and ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from questionforms.marketplace import Database, Server
from questionforms.testing import Worker
from questionforms.testing.running import Running
from tests.long_runs import FOR_EVER
from tests.redirection.running_programs import PROGRAMS, RUN, SANDBOX, clean_environment, ran

BALANCE = (sys.executable, PROGRAMS / "call_boto3.py", "get_account_balance", "{}")


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command with arguments, in a session without a terminal."""
    return subprocess.Popen(
        [*RUN, *arguments],
        cwd=folder,
        env=clean_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def failed(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the error of a command that does not start its program."""
    with started(folder, *arguments) as process:
        printed, error = process.communicate(timeout=FOR_EVER)
    assert printed == ""
    return process.returncode, error


@pytest.mark.slow
def test_a_sample_program(tmp_path: Path) -> None:
    """A program with the sandbox's endpoint creates a HIT; a worker answers it later; another program reads that."""
    printed = ran(tmp_path, sys.executable, PROGRAMS / "create_hit.py")
    assert printed.startswith("I have $10000.00 in my Sandbox account\n")
    hit = printed.rpartition("HITID = ")[2].split(" ")[0]
    with Server(f"sqlite:///{tmp_path / 'marketplace.sqlite'}") as server:
        worker = Worker(server.address)
        worker.answer(hit, {"sentiment": "happy"})
        worker.close()
    results = (sys.executable, PROGRAMS / "get_results.py", hit)
    elsewhere = {"QUESTIONFORMS_DATABASE": "sqlite:///elsewhere.sqlite"}
    ran(tmp_path, *results, code=1, variables=elsewhere)
    assert ran(tmp_path, *results) == f"Worker {worker.id} answered happy\n"
    assert "9999.82" in ran(tmp_path, *BALANCE)


def test_its_streams_and_exit_code(tmp_path: Path) -> None:
    """The program has the command's input and output, and what the command says is on the error stream."""
    code = "import sys; print(sys.stdin.read().upper()); print('error', file=sys.stderr); sys.exit(7)"
    with started(tmp_path, "--", sys.executable, "-c", code) as process:
        printed, error = process.communicate("hello", timeout=FOR_EVER)
    assert (process.returncode, printed) == (7, "HELLO\n")
    assert error.splitlines()[0].startswith("MTurk calls go to http://127.0.0.1:")
    assert error.splitlines()[0].endswith(", and are stored in sqlite:///marketplace.sqlite")
    assert error.splitlines()[-1] == "error"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_signals_are_passed_on(tmp_path: Path, mturk_marketplace: Running, number: signal.Signals) -> None:
    """A signal reaches the program, which decides what to do; if it ends, the exit code has the signal."""
    code = (
        "import signal, sys\n"
        f"signal.signal({int(number)}, lambda *_: (print('received'), sys.exit(3)))\n"
        "print('ready', flush=True); signal.pause()\n"
    )
    endpoint = ("--endpoint", mturk_marketplace.address)
    with started(tmp_path, *endpoint, "--", sys.executable, "-c", code) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        assert process.wait(FOR_EVER) == 3
        assert process.stdout.read() == "received\n"
    code = f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"
    ran(tmp_path, sys.executable, "-c", code, endpoint=mturk_marketplace.address, code=128 + signal.SIGKILL)


def test_a_marketplace_that_is_running(tmp_path: Path, mturk_marketplace: Running) -> None:
    """With --endpoint, calls go there, nothing is said, and no database is made."""
    with started(tmp_path, "--endpoint", mturk_marketplace.address + "/", *map(str, BALANCE)) as process:
        printed, error = process.communicate(timeout=FOR_EVER)
    assert "10000.00" in printed
    assert error == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_proxies_and_other_settings(tmp_path: Path, mturk_marketplace: Running) -> None:
    """Proxies, endpoints and profiles that the environment names do not keep calls from the marketplace."""
    config = tmp_path / "config"
    config.write_text("[profile work]\nregion = eu-west-1\nignore_configured_endpoint_urls = true\n", encoding="utf-8")
    for variables in (
        {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "no_proxy": "example.org"},
        {"AWS_ENDPOINT_URL": SANDBOX, "AWS_ENDPOINT_URL_MTURK": SANDBOX},
        {"AWS_CONFIG_FILE": str(config), "AWS_PROFILE": "work"},
        {"AWS_ACCESS_KEY_ID": "mine", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"},
    ):
        assert "10000.00" in ran(tmp_path, *BALANCE, endpoint=mturk_marketplace.address, variables=variables)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-program"], 127, "Error: `no-such-program`: command not found"),
        (["./"], 126, "Error: `./`: not executable"),
        (["python a.py"], 127, "Error: `python a.py`: command not found; did you mean `run -- python a.py`?"),
        ([str(PROGRAMS / "call_v2.cjs")], 126, "call_v2.cjs`: not executable; did you mean `run -- node "),
        (["--endpoint", "http://127.0.0.1:1", "ls"], 2, "Connection refused; start a marketplace there with"),
        (["--endpoint", SANDBOX, "ls"], 2, f"--endpoint {SANDBOX} is Mechanical Turk; expected the URL of a mar"),
        (["--endpoint", "127.0.0.1:1", "ls"], 2, "expected the URL of a marketplace, such as http://127.0.0.1:8765"),
        (["--endpoint", "http://127.0.0.1:no", "ls"], 2, "expected the URL of a marketplace"),
        (["--endpoint", SANDBOX, "--database", "sqlite://", "ls"], 2, "with --endpoint, none is"),
        (["--database", "nothing", "ls"], 2, "--database: Could not parse SQLAlchemy URL"),
        (["--database", "sqlite:////no/such/folder/m.sqlite", "ls"], 2, "unable to open database file"),
        ([], 2, "Missing argument 'COMMAND...'"),
    ],
)
def test_what_cannot_be_run(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    """What is wrong is reported, with the exit code of a shell, and no database is made."""
    found, error = failed(tmp_path, *arguments)
    assert found == code
    assert said in error
    assert "Traceback" not in error
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_newer_release(tmp_path: Path) -> None:
    """A database that this release does not know is reported, and the program is not started."""
    url = f"sqlite:///{tmp_path / 'marketplace.sqlite'}"
    database = Database(url)
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    database.close()
    found, error = failed(tmp_path, "--database", url, "--", sys.executable, "-c", "print('started')")
    assert found == 2
    assert "--database: " in error
    assert "Traceback" not in error
