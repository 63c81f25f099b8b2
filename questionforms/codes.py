"""Every name that `Problem.rule` can have: its severity, what the service did about it, and its page.

`refuses`: a recorded error shows it, the schema does not allow it, or the API reference limits a parameter that way.
`accepts`: a recorded call passed, or the reference explains the effect. Everything else is `unknown`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from questionforms.problems import Problem, Severity

#: What a code is about: a document, a worker's answers, or the parameters of a call.
Kind = Literal["document", "answer", "call"]
#: What the service did with what has the problem.
Service = Literal["refuses", "accepts", "unknown"]


class Family(NamedTuple):
    """Codes that belong together, with their pages in one folder."""

    kind: Kind
    title: str
    #: The folder of the pages, inside the package.
    folder: str


#: The families, in the order in which their codes are listed; the rules of documents run in this order.
FAMILIES = {
    "text": Family("document", "Reading the text", "checks/rules/text"),
    "schema": Family("document", "The document and its schema", "checks/rules/schema"),
    "every_document": Family("document", "Every document", "checks/rules/every_document"),
    "question_form": Family("document", "QuestionForm", "checks/rules/question_form"),
    "formatted_content": Family("document", "FormattedContent", "checks/rules/formatted_content"),
    "html_question": Family("document", "HTMLQuestion", "checks/rules/html_question"),
    "external_question": Family("document", "ExternalQuestion", "checks/rules/external_question"),
    "answer_key": Family("document", "AnswerKey", "checks/rules/answer_key"),
    "answer_key_and_form": Family("document", "AnswerKey and its form", "checks/rules/answer_key_and_form"),
    "answers": Family("answer", "Answers", "answers/read/problems"),
    "parameters": Family("call", "Parameters of a call", "mturk/parameters/problems"),
    "qualifications": Family("call", "Qualifications", "mturk/qualifications/problems"),
    "review_policies": Family("call", "Review policies", "mturk/review_policies/problems"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """Some findings of a code, for which its row is not right."""

    #: What `Problem.case` may be, separated by blanks.
    keys: str
    #: The case as its page names it.
    words: str
    service: Service
    source: str = ""
    #: The severity, where it differs from that of the row.
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One name, with its row of the table."""

    #: In kebab-case; it says the pattern that is found, and never changes.
    name: str
    family: str
    #: "error": the service refuses this, or no worker can answer it. "warning": it is doubtful.
    severity: Severity
    service: Service
    #: How this is known, in a few words; empty where nothing is known.
    source: str
    #: Another kind of thing that can have this problem.
    also: Kind | None
    cases: tuple[Case, ...]

    @property
    def kind(self) -> Kind:
        """What the code is about, first of all."""
        return FAMILIES[self.family].kind

    def case(self, key: str) -> Case | None:
        """The case of a problem, from its `case`; None where the row itself holds."""
        return next((case for case in self.cases if key in case.keys.split()), None)


_NOT_XML = "recorded error: AWS.MechanicalTurk.XMLParseError"
_SCHEMA = "the schema; API reference, Data Structure Schema Locations"
_XHTML = "API reference, FormattedContent: the whole call fails"
_ANSWERS = "API reference, QuestionFormAnswers: answers need not conform"
_NOT_SENT = "botocore does not send it"
_ENUMERATION = "recorded error: the value for an enumeration is invalid"
_STRAY_END_TAGS = (
    "unexpected-end-tag end-tag-too-early end-tag-too-early-ignored unexpected-cell-end-tag "
    "unexpected-end-tag-in-select unexpected-end-tag-in-table-body unexpected-end-tag-in-table-row "
) + " ".join(f"unexpected-end-tag-{name}" for name in ("hr", "img", "input", "link", "meta", "p", "source"))

