"""No request makes the marketplace fail, and every response is JSON that boto3 can parse: 100,000 in `make long`."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from botocore.parsers import create_parser  # type: ignore[import-untyped]
from werkzeug.test import Client

from questionforms.marketplace import Database, Marketplace, create_app
from questionforms.marketplace.api.model import operation_names, service
from tests.long_runs import FACTOR
from tests.marketplace.fuzzing import Fuzzer, Request, api_call, with_each_value
from tests.marketplace.postgresql import cluster
from tests.marketplace.test_killed import check_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.long]

#: How many requests are made on SQLite, a tenth of them on PostgreSQL.
REQUESTS = 2_000 * FACTOR
_FINE = (200, 400, 403, 404, 405, 409, 413, 415)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/fuzzed.sqlite", durability="normal")
        yield found
        found.close()
        return
    with cluster() as url:
        found = Database(url)
        yield found
        found.close()


def checked(request: Request, status: int, headers: dict[str, str], body: bytes) -> Any:
    """What a response contains; it must be one that boto3, or a worker's program, can read."""
    assert status in ((200, 400) if request.operation else _FINE), (request, body)
    if not headers["Content-Type"].startswith("application/"):
        return {}
    if headers["Content-Type"] == "application/octet-stream":
        return {}
    found = json.loads(body, parse_constant=_refuse)
    body.decode("ascii")
    if status != 200:
        assert found["Message"], request
    if request.operation:
        shape = service().operation_model(request.operation).output_shape
        create_parser("json").parse({"body": body, "headers": headers, "status_code": status}, shape)
    return found


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def answered(client: Client, request: Request) -> tuple[int, Any]:
    """The status and the content of the response to a request."""
    headers = {**request.headers, "Host": "127.0.0.1"}
    response = client.open(request.path, method=request.method, headers=headers, data=request.body)
    found = checked(request, response.status_code, dict(response.headers), response.get_data())
    return response.status_code, found


def test_each_value(database: Database) -> None:
    """No value at an edge, in any parameter of any operation, makes the service fail."""
    client = Client(create_app(Marketplace(database), local=True))
    for operation in operation_names():
        for given in with_each_value(operation):
            answered(client, api_call(operation, json.dumps(given).encode()))


def test_requests(database: Database) -> None:
    """Random requests are answered or refused, never with an error of the service, and all sums stay right."""
    fuzzer = Fuzzer(Random(f"{database.engine.dialect.name} 1"))
    marketplace = Marketplace(database, clock=lambda: fuzzer.now)
    client = Client(create_app(marketplace, local=True))
    codes: dict[str, set[int]] = {}
    for _ in range(REQUESTS if database.engine.dialect.name == "sqlite" else REQUESTS // 10):
        fuzzer.pass_time()
        request = fuzzer.request()
        status, found = answered(client, request)
        if request.operation:
            codes.setdefault(request.operation, set()).add(status)
        if status == 200:
            fuzzer.learn(found)
    check_sums(database)
    if database.engine.dialect.name == "sqlite":
        assert len([name for name, seen in codes.items() if seen == {200, 400}]) > len(codes) / 3
