"""Runs programs with `questionforms run`, in an environment without this machine's AWS configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.long_runs import FOR_EVER
from tests.markdown import ROOT

PROGRAMS = Path(__file__).parent / "programs"
#: Where `.ci/run` installs clients that are not this project's dependencies.
CLIENTS = Path(os.environ.get("QUESTIONFORMS_CLIENTS") or ROOT / ".clients").absolute()
AWS = CLIENTS / "aws" / "bin" / "aws"
MODULES = CLIENTS / "node" / "node_modules"
#: The command, from this checkout, without a PYTHONPATH that the program would inherit.
RUN = [
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from questionforms.cli import main; main()",
]
RUN += ["run"]
SANDBOX = "https://mturk-requester-sandbox.us-east-1.amazonaws.com"

#: Host -> whether it is Mechanical Turk's.
HOSTS = {
    "mturk-requester-sandbox.us-east-1.amazonaws.com": True,
    "MTurk-Requester.us-east-1.amazonaws.com.": True,
    "mturk-requester.eu-north-1.amazonaws.com": True,
    "mturk-requester-fips.us-east-1.api.aws": True,
    "mechanicalturk.amazonaws.com": True,
    "mechanicalturk.sandbox.amazonaws.com": True,
    "workersandbox.mturk.com": True,
    "mturk.com": True,
    "s3.amazonaws.com": False,
    "sts.us-east-1.amazonaws.com": False,
    "my-mturk.com": False,
    "mturk-requester.example.org": False,
    "127.0.0.1": False,
}

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (MODULES / "aws-sdk").exists(),
    reason="needs Node, and what .ci/clients installs",
)
needs_aws = pytest.mark.skipif(not AWS.exists(), reason="needs the AWS CLI, and what .ci/clients installs")


def clean_environment(folder: Path) -> dict[str, str]:
    """This process's environment without settings for AWS, proxies or Python, and with a home folder without files."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "PYTHON", "NODE_")) and not name.lower().endswith("_proxy")
    }
    return {**ours, "HOME": str(folder / "home")}


def ran(
    folder: Path,
    *command: str | Path,
    endpoint: str | None = None,
    code: int = 0,
    variables: dict[str, str] | None = None,
) -> str:
    """What a program prints; it runs in the folder, and ends with the given exit code."""
    options = [] if endpoint is None else ["--endpoint", endpoint]
    done = subprocess.run(
        [*RUN, *options, "--", *map(str, command)],
        cwd=folder,
        env=clean_environment(folder) | (variables or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=FOR_EVER,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def node_program(folder: Path, name: str) -> Path:
    """A program in a folder where Node finds the SDKs."""
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(MODULES)
    return Path(shutil.copy(PROGRAMS / name, folder))
