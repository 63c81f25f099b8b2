"""The AWS CLI, both SDKs for JavaScript and boto3 do the main job, though they name Amazon's endpoints."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.redirection.main_job import as_json, do_main_job, with_underscores
from tests.redirection.running_programs import AWS, PROGRAMS, SANDBOX, needs_aws, needs_node, node_program, ran

if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

pytestmark = pytest.mark.slow


def test_boto3(tmp_path: Path, mturk_marketplace: Running, mturk_worker: Worker) -> None:
    """boto3 does the main job."""

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        command = (sys.executable, PROGRAMS / "call_boto3.py", with_underscores(operation), json.dumps(parameters))
        return as_json(ran(tmp_path, *command, endpoint=mturk_marketplace.address))

    do_main_job(call, mturk_worker)


@needs_aws
@pytest.mark.parametrize("isolated", [False, True])
def test_aws_cli(tmp_path: Path, mturk_marketplace: Running, mturk_worker: Worker, isolated: bool) -> None:
    """The AWS CLI does the main job, even if its Python imports no `sitecustomize`, like that of version 2."""
    command = tmp_path / "aws"
    python = AWS.with_name("python")
    command.write_text(f'#!/bin/sh\nexec "{python}" {"-I" * isolated} -m awscli "$@"\n', encoding="utf-8")
    command.chmod(0o755)

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        name = with_underscores(operation).replace("_", "-")
        line = ["aws", "--endpoint-url", SANDBOX, "mturk", name, "--cli-input-json", json.dumps(parameters)]
        path = f"{tmp_path}:/usr/bin:/bin"
        return as_json(ran(tmp_path, *line, endpoint=mturk_marketplace.address, variables={"PATH": path}))

    do_main_job(call, mturk_worker)


@needs_node
@pytest.mark.parametrize("program", ["call_v2.cjs", "call_v3.cjs", "call_v3.mjs"])
def test_javascript(tmp_path: Path, mturk_marketplace: Running, mturk_worker: Worker, program: str) -> None:
    """Both SDKs for JavaScript do the main job, in CommonJS and ES modules."""
    file = node_program(tmp_path, program)

    def call(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        name = operation[0].lower() + operation[1:] if "v2" in program else operation
        return as_json(ran(tmp_path, "node", file, name, json.dumps(parameters), endpoint=mturk_marketplace.address))

    do_main_job(call, mturk_worker)
