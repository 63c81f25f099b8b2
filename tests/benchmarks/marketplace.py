"""The marketplace in a process of its own, beside a server on loopback that answers each call with recorded bytes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from questionforms.marketplace.store import HIT, Database, HITType, Key
from questionforms.mturk import connect
from tests.benchmarks import forms

if TYPE_CHECKING:
    from tests.benchmarks.timing import Run

#: How many HITs a list has.
LISTED = 100
_HIT: dict[str, Any] = {
    "Title": "Read a review",
    "Description": "Say why it is good or bad.",
    "Reward": "0.01",
    "AssignmentDurationInSeconds": 600,
    "LifetimeInSeconds": 86_400,
    "MaxAssignments": 1,
}
#: Reads requests, and answers each with the bytes for its operation, in one write.
_SERVER = """
import json, socket, sys, threading
answers = {name.encode(): text.encode() for name, text in json.loads(sys.stdin.readline()).items()}

def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b""
    while True:
        while b"\\r\\n\\r\\n" not in received:
            part = connection.recv(65536)
            if not part:
                return
            received += part
        head, _, rest = received.partition(b"\\r\\n\\r\\n")
        fields = dict(line.split(b": ", 1) for line in head.split(b"\\r\\n")[1:])
        fields = {name.lower(): value for name, value in fields.items()}
        length = int(fields[b"content-length"])
        while len(rest) < length:
            rest += connection.recv(65536)
        received = rest[length:]
        body = answers[fields[b"x-amz-target"].rpartition(b".")[2]]
        head = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/x-amz-json-1.1\\r\\nContent-Length: %d\\r\\n\\r\\n"
        connection.sendall(head % len(body) + body)

server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=server.accept()[:1], daemon=True).start()
"""


@contextmanager
def process(*command: str, said: str = "") -> Iterator[str]:
    """The first line that a process prints; it runs as long as the block."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(said)
        running.stdin.flush()
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


def filled(folder: Path, hits: int) -> str:
    """The URL of a database with as many HITs, of the requester whose key is `bench`."""
    url = f"sqlite:///{folder}/{hits}.sqlite"
    question = forms.write(forms.plain(3))
    with _served(url) as client:
        client.create_hit(**_HIT, Question=question)
    store, now = Database(url), datetime.now(UTC)
    with store.transaction() as session:
        kind, requester = session.query(HITType).one(), session.query(Key).one().requester_id
        session.bulk_save_objects(
            HIT(
                requester_id=requester,
                type_id=kind.id,
                group_id="3G",
                created=now - timedelta(seconds=number),
                expiration=now + timedelta(days=30),
                question=question,
                max_assignments=1,
                available=1,
            )
            for number in range(hits - 1)
        )
    store.close()
    return url


@contextmanager
def _served(url: str) -> Iterator[Any]:
    """A client of a marketplace in a process of its own."""
    with process(sys.executable, "-m", "questionforms", "serve", "--port", "0", "--database", url) as address:
        client = connect(address, aws_access_key_id="bench", aws_secret_access_key="bench")
        try:
            yield client
        finally:
            client.close()


@contextmanager
def contenders(*sizes: int) -> Iterator[dict[str, Run]]:
    """The calls on marketplaces with as many HITs, and on a server that answers with the same bytes."""
    question = forms.write(forms.plain(3))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clients = {f"{size:,} HITs": stack.enter_context(_served(filled(folder, size))) for size in sizes}
        first = next(iter(clients.values()))
        recorded = {
            "CreateHIT": _body(first.create_hit(**_HIT, Question=question)),
            "ListHITs": _body(first.list_hits(MaxResults=LISTED)),
        }
        port = stack.enter_context(process(sys.executable, "-c", _SERVER, said=json.dumps(recorded) + "\n"))
        peer = connect(f"http://127.0.0.1:{port}", aws_access_key_id="bench", aws_secret_access_key="bench")
        stack.callback(peer.close)
        clients["recorded"] = peer
        yield {
            f"{work}, {name}": run
            for name, client in clients.items()
            for work, run in (
                ("create_hit", lambda client=client: client.create_hit(**_HIT, Question=question)),
                ("list_hits", lambda client=client: client.list_hits(MaxResults=LISTED)),
            )
        }


def _body(response: dict[str, Any]) -> str:
    """A response as JSON, as the marketplace wrote it."""
    return json.dumps(
        {name: value for name, value in response.items() if name != "ResponseMetadata"},
        default=datetime.timestamp,
    )
