"""A worker on a marketplace, for tests: it does over HTTP what a browser would do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from questionforms.exceptions import InvalidArgument, ServiceError, WrongType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from urllib3 import PoolManager

    #: A text, several values with one name, such as selections, the bytes of a file, or a value to send as JSON.
    Value = str | bytes | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]
    Values = Mapping[str, Value]

_PREFIX = "AWS.MechanicalTurk."


class Worker:
    """A worker, newly registered with the marketplace at an address.

    `country` and `subdivision` set the locale, `adult` and `master` the service's own qualifications. Pass a HIT by its
    HITId, as a boto3 response, or as a `Hit`; pass an assignment by its AssignmentId, or as returned by `accept`.
    Errors from the marketplace are raised as ServiceError, with their code.
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
        """A new worker on the same marketplace; the arguments are those of the class."""
        return Worker(self._address, connections=self._connections, **attributes)

    def list(self, *, limit: int = 20, after: Any = None) -> list[dict[str, Any]]:
        """The HITs that the worker may accept, oldest first: at most `limit`, starting after the HIT `after`."""
        asked = {"limit": limit} if after is None else {"limit": limit, "after": _identifier("HIT", after)}
        found: list[dict[str, Any]] = self._own("list", "GET", f"hits?{urlencode(asked)}")["HITs"]
        return found

    def preview(self, hit: Any) -> dict[str, Any]:
        """A HIT with its question, as shown to a worker who has not accepted it."""
        return self._own("preview", "GET", f"hits/{_identifier('HIT', hit)}")

    def accept(self, hit: Any) -> dict[str, Any]:
        """A new assignment of the HIT, with `AssignmentId` and `Deadline`."""
        return self._own("accept", "POST", f"hits/{_identifier('HIT', hit)}/accept", {})

    def assignment(self, assignment: Any) -> dict[str, Any]:
        """An assignment in its present state, with its HIT and question."""
        return self._own("assignment", "GET", f"assignments/{_identifier('Assignment', assignment)}")

    def submit(self, assignment: Any, values: Values) -> dict[str, Any]:
        """Submit an assignment with the values of a form's fields, as a page would post them, and return it.

        In a QuestionForm, a field has the identifier of its question; the field for an answer that is not among the
        selections has `.other` appended. Pass several selections as a sequence, and a file as bytes.
        """
        fields: list[tuple[str, Any]] = [("assignmentId", _identifier("Assignment", assignment))]
        fields += [(name, part) for name, value in values.items() for part in _parts(name, value)]
        return self._posted(fields)

    def give_back(self, assignment: Any) -> dict[str, Any]:
        """Return an assignment without answers."""
        return self._own("give_back", "POST", f"assignments/{_identifier('Assignment', assignment)}/return", {})

    def answer(self, hit: Any, values: Values) -> dict[str, Any]:
        """Accept a HIT and submit the values, as with `submit`."""
        return self.submit(self.accept(hit), values)

    def request_qualification(self, qualification_type: Any, values: Values | None = None) -> dict[str, Any]:
        """Request a qualification, with the answers to its test; `Status` in the result says what happened."""
        fields: dict[str, list[Any]] = {}
        for name, value in (values or {}).items():
            fields[name] = _parts(name, value)
        path = f"qualifications/{_identifier('QualificationType', qualification_type)}/request"
        return self._own("request_qualification", "POST", path, {"Fields": fields})

    def close(self) -> None:
        """Close the connections, including those of `another`."""
        self._connections.clear()

    def _own(self, action: str, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return self._asked(action, method, f"/worker/{self.id}/{path}", body)

    def _asked(self, action: str, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body).encode()
        headers = {} if sent is None else {"Content-Type": "application/json"}
        return _read(action, self._connections.request(method, self._address + path, body=sent, headers=headers))

    def _posted(self, fields: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        """Post a form as a browser would: as multipart only if it has a file."""
        url, headers = f"{self._address}/mturk/externalSubmit", {"Accept": "application/json"}
        if any(isinstance(value, tuple) for _, value in fields):
            return _read("submit", self._connections.request("POST", url, fields=fields, headers=headers))
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields).encode()
        return _read("submit", self._connections.request("POST", url, body=body, headers=headers))


def _parts(name: str, value: Any) -> list[Any]:
    """A field's values as posted, one for each field with the name."""
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
    """The identifier of a thing, given as the identifier, a response, or an object that has it."""
    if isinstance(given, Mapping):
        inner = given.get(kind, given)
        given = inner.get(f"{kind}Id", inner) if isinstance(inner, Mapping) else inner
    found = given if isinstance(given, str) else getattr(given, "id", None)
    if not isinstance(found, str):
        raise WrongType(
            "Worker", kind, f"expected the {kind}Id, or an object that has one; found {type(given).__name__}"
        )
    if not found:
        raise InvalidArgument("Worker", kind, f"the {kind}Id is empty")
    return quote(found, safe="")


def _read(action: str, response: Any) -> dict[str, Any]:
    """The marketplace's response. Raises ServiceError if it is an error."""
    found: dict[str, Any] = json.loads(response.data)
    if response.status == 200:
        return found
    code = found["Code"]
    raise ServiceError(
        action, code.removeprefix(_PREFIX), found["Message"], turk_error_code=code, status=response.status
    )
