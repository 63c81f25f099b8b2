"""`questionforms marketplace workers`: people are imported, listed and erased."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from questionforms import parse_answers
from questionforms.marketplace.store import Notification, Payment, Requester, Upload
from questionforms.testing.running import run
from tests.marketplace.making import new_hit, numbers, qualification_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from questionforms.testing.running import Running
    from tests.cli.marketplace.commands import Commands


@pytest.fixture
def running(commands: Commands) -> Iterator[Running]:
    """A marketplace that is running on the commands' database."""
    with run(commands.url) as found:
        yield found


@pytest.fixture
def client(running: Running) -> Iterator[Any]:
    """A client of the requester `lab`."""
    found = running.client("lab")
    found.get_account_balance()
    yield found
    found.close()


def imported(commands: Commands, text: str, *options: str) -> str:
    """What the import of a CSV with this text prints."""
    return commands.output("workers", "import", commands.write("people.csv", text), *options)


def refused(commands: Commands, text: str, *options: str) -> list[str]:
    """The lines that say why a CSV with this text is not imported, without the file's name."""
    path = commands.write("people.csv", text)
    lines = commands.error("workers", "import", path, *options).splitlines()
    return [line.removeprefix(f"{path}:") for line in lines if line.startswith((path, "Error: "))]


def test_import(commands: Commands, client: Any) -> None:
    """Workers are registered with their countries, flags, qualifications and blocks, and updated by a second import."""
    kind = qualification_type(client, Name="Expert")
    text = "WorkerId,Country,Adult,Master,Expert,Blocked,BlockReason\nA1,us-ca,yes,,90,,\nA2,DE,0,1,,x,Spam\n"
    assert (
        imported(commands, text, "--requester", "lab")
        == "2 workers added, 0 updated, 1 qualification changed, 1 blocked\n"
    )
    shown = [
        (one["id"], one["country"], one["subdivision"], one["adult"], one["master"])
        for one in commands.records("workers", "list")
    ]
    assert shown == [("A1", "US", "CA", True, False), ("A2", "DE", None, False, True)]
    score = client.get_qualification_score(QualificationTypeId=kind, WorkerId="A1")["Qualification"]
    assert (score["IntegerValue"], score["Status"]) == (90, "Granted")
    assert client.list_worker_blocks()["WorkerBlocks"] == [{"WorkerId": "A2", "Reason": "Spam"}]
    text = f"WorkerId,Country,{kind},Blocked\nA1,DE,80.0,\nA2,,Revoke,no\nA3,,,\n"
    expected = "1 worker added, 2 updated, 1 qualification changed, 1 unblocked\n"
    assert imported(commands, text, "--requester", "lab") == expected
    places = [(one["id"], one["country"], one["subdivision"]) for one in commands.records("workers", "list")]
    assert places == [("A1", "DE", None), ("A2", "DE", None), ("A3", None, None)]
    assert client.list_worker_blocks()["WorkerBlocks"] == []


SITE = """\
"Worker ID","Number of HITs approved or rejected - Lifetime","Your Lifetime approval rate","CURRENT-Good Tagger",\
"UPDATE-Good Tagger","CURRENT BlockStatus","UPDATE-BlockStatus"
"A1","5","100%","80","90","",""
"A2","0","0%","70","","","Block"
"A3","1","0%","","","Never Blocked",""
"""