#: Family -> its rows: name, severity, what the service did, and how this is known.
_ROWS: dict[str, tuple[tuple[str, Severity, Service, str], ...]] = {
    "text": (
        ("document-type", "error", "unknown", "this library's own limit"),
        ("forbidden-character", "error", "refuses", _NOT_XML),
        ("not-well-formed", "error", "refuses", 'recorded error: "Content is not allowed in prolog"'),
        ("too-deep", "error", "unknown", "this library's own limit"),
        ("too-large", "error", "refuses", "API reference, CreateHIT: at most 65,535 bytes"),
        ("undefined-entity", "error", "refuses", _NOT_XML),
        ("unknown-rule", "warning", "unknown", "the comment is meant for this library"),
        ("unused-ignore", "warning", "unknown", "the comment is meant for this library"),
        ("wrong-encoding", "error", "unknown", ""),
    ),
    "schema": (
        ("invalid-value", "error", "refuses", _SCHEMA),
        ("misplaced-element", "error", "refuses", _SCHEMA),
        ("missing-attribute", "error", "refuses", _SCHEMA),
        ("missing-element", "error", "refuses", _SCHEMA),
        ("repeated-element", "error", "refuses", _SCHEMA),
        ("schema", "error", "refuses", _SCHEMA),
        ("unexpected-element", "error", "refuses", _SCHEMA),
        ("unexpected-text", "error", "refuses", _SCHEMA),
        ("unknown-attribute", "error", "refuses", _SCHEMA),
        ("unknown-element", "error", "refuses", _SCHEMA),
        ("unknown-root", "error", "refuses", _SCHEMA),
        ("wrong-namespace", "error", "refuses", _SCHEMA),
    ),
    "every_document": (
        ("control-character", "warning", "unknown", ""),
        ("doubtful-encoding", "warning", "unknown", ""),
        ("four-byte-character", "error", "refuses", "boto3, issue 2277"),
        ("four-byte-reference", "warning", "unknown", "boto3, issue 2277, which covers only the characters"),
        ("invisible-character", "warning", "unknown", ""),
        ("mojibake", "warning", "unknown", ""),
    ),
    "question_form": (
        ("crossed-bounds", "error", "unknown", ""),
        ("crossed-selection-counts", "error", "unknown", ""),
        ("default-breaks-constraints", "warning", "unknown", ""),
        ("default-taken-for-answer", "warning", "accepts", "API reference, QuestionForm: it counts as the answer"),
        ("duplicate-question-identifier", "error", "unknown", "API reference, QuestionForm: identifiers are unique"),
        ("duplicate-selection-identifier", "error", "unknown", "API reference, QuestionForm: identifiers are unique"),
        ("empty-alt-text", "warning", "unknown", ""),
        ("empty-identifier", "error", "unknown", ""),
        ("error-text-line-break", "warning", "unknown", ""),
        ("form-without-question", "error", "unknown", "API reference, QuestionForm: one question or more"),
        ("http-media", "warning", "accepts", "API reference, QuestionForm: `DataURL` is an HTTP URL"),
        ("invalid-regex", "error", "accepts", "QuestionForm.xsd accepts any text; the regex is not compiled"),
        ("is-required-as-number", "warning", "unknown", ""),
        ("markup-in-text", "warning", "accepts", "API reference, QuestionForm: markup is shown as it is written"),
        (
            "maximum-above-selections",
            "warning",
            "unknown",
            "API reference, QuestionForm: at most the number of selections",
        ),
        (
            "minimum-length-on-optional",
            "warning",
            "accepts",
            "API reference, QuestionForm: a minimum requires an answer",
        ),
        ("multiple-choice-as-radio-buttons", "warning", "unknown", ""),
        ("padded-identifier", "warning", "unknown", ""),
        ("query-in-embedded-url", "warning", "unknown", ""),
        (
            "regex-refuses-empty-answer",
            "warning",
            "unknown",
            "API reference, QuestionForm: the regex for an optional answer accepts an empty text",
        ),
        ("regex-taken-literally", "warning", "unknown", ""),
        ("regex-with-slashes", "warning", "unknown", ""),
        ("regex-without-effect", "warning", "unknown", ""),
        ("retired-element", "warning", "unknown", "retired on 2017-12-12; perhaps merely not shown"),
        ("single-choice-style", "error", "unknown", "API reference, QuestionForm: only if the maximum is 1"),
        ("size-not-a-length", "warning", "unknown", ""),
        ("too-few-selections", "error", "unknown", "API reference, QuestionForm: at most the number of selections"),
        ("unfilled-form-placeholder", "warning", "unknown", ""),
        ("unknown-media-type", "warning", "unknown", ""),
        ("unrendered-selection", "warning", "unknown", ""),
        ("unsupported-regex-flags", "error", "unknown", "API reference, QuestionForm: only `i` is allowed"),
    ),
    "formatted_content": (
        ("comment-in-formatted-content", "warning", "unknown", "API reference, FormattedContent: not supported"),
        ("disputed-markup", "warning", "unknown", "the published versions of the schema differ"),
        ("forbidden-attribute", "error", "refuses", _XHTML),
        ("forbidden-tag", "error", "refuses", _XHTML),
        ("forbidden-url", "error", "refuses", _XHTML),
        ("http-media-in-markup", "warning", "accepts", "FormattedContentXHTMLSubset.xsd accepts `http://`"),
        ("unresolved-reference", "error", "refuses", _XHTML),
    ),
    "html_question": (
        ("crowd-attribute-not-a-list", "warning", "unknown", "SageMaker's documentation of the elements"),
        ("crowd-element-outside-form", "warning", "unknown", ""),
        ("crowd-element-without-script", "error", "unknown", ""),
        ("crowd-script-after-form", "warning", "unknown", ""),
        ("duplicate-choice-value", "warning", "unknown", ""),
        ("duplicate-field-name", "warning", "accepts", "users saw values with the same name joined by `|`"),
        ("duplicate-id", "warning", "unknown", ""),
        ("form-sent-by-get", "warning", "accepts", "jsPsych, pull request 1563"),
        ("form-sent-elsewhere", "warning", "unknown", ""),
        ("hard-coded-submit-host", "warning", "accepts", "API reference, ExternalQuestion: it gives both addresses"),
        ("helper-called-before-form", "warning", "unknown", ""),
        ("html-parse-error", "error", "unknown", "only a few parse errors are recorded"),
        ("http-resource", "warning", "unknown", ""),
        ("missing-doctype", "error", "unknown", "API reference, HTMLQuestion: the page must be HTML5"),
        ("misspelt-element", "warning", "unknown", ""),
        ("nested-forms", "warning", "unknown", ""),
        ("no-assignment-id", "error", "unknown", "API reference, HTMLQuestion: the form must send `assignmentId`"),
        ("no-form", "error", "unknown", "API reference, HTMLQuestion: the page must have a form"),
        ("no-named-field", "warning", "unknown", "the requester site rejects it: ieturk, issue 4"),
        ("no-submit-button", "error", "unknown", ""),
        ("placeholder-in-code", "warning", "unknown", ""),
        ("relative-resource", "warning", "unknown", ""),
        ("reserved-field-name", "warning", "accepts", "API reference, ExternalQuestion: `hitId` is dropped"),
        (
            "self-contained-element-in-form",
            "warning",
            "unknown",
            "SageMaker's documentation: not with the `<crowd-form>` element",
        ),
        ("several-crowd-forms", "warning", "unknown", ""),
        ("unescaped-ampersand", "warning", "unknown", "recorded only for the values of layouts"),
        ("unfilled-placeholder", "warning", "unknown", ""),
        ("unquoted-placeholder", "warning", "unknown", ""),
        ("wrong-form-action", "error", "unknown", ""),
        ("zero-frame-height", "warning", "accepts", "API reference, HTMLQuestion: 0 resizes the frame"),
    ),
    "external_question": (
        ("blank-in-url", "warning", "unknown", ""),
        ("double-escaped-url", "warning", "unknown", ""),
        ("doubtful-url", "warning", "unknown", ""),
        ("external-url-not-https", "error", "refuses", 'recorded error: "This URL must use the HTTPS protocol"'),
        ("negative-frame-height", "error", "unknown", ""),
        ("private-host", "warning", "unknown", ""),
        ("reserved-url-parameter", "error", "unknown", "developer guide: the URL must not contain it"),
        ("small-frame-height", "warning", "unknown", ""),
        ("unfilled-url-placeholder", "warning", "unknown", ""),
    ),
    "answer_key": (
        ("crossed-range", "error", "unknown", ""),
        ("duplicate-answer-option", "warning", "unknown", ""),
        ("duplicate-keyed-question", "warning", "unknown", ""),
        ("gap-between-ranges", "warning", "accepts", "API reference, AnswerKey: such a sum is out of range"),
        ("non-finite-multiplier", "error", "unknown", ""),
        ("overlapping-ranges", "error", "unknown", "API reference, AnswerKey: the result is undefined"),
        ("repeated-selection-in-option", "warning", "unknown", ""),
        ("sum-above-maximum", "warning", "unknown", ""),
        ("unreachable-maximum", "warning", "unknown", ""),
        ("unreachable-range", "warning", "unknown", ""),
        ("vanishing-multiplier", "warning", "unknown", ""),
        ("zero-maximum", "error", "unknown", ""),
    ),
    "answer_key_and_form": (
        ("graded-file-upload", "error", "unknown", "API reference, QuestionForm: not allowed in a test"),
        ("graded-free-text", "error", "unknown", "API reference, QuestionForm: not allowed in a test with a key"),
        ("graded-other-selection", "error", "unknown", "API reference, QuestionForm: not allowed in a test with a key"),
        ("keyed-free-text", "error", "unknown", "API reference, QuestionForm: not allowed in a test with a key"),
        ("keyed-question-not-in-form", "error", "unknown", ""),
        ("keyed-selection-not-offered", "error", "unknown", ""),
        ("option-above-maximum", "error", "unknown", ""),
        ("option-below-minimum", "error", "unknown", ""),
        ("unreadable-form", "error", "unknown", ""),
    ),
    "answers": (
        ("escaped-document", "error", "unknown", ""),
        ("format-not-checked", "warning", "accepts", _ANSWERS),
        ("format-not-matched", "error", "accepts", _ANSWERS),
        ("length-out-of-bounds", "error", "accepts", _ANSWERS),
        ("not-a-number", "error", "accepts", _ANSWERS),
        ("other-text-not-offered", "error", "accepts", _ANSWERS),
        ("repeated-answer", "error", "accepts", _ANSWERS),
        ("repeated-selection", "error", "accepts", _ANSWERS),
        ("selections-above-maximum", "error", "accepts", _ANSWERS),
        ("selections-below-minimum", "error", "accepts", _ANSWERS),
        ("unanswered-question", "error", "accepts", _ANSWERS),
        ("unknown-question", "error", "accepts", _ANSWERS),
        ("unknown-selection", "error", "accepts", _ANSWERS),
        ("upload-size-out-of-bounds", "error", "unknown", ""),
        ("wrong-kind-of-answer", "error", "accepts", _ANSWERS),
    ),
    "parameters": (
        ("empty-text", "error", "unknown", "this library's own rule"),
        ("fraction-of-a-second", "error", "unknown", _NOT_SENT),
        ("higher-fee", "warning", "accepts", "API reference, CreateHIT: an additional fee for 10 or more assignments"),
        ("invalid-amount", "error", "refuses", "the service's model: the pattern of CurrencyAmount"),
        ("invalid-id", "error", "refuses", "the service's model: the pattern of EntityId"),
        ("missing-parameter", "error", "refuses", "API reference: the parameter is required"),
        ("missing-question", "error", "refuses", "recorded error: InvalidParameterValue"),
        ("missing-values", "error", "unknown", ""),
        ("number-out-of-range", "error", "refuses", 'recorded error: "Valid values range from ... to ..."'),
        ("question-and-layout", "error", "refuses", "API reference, HITLayout: one of the two"),
        ("text-too-long", "error", "refuses", "legacy API reference, CreateHIT"),
        ("too-many-values", "error", "refuses", "API reference, QualificationRequirement"),
        ("unexpected-values", "error", "refuses", 'recorded error: "LocaleValue must be null"'),
        ("unknown-member", "error", "unknown", _NOT_SENT),
        ("unused-parameter", "warning", "unknown", ""),
        ("wrong-document", "error", "refuses", "API reference, CreateQualificationType: a test is a QuestionForm"),
        ("wrong-type", "error", "unknown", _NOT_SENT),
        ("zero-amount", "warning", "unknown", ""),
    ),
    "qualifications": (
        ("deprecated-member", "warning", "accepts", "public programs send it"),
        ("duplicate-requirement", "warning", "unknown", ""),
        ("file-upload-in-test", "error", "unknown", "API reference, QuestionForm: not allowed in a test"),
        ("guards-combined", "error", "refuses", "recorded error: InvalidParameterCombinationError"),
        ("invalid-qualification-type-id", "error", "unknown", "the service's model has no pattern here"),
        ("key-dropped", "error", "accepts", "API reference, UpdateQualificationType: the key is dropped"),
        ("key-without-test", "error", "refuses", "API reference, QualificationType: a key needs a test"),
        ("masters-of-other-endpoint", "error", "unknown", ""),
        ("missing-member", "error", "unknown", _NOT_SENT),
        ("never-met", "warning", "unknown", ""),
        ("nothing-to-change", "error", "unknown", ""),
        ("retired-qualification", "warning", "unknown", ""),
        ("test-and-auto-granted", "error", "refuses", "API reference, CreateQualificationType: one of the two"),
        ("title-without-adult-content", "warning", "unknown", "API reference: the title should contain the words"),
        ("too-many-requirements", "error", "refuses", "API reference, CreateHIT: at most ten"),
        ("unknown-actions-guarded", "error", "refuses", _ENUMERATION),
        ("unknown-comparator", "error", "refuses", _ENUMERATION),
        ("unknown-country", "error", "refuses", "recorded error: simple-amt, issue 23"),
        ("unknown-status", "error", "refuses", _ENUMERATION),
        ("unknown-subdivision", "error", "unknown", ""),
        ("wrong-comparator", "error", "refuses", "API reference, QualificationRequirement"),
    ),
    "review_policies": (
        ("answer-too-long", "warning", "accepts", "API reference, HIT Review Policies: it is left out"),
        ("contradicting-bounds", "warning", "unknown", ""),
        ("duplicate-parameter", "error", "unknown", ""),
        ("never-extended", "warning", "unknown", ""),
        ("reviewed-question-not-in-form", "error", "unknown", ""),
        ("threshold-never-exceeded", "warning", "unknown", "a sample in the reference uses it"),
        ("too-many-questions", "warning", "unknown", 'a sample in the reference says "up to 15"'),
        ("unknown-parameter", "error", "unknown", ""),
        ("unknown-policy", "error", "refuses", "API reference, CreateHIT: one of the two policies"),
        ("unmatchable-known-answer", "error", "unknown", ""),
        ("wrong-level", "error", "refuses", "API reference, CreateHIT: each of the two policies has its parameter"),
        ("wrong-value", "error", "refuses", "API reference, Review Policies: the type of each parameter"),
    ),
}

