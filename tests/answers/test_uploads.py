"""Fetching a file that a worker uploaded, from a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from questionforms import Answer, Answers, IncompleteDownload, InvalidArgument, LostResponse
from questionforms.answers import download
from tests.answers.written import on_one_line

CONTENT = bytes(range(256)) * 1_000


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Client:
    """What boto3's client answers to the two calls, and which were made."""

    def __init__(self, url: str, answers: Answers) -> None:
        self.url, self.answers = url, answers
        self.calls: list[str] = []
        #: How many of the next responses are cut off.
        self.cut = 0

    def get_assignment(self, *, AssignmentId: str) -> dict[str, dict[str, str]]:  # noqa: N803
        """The assignment, whatever its name."""
        self.calls.append(f"get_assignment {AssignmentId}")
        return {} if self._is_cut() else {"Assignment": {"Answer": on_one_line(self.answers)}}

    def get_file_upload_url(self, *, AssignmentId: str, QuestionIdentifier: str) -> dict[str, str]:  # noqa: N803
        """The address of the file."""
        self.calls.append(f"get_file_upload_url {AssignmentId} {QuestionIdentifier}")
        return {} if self._is_cut() else {"FileUploadURL": self.url}

    def _is_cut(self) -> bool:
        self.cut -= 1
        return self.cut >= 0


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A client whose service has one file, of the size that the answer records."""
    served = tmp_path / "served"
    served.mkdir()
    (served / "file").write_bytes(CONTENT)
    answers = Answers(Answer("photo", upload_size=len(CONTENT), upload_key="k/photo.jpg"), Answer("why", text="x"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(served)))
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield Client(f"http://127.0.0.1:{server.server_port}/file", answers)
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_is_fetched(client: Client, tmp_path: Path) -> None:
    """By the question's identifier the size is asked for first; an Answer knows it. A file in its place is replaced."""
    path = tmp_path / "photo.jpg"
    assert download(client, "A1", "photo", path) == path
    assert path.read_bytes() == CONTENT
    assert client.calls == ["get_assignment A1", "get_file_upload_url A1 photo"]
    path.write_text("before")
    download(client, "A1", client.answers["photo"], str(path))
    assert path.read_bytes() == CONTENT
    assert client.calls[2:] == ["get_file_upload_url A1 photo"]


@pytest.mark.parametrize(("size", "came"), [(5, "more than 5"), (len(CONTENT) + 1, f"{len(CONTENT):,}")])
def test_another_size_than_recorded(client: Client, tmp_path: Path, size: int, came: str) -> None:
    """A file that is longer or shorter is refused; what stood in its place stays, and nothing is left beside it."""
    path = tmp_path / "photo.jpg"
    path.write_text("before")
    with pytest.raises(IncompleteDownload, match=f"^received {came} bytes of .*'photo'; expected {size:,} bytes$"):
        download(client, "A1", Answer("photo", upload_size=size, upload_key="k"), path)
    assert path.read_text() == "before"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["photo.jpg", "served"]


@pytest.mark.parametrize("question", ["why", "nothing"])
def test_no_file_was_sent(client: Client, tmp_path: Path, question: str) -> None:
    """Another answer, or none, is refused before the service is asked for a file."""
    with pytest.raises(InvalidArgument, match=question):
        download(client, "A1", question, tmp_path / "x")
    assert client.calls == ["get_assignment A1"]


def test_other_addresses_are_not_opened(client: Client, tmp_path: Path) -> None:
    """An address that is not of the web, such as a file's, is refused."""
    client.url = (tmp_path / "served" / "file").as_uri()
    with pytest.raises(InvalidArgument, match="not a URL"):
        download(client, "A1", "photo", tmp_path / "x")
    client.url = "http://127.0.0.1:1/file"
    with pytest.raises(OSError, match="refused"):
        download(client, "A1", "photo", tmp_path / "x")
    assert [file.name for file in tmp_path.iterdir()] == ["served"]


def test_responses_that_are_cut_off(client: Client, tmp_path: Path) -> None:
    """A response without its member is asked for again; after three, LostResponse is raised and no file is written."""
    client.cut = 2
    download(client, "A1", "photo", tmp_path / "photo.jpg")
    assert client.calls == ["get_assignment A1"] * 3 + ["get_file_upload_url A1 photo"]
    client.cut = 3
    with pytest.raises(LostResponse, match=r"^GetFileUploadURL: LostResponse: the response has no `FileUploadURL`"):
        download(client, "A1", client.answers["photo"], tmp_path / "other.jpg")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["photo.jpg", "served"]
