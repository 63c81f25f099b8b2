"""A worker on a marketplace, for tests: it does over HTTP what a browser would do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from questionforms.exceptions import InvalidArgument, ServiceError, WrongType
from questionforms.words import quoted, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from urllib3 import PoolManager

    from questionforms.testing.browser_checks import Fields

    #: A text, several values with one name, such as selections, the bytes of a file, or a value to send as JSON.
    Value = str | bytes | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]
    Values = Mapping[str, Value]

_PREFIX = "AWS.MechanicalTurk."


class Worker:
    """A worker, newly registered with the marketplace at an address.

    `country` and `subdivision` set the locale, `adult` and `master` the service's own qualifications. Pass a HIT by its
    HITId, as a boto3 response, or as a `Hit`; pass an assignment by its AssignmentId, or as returned by `accept`.
    Errors from the marketplace are raised as ServiceError, with their code.

    `answer`, `submit` and `request_qualification` raise InvalidArgument for values that a browser would not submit:
    for a field that the question does not have, a required one left out, a selection that is not offered, a text that
    breaks a constraint. With `check=False` anything is submitted, as by a worker without a browser. The page of an
    ExternalQuestion is not known, and scripts of an HTMLQuestion are not run: what they may change is not checked.
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

    def submit(self, assignment: Any, values: Values, *, check: bool = True) -> dict[str, Any]:
        """Submit an assignment with the values of a form's fields, as a page would post them, and return it.

        In a QuestionForm, a field has the identifier of its question; the field for an answer that is not among the
        selections has `.other` appended. Pass several selections as a sequence, and a file as bytes. A crowd-form
        takes its fields by name, or all of them as a mapping in `taskAnswers`.
        """
        __tracebackhide__ = True
        return self._submitted("submit", assignment, values, check=check)

    def give_back(self, assignment: Any) -> dict[str, Any]:
        """Return an assignment without answers."""
        return self._own("give_back", "POST", f"assignments/{_identifier('Assignment', assignment)}/return", {})

    def answer(self, hit: Any, values: Values, *, check: bool = True) -> dict[str, Any]:
        """Accept a HIT and submit the values, as with `submit`; if they are refused, the assignment is returned."""
        __tracebackhide__ = True
        accepted = self.accept(hit)
        try:
            return self._submitted("answer", accepted, values, check=check)
        except (InvalidArgument, WrongType):
            self.give_back(accepted)
            raise

    def request_qualification(
        self, qualification_type: Any, values: Values | None = None, *, check: bool = True
    ) -> dict[str, Any]:
        """Request a qualification, with the answers to its test; `Status` in the result says what happened."""
        __tracebackhide__ = True
        action = "request_qualification"
        fields = {name: _parts(action, name, value) for name, value in (values or {}).items()}
        path = f"qualifications/{_identifier('QualificationType', qualification_type)}"
        if check:
            self._check(action, path, "Test", fields)
        return self._own(action, "POST", f"{path}/request", {"Fields": fields})

    def close(self) -> None:
        """Close the connections, including those of `another`."""
        self._connections.clear()

    def _submitted(self, action: str, assignment: Any, values: Values, *, check: bool) -> dict[str, Any]:
        __tracebackhide__ = True
        identifier = _identifier("Assignment", assignment)
        fields = {name: _parts(action, name, value) for name, value in values.items()}
        if check:
            self._check(action, f"assignments/{identifier}", "Question", fields)
        posted = [(name, part) for name, parts in fields.items() for part in parts]
        return self._posted([("assignmentId", identifier), *posted])

    def _check(self, action: str, path: str, key: str, fields: Fields) -> None:
        """Raise InvalidArgument if a browser would not submit these fields for the document found at a path."""
        __tracebackhide__ = True
        from questionforms.testing.browser_checks import check_fields

        try:
            question = self._own(action, "GET", path)[key]
        except ServiceError:  # it does not exist, or is another worker's; the submission then fails for the same reason
            return
        check_fields(action, question, fields)

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


def _parts(action: str, name: str, value: Any) -> list[Any]:
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
        expected = "text, a sequence of texts, bytes for a file, or a mapping for JSON"
        meant = f"; did you mean '{shown(value)}'?" if type(value) in (int, float) else ""
        raise WrongType(action, "values", f"{quoted(name)} is {shown(value)}; expected {expected}{meant}")
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
    if response.status == 413 and not response.data.startswith(b"{"):  # by the server, before the marketplace saw it
        message = "The request has more than 64 MB. Nothing was stored."
        code = f"{_PREFIX}SubmissionTooLarge"
        raise ServiceError(action, "SubmissionTooLarge", message, turk_error_code=code, status=413)
    found: dict[str, Any] = json.loads(response.data)
    if response.status == 200:
        return found
    code = found["Code"]
    raise ServiceError(
        action, code.removeprefix(_PREFIX), found["Message"], turk_error_code=code, status=response.status
    )