#: Where a row does not hold for all findings of its name.
_CASES: dict[str, tuple[Case, ...]] = {
    "forbidden-character": (Case("parameter", "A control character in a parameter", "unknown", severity="warning"),),
    "undefined-entity": (
        Case("formatted-content", "In a FormattedContent", "unknown", "the reference's own sample has `&nbsp;`"),
    ),
    "four-byte-character": (
        Case("parameter", "In a parameter", "unknown", "boto3, issue 2277, which covers only questions", "warning"),
    ),
    "html-parse-error": (
        Case(_STRAY_END_TAGS, "A stray end tag", "accepts", "Dallinger's compensation HIT", "warning"),
        Case("unexpected-start-tag-body", "A second `<body>`", "refuses", "coco-ui, pull request 4"),
        Case(
            "unexpected-character-after-attribute-value",
            "No space between attributes",
            "refuses",
            "coco-ui, pull request 4",
        ),
    ),
    "no-assignment-id": (
        Case("helper", "Amazon's script is loaded and called", "unknown", "the script may fill it", "warning"),
    ),
    "unescaped-ampersand": (Case("layout-value", "In the value of a layout", "refuses", "MTurkR, issue 30"),),
    "empty-text": (Case("nothing", "Nothing at all", "refuses", 'recorded error: "has a minimum length of 1"'),),
    "missing-parameter": (
        Case("disregard", "`DisregardAssignmentIfRejected`", "unknown", "Amazon's samples lack it", "warning"),
    ),
    "number-out-of-range": (Case("answer", "In an answer", "accepts", _ANSWERS),),
    "key-without-test": (Case("update", "In an update", "unknown", severity="warning"),),
    "unknown-country": (Case("withdrawn", "A withdrawn code", "accepts", "simple-amt, issue 23", "warning"),),
    "wrong-comparator": (Case("adult", "For Worker_Adult", "unknown", severity="warning"),),
    "unknown-parameter": (Case("sample", "`QuestionIDs`", "unknown", "a sample in the reference uses it", "warning"),),
}