def test_requester_site(commands: Commands, client: Any) -> None:
    """The requester site's CSV of workers is imported; what was to be updated there replaces what was current."""
    problem = "`lab` has no qualification type `Good Tagger`; --create-types creates those that are missing"
    assert refused(commands, SITE, "--requester", "lab") == [f"Error: {problem}"]
    created = "1 qualification type created (`Good Tagger`), 2 qualifications changed, 1 blocked"
    assert (
        imported(commands, SITE, "--requester", "lab", "--create-types") == f"3 workers added, 0 updated, {created}\n"
    )
    kinds = client.list_qualification_types(MustBeRequestable=False, MustBeOwnedByCaller=True)["QualificationTypes"]
    (kind,) = [one["QualificationTypeId"] for one in kinds]
    held = client.list_workers_with_qualification_type(QualificationTypeId=kind)["Qualifications"]
    assert {(one["WorkerId"], one["IntegerValue"]) for one in held} == {("A1", 90), ("A2", 70)}
    assert imported(commands, SITE, "--requester", "lab") == "0 workers added, 3 updated\n"


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_spreadsheets(commands: Commands, client: Any, delimiter: str, encoding: str) -> None:
    """Files as spreadsheets save them are read: other delimiters, and encodings with a byte order mark."""
    assert client
    path = commands.folder / "people.csv"
    path.write_bytes(f"WorkerId{delimiter}Country\r\nA1{delimiter}US\r\n\r\n".encode(encoding))
    assert commands.output("workers", "import", str(path)) == "1 worker added, 0 updated\n"


def test_problems(commands: Commands, client: Any) -> None:
    """Each problem is reported with file, line and column, with what was probably meant, and nothing is imported."""
    qualification_type(client, Name="Expert")
    text = (
        'WorkerId,Country,Adult,Expert,Note\nA1,US,yes,90,"two\nlines"\np-17,,,,\nA2,USA,maybe,ninety,\n'
        ",US,,,\nA1,,,,\nA3,US,yes,1,,extra\n"
    )
    expected = "expected `A`, then 1 to 63 capitals and digits, as the API requires"
    assert refused(commands, text, "--requester", "lab") == [
        f"4: column `WorkerId`: `p-17` is not a WorkerId: {expected}; did you mean `AP17`?",
        "5: column `Country`: `USA` is not a country; expected two letters, such as `US`, or `US-CA`",
        "5: column `Adult`: `maybe` is not a truth value; expected `true` or `false`",
        "5: column `Expert`: `ninety` is not the value of a qualification; expected a whole number, or `Revoke`",
        "6: column `WorkerId`: the row has no WorkerId",
        "7: column `WorkerId`: `A1` is also in line 2",
        "8: the row has 6 cells; expected 5, as in the header",
        "Error: nothing was imported: 7 problems",
    ]
    assert commands.records("workers", "list") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: the file has no header; expected a CSV with the column `WorkerId`"),
        ("Country\nUS\n", "1: the header has no column `WorkerId`; expected one"),
        ("WorkerId,Worker ID\nA1,A2\n", "1: the header has several columns `WorkerId`; expected one"),
        ("WorkerId,Contry\nA1,US\n", "1: column `Contry`: there is no such column; did you mean `Country`?"),
        ('WorkerId,Country\nA1,US\nA2,"D"E\n', "3: the row is not valid CSV: "),
        (
            "WorkerId,Blocked\nA1,perhaps\n",
            "2: column `Blocked`: `perhaps` says neither; expected `Block`, `Unblock`, ",
        ),
        ("WorkerId,UPDATE-X\nA1,5\n", "Error: column `X` is a qualification, and that is a requester's; say whose"),
        ("WorkerId,Blocked\nA1,yes\n", "Error: the file blocks workers, and that is a requester's; say whose"),
    ],
)
def test_files(commands: Commands, client: Any, text: str, said: str) -> None:
    """Other problems of a file."""
    assert client
    assert refused(commands, text)[0].startswith(said)
    assert commands.records("workers", "list") == []


def test_bytes(commands: Commands, client: Any) -> None:
    """A file in an unknown encoding is reported with the line."""
    assert client
    path = commands.folder / "people.csv"
    path.write_bytes(b"WorkerId,Country\nA1,US\nA2,\xe9\n")
    said = commands.error("workers", "import", str(path))
    assert f"{path}:3: the file is not valid UTF-8; save it as `CSV UTF-8`" in said


def test_ignored_columns(commands: Commands, client: Any) -> None:
    """Columns that nothing is known about are named."""
    assert client
    done = commands.result("workers", "import", commands.write("people.csv", "WorkerId,Email\nA1,x@example.org\n"))
    assert (done.exit_code, done.stderr) == (0, "not imported: the columns `Email`\n")


