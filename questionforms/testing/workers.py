"""A worker of a marketplace, for tests: what a browser would do, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from questionforms.exceptions import InvalidArgument, ServiceError, WrongType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from urllib3 import PoolManager

    #: A text, several of one name, such as selections, the bytes of a file, or what is written as JSON.
    Value = str | bytes | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]
    Values = Mapping[str, Value]

_PREFIX = "AWS.MechanicalTurk."


class Worker:
    """A worker who was registered with the marketplace at an address, and works there.

    `country` and `subdivision` are the locale, `adult` and `master` the service's own qualifications. A HIT is given
    by its HITId, as a response of boto3's, or as a `Hit`; an assignment by its AssignmentId, or as `accept` gave it.
    What the marketplace refuses is raised as ServiceError, which has its code.
    """

    def __init__(
        self,
        address: str,
        *,
        id: str | None = None,
        country: str | None = None,
        subdivision: str | None = None,
        adult: bool = False,
        master: bool = False,
        connections: PoolManager | None = None,
    ) -> None:
        from urllib3 import PoolManager

        self._address = address
        self._connections = PoolManager(retries=False, maxsize=64) if connections is None else connections
        said = {"WorkerId": id, "Country": country, "Subdivision": subdivision, "Adult": adult, "Master": master}
        given = {name: value for name, value in said.items() if value is not None}
        #: The WorkerId.
        self.id: str = self._asked("register", "POST", "/worker", given)["WorkerId"]

    def another(self, **attributes: Any) -> Worker:
        """A new worker of the same marketplace; the arguments are those of the class."""
        return Worker(self._address, connections=self._connections, **attributes)

    def list(self, *, limit: int = 20, after: Any = None) -> list[dict[str, Any]]:
        """The HITs that the worker may take, the oldest first: at most `limit`, that come behind the HIT `after`."""
        asked = {"limit": limit} if after is None else {"limit": limit, "after": _identifier("HIT", after)}
        found: list[dict[str, Any]] = self._own("list", "GET", f"hits?{urlencode(asked)}")["HITs"]
        return found

    def preview(self, hit: Any) -> dict[str, Any]:
        """A HIT with its question, as it is shown before it is accepted."""
        return self._own("preview", "GET", f"hits/{_identifier('HIT', hit)}")

    def accept(self, hit: Any) -> dict[str, Any]:
        """A new assignment of the HIT, with `AssignmentId` and `Deadline`."""
        return self._own("accept", "POST", f"hits/{_identifier('HIT', hit)}/accept", {})

    def assignment(self, assignment: Any) -> dict[str, Any]:
        """What became of an assignment, with its HIT and question."""
        return self._own("assignment", "GET", f"assignments/{_identifier('Assignment', assignment)}")

    def submit(self, assignment: Any, values: Values) -> dict[str, Any]:
        """The assignment, submitted with the values of a form's fields, as a page posts them.

        Of a QuestionForm a field has the name of its question, and other text than the selections that with `.other`
        behind it. Several selections are a sequence, a file is bytes.
        """
        fields: list[tuple[str, Any]] = [("assignmentId", _identifier("Assignment", assignment))]
        fields += [(name, part) for name, value in values.items() for part in _parts(name, value)]
        return self._posted(fields)

    def give_back(self, assignment: Any) -> dict[str, Any]:
        """The assignment, returned without answers."""
        return self._own("give_back", "POST", f"assignments/{_identifier('Assignment', assignment)}/return", {})

    def answer(self, hit: Any, values: Values) -> dict[str, Any]:
        """A new assignment of the HIT, accepted and submitted with the values, as `submit` takes them."""
        return self.submit(self.accept(hit), values)

    def request_qualification(self, qualification_type: Any, values: Values | None = None) -> dict[str, Any]:
        """What became of the worker's request for a qualification, with the answers to its test; `Status` says it."""
        fields: dict[str, list[Any]] = {}
        for name, value in (values or {}).items():
            fields[name] = _parts(name, value)
        path = f"qualifications/{_identifier('QualificationType', qualification_type)}/request"
        return self._own("request_qualification", "POST", path, {"Fields": fields})

    def close(self) -> None:
        """Close the connections, those of `another` too."""
        self._connections.clear()

    def _own(self, action: str, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return self._asked(action, method, f"/worker/{self.id}/{path}", body)

    def _asked(self, action: str, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body).encode()
        headers = {} if sent is None else {"Content-Type": "application/json"}
        return _read(action, self._connections.request(method, self._address + path, body=sent, headers=headers))

    def _posted(self, fields: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        """A form, as a browser posts it: as files only where it has one."""
        url, headers = f"{self._address}/mturk/externalSubmit", {"Accept": "application/json"}
        if any(isinstance(value, tuple) for _, value in fields):
            return _read("submit", self._connections.request("POST", url, fields=fields, headers=headers))
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields).encode()
        return _read("submit", self._connections.request("POST", url, body=body, headers=headers))


def _parts(name: str, value: Any) -> list[Any]:
    """A field's values as they are posted, one for each field of the name."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, bytes):
        return [(name, value)]
    if isinstance(value, Mapping):
        return [json.dumps(value, ensure_ascii=False)]
    try:
        several = list(value)
    except TypeError:
        several = [value]
    if several and all(isinstance(one, Mapping) for one in several):
        return [json.dumps(several, ensure_ascii=False)]
    if not all(isinstance(one, str) for one in several):
        raise WrongType("submit", name, "expected text, a sequence of strings, bytes for a file, or a mapping for JSON")
    return several


def _identifier(kind: str, given: Any) -> str:
    """The identifier of a thing that is given by it, as a response, or as an object that has it."""
    if isinstance(given, Mapping):
        inner = given.get(kind, given)
        given = inner.get(f"{kind}Id", inner) if isinstance(inner, Mapping) else inner
    found = given if isinstance(given, str) else getattr(given, "id", None)
    if not isinstance(found, str):
        raise WrongType("Worker", kind, f"expected a {kind}Id, or an object that has one; found {type(given).__name__}")
    if not found:
        raise InvalidArgument("Worker", kind, f"the {kind}Id is empty")
    return quote(found, safe="")


def _read(action: str, response: Any) -> dict[str, Any]:
    """What the marketplace answered; ServiceError where it refused."""
    found: dict[str, Any] = json.loads(response.data)
    if response.status == 200:
        return found
    code = found["Code"]
    raise ServiceError(
        action, code.removeprefix(_PREFIX), found["Message"], turk_error_code=code, status=response.status
    )
