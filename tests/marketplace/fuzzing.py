"""Random calls of all operations: plausible ones, with values at every edge, as requesters, workers and their pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

from questionforms import ExternalQuestion, HTMLQuestion
from questionforms.marketplace.api.model import operation_names, service
from tests.marketplace.api.test_creation import PAGE
from tests.marketplace.core.test_reviews import known, plurality
from tests.marketplace.making import CHOICE, FORM, KEY, TEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_KEY = (
    "AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature="
    + "0" * 64
)
#: Texts that a database, XML, a URL or a header cannot hold, or that have a meaning for one of them.
TEXTS = ["", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufffe", "\x1b[0m", "é漢😀", "\u202e", "x" * 256]
TEXTS += [
    "x" * 70_000,
    "'; DROP TABLE hits; --",
    "../../etc",
    "${a}",
    "%00",
    "\r\nA: b",
    "-",
    "null",
    "A" * 64,
    "é" * 65,
]
NUMBERS = [0, 1, 2, 9, 10, 25, 60, 100, 101, 3600, 31_536_000, 31_536_001, 2**31 - 1, 2**31, -1, -(2**31), 2**63 - 1]
NUMBERS += [2**63, -(10**40), 10**40, 1_000_000_000, 1_000_000_001]
TIMES = [0, 1, -1, 0.5, 1e10, 253402300799, 253402300800, -62135596800, -62135596801, 1e18, -1e18, 1e400, "now"]
TIMES += ["2026-01-01", "2026-06-01T12:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "24:00"]
TIMES += ["0001-01-01T00:00:00+14:00", "2016-12-31T23:59:60Z", "1970-01-01T00:00:00.000000001Z", ""]
MONEY = [
    "0.01",
    "0.10",
    "1",
    "0",
    "-1",
    "1e5",
    "NaN",
    "Infinity",
    "0.005",
    "1" * 50,
    "\u0661.\u0660",
    "1_0",
    " 1",
    "1000000.01",
    "1.",
]
WRONG: list[Any] = [None, True, 0, 1.5, float("nan"), "text", [], {}, [[]], {"": None}, [None], "\ud800"]
DOCUMENTS = [
    FORM,
    CHOICE.to_xml(),
    TEST.to_xml(),
    KEY.to_xml(),
    HTMLQuestion(PAGE).to_xml(),
    "<a>",
    "&",
    "<!DOCTYPE a>",
]
DOCUMENTS += [ExternalQuestion("https://example.com/?a=1").to_xml(), FORM.replace(">What?<", ">" + "x" * 70_000 + "<")]
DOCUMENTS += [
    FORM + "x",
    FORM[:-9],
    FORM.encode().decode("latin-1") + "\x00",
    "<a" + " b='c'" * 1000 + "/>",
    "<a>" * 5000,
]
#: Parameter -> values that are likely to be accepted.
LIKELY: dict[str, list[Any]] = {
    "Question": DOCUMENTS[:2] + DOCUMENTS[4:5],
    "Test": [TEST.to_xml()],
    "AnswerKey": [KEY.to_xml()],
    "Reward": ["0.10", "0.01", "1.00"],
    "BonusAmount": ["0.05", "1"],
    "MaxAssignments": [1, 2, 3, 9, 10],
    "LifetimeInSeconds": [3600, 864_000],
    "AssignmentDurationInSeconds": [30, 3600],
    "AutoApprovalDelayInSeconds": [0, 60, 86_400],
    "NumberOfAdditionalAssignments": [1, 2],
    "TestDurationInSeconds": [60],
    "RetryDelayInSeconds": [0, 60],
    "MaxResults": [1, 10, 100],
    "Version": ["2006-05-05"],
    "Comparator": ["EqualTo", "Exists"],
    "IntegerValues": [[1], [100]],
    "AssignmentReviewPolicy": [known(approve_at_least=100)],
    "HITReviewPolicy": [plurality(threshold=50)],
    "Transport": ["Email"],
    "Country": ["US", "DE"],
    "UniqueRequestToken": ["a", "b", "c", "d"],
    "Name": ["a", "b", "c"],
}
#: Parameters that only some calls have, since they make most calls fail.
RARE = ["HITLayoutId", "HITLayoutParameters", "NextToken", "AutoGranted", "AnswerKey", "AutoGrantedValue", "Test"]
RARE += ["QualificationRequirements", "UniqueRequestToken", "HITReviewPolicy", "AssignmentReviewPolicy"]
#: Operations without which the others find nothing, called more often.
OFTEN = (
    ["CreateHIT"] * 12 + ["CreateQualificationType"] * 3 + ["ApproveAssignment", "RejectAssignment", "SendBonus"] * 3
)


class Request(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    #: The operation of the requester API; None for all else.
    operation: str | None = None


def api_call(operation: str, body: bytes, key: str = "me") -> Request:
    """A call of the requester API."""
    target = f"{service().metadata['targetPrefix']}.{operation}"
    headers = {"Authorization": _KEY.format(key=key), "X-Amz-Target": target}
    return Request("POST", "/", headers | {"Content-Type": "application/x-amz-json-1.1"}, body, operation)


class Fuzzer:
    """Makes requests; it learns identifiers and tokens from the responses."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.identifiers: dict[str, list[str]] = {}

    def learn(self, found: Any) -> None:
        """Remember the identifiers in a response."""
        if isinstance(found, list):
            for one in found:
                self.learn(one)
        elif isinstance(found, dict):
            for name, value in found.items():
                if isinstance(value, str) and (name.endswith("Id") or name == "NextToken"):
                    known_ones = self.identifiers.setdefault(name, [])
                    if value not in known_ones:
                        known_ones.append(value)
                    del known_ones[:-12]
                self.learn(value)

    def pass_time(self) -> None:
        """Let some time pass, mostly none."""
        chance = self.random.random()
        self.now += timedelta(seconds=0 if chance < 0.97 else 40 if chance < 0.998 else 86_400)

    def request(self) -> Request:
        """The next request."""
        chance = self.random.random()
        if chance < 0.7:
            return self.call(self.random.choice([*operation_names(), *OFTEN]))
        return self.of_worker() if chance < 0.9 else self.of_page()

    def call(self, operation: str) -> Request:
        """A call of the requester API."""
        shape = service().operation_model(operation).input_shape
        #: most calls are mostly plausible, so that they get far
        edge = self.random.choice([0, 0.05, 0.05, 0.3])
        given = self._structure(shape, edge)
        body = json.dumps(given).encode()
        if self.random.random() < 0.01:
            body = self._damaged(body)
        return api_call(operation, body, self.random.choice(["me", "me", "me", "other"]))

    def of_worker(self) -> Request:
        """A request to the workers' API."""
        worker, hit = self._identifier("WorkerId"), self._identifier("HITId")
        assignment, kind = self._identifier("AssignmentId"), self._identifier("QualificationTypeId")
        method, path, body = self.random.choice(
            [
                ("POST", "/worker", self._worker()),
                ("GET", f"/worker/{worker}/hits?limit={self.random.choice(NUMBERS)}&after={hit}", None),
                ("GET", f"/worker/{worker}/hits", None),
                ("GET", f"/worker/{worker}/hits/{hit}", None),
                *[("POST", f"/worker/{worker}/hits/{hit}/accept", {})] * 9,
                ("GET", f"/worker/{worker}/assignments/{assignment}", None),
                ("POST", f"/worker/{worker}/assignments/{assignment}/submit", {"Fields": self._fields()}),
                ("POST", f"/worker/{worker}/assignments/{assignment}/return", {}),
                ("GET", f"/worker/{worker}/qualifications/{kind}", None),
                ("POST", f"/worker/{worker}/qualifications/{kind}/request", {"Fields": self._fields()}),
                ("GET", f"/uploads/{self._identifier('NextToken')}", None),
                ("GET", "/health", None),
            ]
        )
        given: Any = self.random.choice(WRONG) if body is not None and self.random.random() < 0.05 else body
        sent = b"" if body is None else json.dumps(given).encode()
        sent = self._damaged(sent) if self.random.random() < 0.02 else sent
        return Request(method, path, {"Content-Type": "application/json"}, sent)

    def of_page(self) -> Request:
        """A form as a page posts it."""
        fields = [("assignmentId", self._text("AssignmentId"))] if self.random.random() < 0.9 else []
        fields += [(str(name), str(value)) for name, value in self._fields().items()]
        encoded = urlencode(fields, errors="replace")
        if self.random.random() < 0.2:
            return Request("GET", f"/mturk/externalSubmit?{encoded}", {}, b"")
        headers, body = {"Content-Type": "application/x-www-form-urlencoded"}, encoded.encode()
        if self.random.random() < 0.5:
            headers, body = {"Content-Type": "multipart/form-data; boundary=b"}, self._multipart(fields)
        if self.random.random() < 0.1:
            body = self._damaged(body)
        return Request("POST", "/mturk/externalSubmit", headers, body)

    def _multipart(self, fields: list[tuple[str, str]]) -> bytes:
        parts = []
        for name, value in fields:
            shown = name.encode("utf-8", "replace").decode("latin-1")
            heads = [f'form-data; name="{shown}"', "form-data", f'form-data; name="{shown}"; filename="a"', "file", ""]
            head = self.random.choice(heads if self.random.random() < 0.2 else heads[:1])
            disposition = f"Content-Disposition: {head}\r\n" if head else ""
            parts.append(f"--b\r\n{disposition}\r\n{value}\r\n".encode("utf-8", "replace"))
        return b"".join(parts) + b"--b--\r\n"

    def _worker(self) -> dict[str, Any]:
        given = {
            "WorkerId": self._text("WorkerId"),
            "Country": self._text("Country"),
            "Subdivision": self.random.choice(["NY", *TEXTS]),
            "Adult": self.random.choice([True, *WRONG]),
        }
        return {name: value for name, value in given.items() if self.random.random() < 0.2}

    def _fields(self) -> dict[str, Any]:
        names = ["q", "why", "q.other", "assignmentId", *TEXTS]
        values = ["a", "b", ["a", "b"], "", *TEXTS, *(WRONG if self.random.random() < 0.05 else [])]
        return {self.random.choice(names): self.random.choice(values) for _ in range(self.random.randrange(4))}

    def _structure(self, shape: Any, edge: float) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, member in (shape.members if shape is not None else {}).items():
            likely = 0.99 if name in shape.required_members else 0.1 if name in RARE else 0.5
            if self.random.random() < likely:
                found[name] = self._value(member, name, edge)
        if self.random.random() < edge / 10:
            found[self.random.choice(TEXTS)] = self.random.choice(WRONG)
        return found

    def _value(self, shape: Any, name: str, edge: float) -> Any:
        at_edge = self.random.random() < edge
        if at_edge and self.random.random() < 0.3:
            return self.random.choice(WRONG)
        if not at_edge and name in LIKELY:
            return self.random.choice(LIKELY[name])
        if shape.type_name == "structure":
            return self._structure(shape, edge)
        if shape.type_name == "list":
            count = self.random.choice([0, 1, 1, 2, 101] if at_edge else [1, 1, 2])
            return [self._value(shape.member, name.removesuffix("s"), edge) for _ in range(count)]
        if shape.type_name == "string":
            return self._string(shape, name, at_edge=at_edge)
        near: list[Any] = [self.now.timestamp() + more for more in (-1, 100, 5000)]
        choices: dict[str, tuple[list[Any], list[Any]]] = {
            "integer": (NUMBERS, [1, 60, 100]),
            "long": (NUMBERS, [1, 60, 100]),
            "boolean": ([True, False], [True, False]),
            "timestamp": (TIMES, near),
        }
        return self.random.choice(choices[shape.type_name][0 if at_edge else 1])

    def _string(self, shape: Any, name: str, *, at_edge: bool) -> str:
        if not at_edge:
            return self.random.choice(shape.enum) if shape.enum else self._text(name)
        longest = shape.metadata.get("max", 1024)
        documents = DOCUMENTS if name in ("Question", "Test", "AnswerKey") else MONEY
        edges = ["x" * longest, "x" * (longest + 1), *TEXTS, *documents]
        return str(self.random.choice(edges))

    def _text(self, name: str) -> str:
        if name in self.identifiers and self.random.random() < 0.97:
            return self.random.choice(self.identifiers[name])
        others = [one for values in self.identifiers.values() for one in values]
        return str(self.random.choice([*LIKELY.get(name, ["text"]), *TEXTS, *others]))

    def _identifier(self, name: str) -> str:
        """An identifier for a path."""
        return quote(self._text(name)[:2000].encode("utf-8", "replace"), safe="")

    def _damaged(self, body: bytes) -> bytes:
        """Some bytes with a few of them changed, removed or repeated."""
        found = bytearray(body or b"{}")
        for _ in range(self.random.randint(1, 3)):
            at = self.random.randrange(len(found))
            match self.random.randrange(4):
                case 0:
                    found[at] = self.random.randrange(256)
                case 1:
                    del found[at : at + self.random.randint(1, 20)]
                case 2:
                    found[at:at] = found[: self.random.randint(1, 20)]
                case _:
                    del found[at:]
            found = found or bytearray(b"\x00")
        return bytes(found)


def with_each_value(operation: str) -> Iterator[dict[str, Any]]:
    """The parameters of an operation, each time with one value at an edge."""
    shape = service().operation_model(operation).input_shape
    given = {name: LIKELY[name][0] if name in LIKELY else _some(member) for name, member in shape.members.items()}
    for bad in (*TEXTS, *NUMBERS, *TIMES):
        yield from _with_each(given, bad, str if isinstance(bad, str) else int)


def _some(shape: Any) -> Any:
    if shape.type_name == "structure":
        return {name: _some(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [_some(shape.member)]
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "A1"
    return True if shape.type_name == "boolean" else 1


def _with_each(value: Any, bad: Any, kind: type) -> list[Any]:
    """A value with something bad in place of each leaf of a type, one at a time."""
    if isinstance(value, dict):
        return [value | {name: one} for name, inner in value.items() for one in _with_each(inner, bad, kind)]
    if isinstance(value, list):
        return [[one] for inner in value for one in _with_each(inner, bad, kind)]
    return [bad] if type(value) is kind else []
