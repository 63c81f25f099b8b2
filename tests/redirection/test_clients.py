"""The AWS CLI, both SDKs for JavaScript and boto3 do the main job, though they name Amazon's endpoints.

The marketplace has a key, so each request must be signed for the host that it reaches.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from questionforms.marketplace.core.accounts import create_key
from tests.redirection.main_job import as_json, do_main_job, with_underscores
from tests.redirection.running_programs import AWS, PROGRAMS, SANDBOX, needs_aws, needs_node, node_program, ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

    RunClient = Callable[..., dict[str, Any]]

pytestmark = pytest.mark.slow


@pytest.fixture
def keys(mturk_marketplace: Running) -> dict[str, str]:
    """The environment variables with the marketplace's only key."""
    with mturk_marketplace.database.transaction() as session:
        key = create_key(session, "requester", mturk_marketplace.now)
        assert key.secret is not None
        return {"AWS_ACCESS_KEY_ID": key.access_key, "AWS_SECRET_ACCESS_KEY": key.secret}


@pytest.fixture
def run_client(tmp_path: Path, mturk_marketplace: Running, keys: dict[str, str]) -> RunClient:
    """Runs a program with the key, and reads the response that it prints."""

    def run_client(*command: str | Path, **variables: str) -> dict[str, Any]:
        return as_json(ran(tmp_path, *command, endpoint=mturk_marketplace.address, variables=keys | variables))

    return run_client


def test_boto3(run_client: RunClient, mturk_worker: Worker) -> None:
    """boto3 does the main job."""

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        program = PROGRAMS / "call_boto3.py"
        return run_client(sys.executable, program, with_underscores(operation), json.dumps(parameters))

    do_main_job(call, mturk_worker)


@needs_aws
@pytest.mark.parametrize("isolated", [False, True])
def test_aws_cli(tmp_path: Path, run_client: RunClient, mturk_worker: Worker, isolated: bool) -> None:
    """The AWS CLI does the main job, even if its Python imports no `sitecustomize`, like that of version 2."""
    command = tmp_path / "aws"
    python = AWS.with_name("python")
    command.write_text(f'#!/bin/sh\nexec "{python}" {"-I" * isolated} -m awscli "$@"\n', encoding="utf-8")
    command.chmod(0o755)

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        name = with_underscores(operation).replace("_", "-")
        line = ["aws", "--endpoint-url", SANDBOX, "mturk", name, "--cli-input-json", json.dumps(parameters)]
        return run_client(*line, PATH=f"{tmp_path}:/usr/bin:/bin")

    do_main_job(call, mturk_worker)


@needs_node
@pytest.mark.parametrize("program", ["call_v2.cjs", "call_v3.cjs", "call_v3.mjs"])
def test_javascript(tmp_path: Path, run_client: RunClient, mturk_worker: Worker, program: str) -> None:
    """Both SDKs for JavaScript do the main job, in CommonJS and ES modules."""
    file = node_program(tmp_path, program)

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        name = operation[0].lower() + operation[1:] if "v2" in program else operation
        return run_client("node", file, name, json.dumps(parameters))

    do_main_job(call, mturk_worker)


@needs_aws
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--endpoint-url", SANDBOX, "--output", "text", "mturk", "get-account-balance"], "10000.00\n"),
        (["--region", "eu-west-1", "mturk", "get-account-balance", "--output=text"], "10000.00\n"),
        (["--output", "text", "mturk", "get-account-balance", f"--endpoint-url={SANDBOX}"], "10000.00\n"),
        (["mturk", "notify-workers", "--subject", "a b", "--message-text", "c '$d'\n", "--worker-ids", "A1"], "A1"),
        (["configure", "get", "endpoint-url", "--profile", "mturk"], ""),
    ],
)
def test_options_of_the_aws_cli(
    tmp_path: Path, mturk_marketplace: Running, arguments: list[str], expected: str
) -> None:
    """`--endpoint-url` is replaced wherever it is; other arguments, and commands of other services, are left alone."""
    config = tmp_path / "config"
    config.write_text("[profile mturk]\nregion = us-east-1\n", encoding="utf-8")
    variables = {"PATH": f"{AWS.parent}:/usr/bin:/bin", "AWS_CONFIG_FILE": str(config)}
    code = 1 if "configure" in arguments else 0
    printed = ran(tmp_path, "aws", *arguments, endpoint=mturk_marketplace.address, variables=variables, code=code)
    assert expected in printed