#: The names that another kind of thing has too.
_ALSO: dict[str, Kind] = {
    "forbidden-character": "call",
    "too-large": "call",
    "four-byte-character": "call",
    "unescaped-ampersand": "call",
    "number-out-of-range": "answer",
}

#: Name -> code, in the order of the families.
CODES: dict[str, Code] = {
    name: Code(name, family, severity, service, source, _ALSO.get(name), _CASES.get(name, ()))
    for family, rows in _ROWS.items()
    for name, severity, service, source in rows
}


class Verdict(NamedTuple):
    """What the service did, and how this is known."""

    service: Service
    source: str


def verdict(problem: Problem) -> Verdict:
    """What the service did with documents, answers or calls that have this problem."""
    code = CODES[problem.rule]
    row = code.case(problem.case) or code
    return Verdict(row.service, row.source)


def names_of(family: str) -> list[str]:
    """The names of a family's codes."""
    return [code.name for code in CODES.values() if code.family == family]


def names_for(kind: Kind) -> frozenset[str]:
    """The names that a problem of a document, of answers or of a call can have."""
    return frozenset(code.name for code in CODES.values() if kind in (code.kind, code.also))


def page_of(name: str) -> Path:
    """The file of a code's page."""
    return Path(__file__).parent / FAMILIES[CODES[name].family].folder / f"{name.replace('-', '_')}.md"


def page(name: str) -> str:
    """The page of a code, in Markdown, with its title."""
    return page_of(name).read_text(encoding="utf-8")


def summary(name: str) -> str:
    """The first sentence of a code's page."""
    return " ".join(page(name).split("\n\n")[1].split())
