"""What is imported at the start of every Python program that `questionforms run` starts."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import boto3  # type: ignore[import-untyped]
import pytest

from questionforms.redirection.startup import sitecustomize
from questionforms.redirection.startup.sitecustomize import is_service_host
from questionforms.testing.running import Running
from tests.redirection.running_programs import HOSTS, PROGRAMS, SANDBOX, ran

#: The packages that boto3 needs, found where this environment has them.
BOTO3 = ("boto3", "botocore", "jmespath", "s3transfer", "dateutil", "six.py", "urllib3")


@pytest.mark.parametrize(("host", "expected"), HOSTS.items())
def test_hosts(host: str, expected: bool) -> None:
    """The hosts of both APIs and of the sites are Mechanical Turk's, and other services of Amazon are not."""
    assert is_service_host(host) is expected
    assert is_service_host(host.encode()) is expected


def test_it_is_for_older_versions_of_python_too() -> None:
    """The file has no syntax that Python 3.7 does not know."""
    tree = ast.parse(Path(sitecustomize.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))
    assert len(tree.body) > 1


def test_calls_that_botocore_does_not_make(tmp_path: Path, mturk_marketplace: Running) -> None:
    """A call through a socket, a proxy or an event loop is refused, and the error says why."""
    program = tmp_path / "program.py"
    program.write_text(
        "import asyncio, http.client, socket\n"
        "host = 'mturk-requester-sandbox.us-east-1.amazonaws.com'\n"
        "proxied = http.client.HTTPSConnection('127.0.0.1', 9)\n"
        "for call in (\n"
        "    lambda: socket.create_connection((host, 443)),\n"
        "    lambda: http.client.HTTPSConnection(host).request('POST', '/'),\n"
        "    lambda: proxied.set_tunnel(host),\n"
        "    lambda: asyncio.run(asyncio.open_connection(host, 443)),\n"
        "):\n"
        "    try: call()\n"
        "    except ConnectionRefusedError as error: print(error)\n",
        encoding="utf-8",
    )
    printed = ran(tmp_path, sys.executable, program, endpoint=mturk_marketplace.address).splitlines()
    assert len(printed) == 4
    for line in printed:
        expected = f"MTurk calls of this program go to the marketplace at {mturk_marketplace.address}."
        assert line.startswith(f"mturk-requester-sandbox.us-east-1.amazonaws.com is not called: {expected}")


def test_a_sitecustomize_of_the_program(tmp_path: Path, mturk_marketplace: Running) -> None:
    """The program's own `sitecustomize` runs too, is the one that it imports, and an error in it is reported."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    own = theirs / "sitecustomize.py"
    own.write_text("import boto3\nNAME = 'theirs'\n", encoding="utf-8")
    code = (
        "import sitecustomize, sys, boto3\n"
        "print(sitecustomize.NAME, any('redirection' in each for each in sys.path))\n"
        f"print(boto3.client('mturk', endpoint_url='{SANDBOX}').get_account_balance()['AvailableBalance'])\n"
    )
    command = (sys.executable, "-c", code)
    address = mturk_marketplace.address
    assert (
        ran(tmp_path, *command, endpoint=address, variables={"PYTHONPATH": str(theirs)}) == "theirs False\n10000.00\n"
    )
    own.write_text("raise RuntimeError('broken')\n", encoding="utf-8")
    failed = ran(
        tmp_path, sys.executable, "-c", "print('went on')", endpoint=address, variables={"PYTHONPATH": str(theirs)}
    )
    assert failed == "went on\n"


def test_a_program_without_calls_is_as_before(tmp_path: Path, mturk_marketplace: Running) -> None:
    """Nothing is imported that the program does not import, and its modules have their own loaders."""
    heavy = {"boto3", "botocore", "http", "questionforms", "socket", "urllib"}
    code = f"import sys; print(sorted(set(sys.modules) & {heavy!r}))"
    assert ran(tmp_path, sys.executable, "-c", code, endpoint=mturk_marketplace.address) == "[]\n"
    code = "import inspect, http.client as m; print(type(m.__loader__) is type(inspect.__loader__), m.__spec__.loader)"
    plain = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    redirected = ran(tmp_path, sys.executable, "-c", code, endpoint=mturk_marketplace.address)
    assert [line.partition(" object at ")[0] for line in (redirected, plain)] == [
        "True <_frozen_importlib_external.SourceFileLoader"
    ] * 2


@pytest.mark.slow
def test_an_environment_without_this_package(tmp_path: Path, mturk_marketplace: Running) -> None:
    """A program in an environment of its own, where this package is not installed, is redirected."""
    venv.create(tmp_path / "own", with_pip=False)
    python = tmp_path / "own" / "bin" / "python"
    (packages,) = (tmp_path / "own" / "lib").glob("python*/site-packages")
    for name in BOTO3:
        source = Path(boto3.__file__).parents[1] / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, packages / name)
    code = "import importlib.util; print(importlib.util.find_spec('questionforms'))"
    address = mturk_marketplace.address
    assert ran(tmp_path, python, "-c", code, endpoint=address) == "None\n"
    called = ran(tmp_path, python, PROGRAMS / "call_boto3.py", "list_hits", "{}", endpoint=address)
    assert '"NumResults": 0' in called