def work(running: Running, client: Any, name: str) -> dict[str, Any]:
    """Everything that can be stored about a worker; the approved HIT."""
    worker = running.worker(id=name, country="US")
    hit, other = new_hit(client, Reward="1.00"), new_hit(client)
    kind = qualification_type(client)
    done = worker.answer(hit, {"q": "My name is Ann", "file": b"Ann's file"}, check=False)
    client.approve_assignment(AssignmentId=done["AssignmentId"], RequesterFeedback="Thanks, Ann")
    client.send_bonus(AssignmentId=done["AssignmentId"], WorkerId=name, BonusAmount="0.50", Reason="Good.")
    client.associate_qualification_with_worker(QualificationTypeId=kind, WorkerId=name, IntegerValue=7)
    client.notify_workers(Subject="Ann", MessageText="Hello Ann", WorkerIds=[name])
    client.create_worker_block(WorkerId=name, Reason="Ann asked")
    client.delete_worker_block(WorkerId=name)
    worker.accept(other)
    client.create_worker_block(WorkerId=name, Reason="Ann asked")
    worker.close()
    return {"hit": hit, "other": other, "assignment": done["AssignmentId"]}


def sums(running: Running) -> tuple[Any, ...]:
    """The sums of the ledger and the balances."""
    with running.database.transaction() as session:
        ledger = session.execute(select(Payment.kind, func.sum(Payment.amount)).group_by(Payment.kind)).all()
        return sorted(tuple(row) for row in ledger), session.scalar(select(func.sum(Requester.balance)))


def test_erase(commands: Commands, client: Any, running: Running) -> None:
    """Nothing that can be traced to an erased worker is left in the file; sums and counts stay."""
    made = work(running, client, "AANN0001")
    before = sums(running)
    done = commands.output("workers", "erase", "AANN0001", "--yes")
    assert (
        "2 assignments and all payments stay, as those of an anonymous worker; the answers and 1 file are deleted"
        in done
    )
    assert sums(running) == before
    assert before[1] == Decimal("9998.20")
    assert numbers(client, made["hit"]) == ("Reviewable", 0, 0, 1)
    assert numbers(client, made["other"]) == ("Assignable", 1, 0, 0)
    (one,) = client.list_assignments_for_hit(HITId=made["hit"]["HITId"])["Assignments"]
    assert one["WorkerId"] in done
    assert one["Answer"] == ""
    assert client.list_worker_blocks()["WorkerBlocks"] == []
    with running.database.transaction() as session:
        assert session.scalars(select(Upload.key)).all() == []
        assert session.scalars(select(Notification.event).where(Notification.event == "WorkerMessage")).all() == []
    for path in commands.folder.glob("marketplace.sqlite*"):
        content = path.read_bytes()
        assert b"AANN0001" not in content, path
        assert b"Ann" not in content, path
    assert "there is no worker `AANN0001`" in commands.error("workers", "erase", "AANN0001", "--yes")


def test_erase_keeping_answers(commands: Commands, client: Any, running: Running) -> None:
    """With --keep-answers, answers and files stay, as those of an anonymous worker."""
    made = work(running, client, "AANN0001")
    commands.output("workers", "erase", "AANN0001", "--yes", "--keep-answers")
    found = client.get_assignment(AssignmentId=made["assignment"])["Assignment"]
    assert found["WorkerId"] != "AANN0001"
    assert parse_answers(found["Answer"])["q"].text == "My name is Ann"


def test_erase_asks(commands: Commands, client: Any, running: Running) -> None:
    """Without --yes, it says what will go, and does nothing unless the operator agrees."""
    assert client
    running.worker(id="A1").close()
    done = commands.result("workers", "erase", "A1", input="n\n")
    assert done.exit_code == 1
    assert "Erase the worker?" in done.output
    assert [one["id"] for one in commands.records("workers", "list")] == ["A1"]
    commands.output("workers", "erase", "A1", input="y\n")
    assert [one["id"] for one in commands.records("workers", "list")] != ["A1"]
