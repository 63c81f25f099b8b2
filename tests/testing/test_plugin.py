"""The pytest plugin: its fixtures, and its cost for projects that do not use them."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from questionforms.exceptions import WrongType
from questionforms.mturk import Hit
from tests.marketplace.making import new_hit

if TYPE_CHECKING:
    from pathlib import Path

    from questionforms.testing.running import Running
    from questionforms.testing.workers import Worker

pytestmark = pytest.mark.slow
#: No cache, and no plugin that takes long to load.
QUICK = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest"]


def ran(
    folder: Path, test: str, *options: str, warnings: tuple[str, ...] = ("-W", "error"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run pytest on a test of another project, with only its own settings."""
    (folder / "test_it.py").write_text(textwrap.dedent(test), encoding="utf-8")
    return subprocess.run(
        [sys.executable, *warnings, "-m", "pytest", "-q", *QUICK, "--rootdir", str(folder), *options, str(folder)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("number", [1, 2])
def test_fresh(mturk_client: Any, mturk_worker: Worker, mturk_marketplace: Running, number: int) -> None:
    """Each test starts with a marketplace without HITs, the correct time, and the first deposit."""
    assert mturk_client.get_account_balance()["AvailableBalance"] == "10000.00"
    assert mturk_worker.list() == []
    assert mturk_client.list_hits()["HITs"] == []
    new_hit(mturk_client, Title=str(number))
    before = mturk_marketplace.now
    mturk_marketplace.advance(days=1, hours=1)
    assert timedelta(hours=25) <= mturk_marketplace.now - before < timedelta(hours=26)


def test_ways_to_name_a_hit(mturk_client: Any, mturk_worker: Worker) -> None:
    """A HIT can be given by its identifier, as a boto3 response, as the HIT in one, or as a `Hit`."""
    response = mturk_client.get_hit(HITId=new_hit(mturk_client)["HITId"])
    listed = mturk_client.list_hits()["HITs"][0]
    for hit in (response, response["HIT"], response["HIT"]["HITId"], Hit.from_response(response), listed):
        assert mturk_worker.preview(hit)["hitId"] == response["HIT"]["HITId"]
    for wrong in (None, {}, {"HIT": None}, 1):
        with pytest.raises(WrongType, match="expected the HITId"):
            mturk_worker.preview(wrong)
    with pytest.raises(ValueError, match="the HITId is empty"):
        mturk_worker.preview("")


def test_values(mturk_client: Any, mturk_worker: Worker) -> None:
    """Values that are not text, files or JSON are rejected before anything is sent."""
    accepted = mturk_worker.accept(new_hit(mturk_client))
    for wrong in (1, None, ["a", 1], [b"a"]):
        with pytest.raises(WrongType, match="`q`"):
            mturk_worker.submit(accepted, {"q": wrong})  # type: ignore[dict-item]
    assert mturk_worker.assignment(accepted)["AssignmentStatus"] == "Accepted"


def test_another_project(tmp_path: Path) -> None:
    """Another project gets the fixtures by installing the package; its own boto3 configuration is not read."""
    done = ran(
        tmp_path,
        """
        def test_it(mturk_client, mturk_worker):
            hit = mturk_client.create_hit(
                Title="t", Description="d", Reward="0.05", LifetimeInSeconds=60, AssignmentDurationInSeconds=60,
                Question='<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/'
                '2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com</ExternalURL><FrameHeight>0'
                "</FrameHeight></ExternalQuestion>",
            )
            mturk_worker.answer(hit, {"label": "cat"})
            (found,) = mturk_client.list_assignments_for_hit(HITId=hit["HIT"]["HITId"])["Assignments"]
            assert "<FreeText>cat</FreeText>" in found["Answer"]
        """,
        AWS_PROFILE="none-of-this-name",
        HTTP_PROXY="http://127.0.0.1:9",
        AWS_ENDPOINT_URL="http://127.0.0.1:9",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_unused(tmp_path: Path) -> None:
    """Projects that do not use the fixtures do not import their dependencies."""
    done = ran(
        tmp_path,
        """
        import sys

        def test_it():
            heavy = {"boto3", "botocore", "flask", "sqlalchemy", "werkzeug", "urllib3", "lxml", "xmlschema"}
            assert "questionforms.testing.plugin" in sys.modules
            assert not heavy & set(sys.modules)
        """,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_turned_off(tmp_path: Path) -> None:
    """The plugin can be turned off by its name."""
    done = ran(tmp_path, "def test_it(mturk_client): pass", "-p", "no:questionforms")
    assert "fixture 'mturk_client' not found" in done.stdout


@pytest.mark.parametrize("library", ["flask", "boto3"])
def test_missing_extra(tmp_path: Path, library: str) -> None:
    """Without the extra, a test that uses a fixture fails with the command that installs it."""
    (tmp_path / "conftest.py").write_text(f"import sys\nsys.modules[{library!r}] = None\n", encoding="utf-8")
    done = ran(tmp_path, "def test_it(mturk_client): pass")
    assert done.returncode == 1
    assert "MissingExtra" in done.stdout
    assert "pip install 'questionforms[" in done.stdout
