"""The rules, one module each: its docstring is the rule's page, and `RULE` its name, severity and check."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questionforms.rules.rule import Rule

#: The names of all rules, by what they are about. A rule `some-name` stands in the module `some_name`.
FAMILIES: dict[str, tuple[str, ...]] = {
    "Reading the text": (
        "too-large",
        "wrong-encoding",
        "not-well-formed",
        "undefined-entity",
        "forbidden-character",
        "document-type",
        "too-deep",
        "unknown-rule",
    ),
    "The document and its schema": (
        "unknown-root",
        "wrong-namespace",
        "unknown-element",
        "unexpected-element",
        "misplaced-element",
        "repeated-element",
        "missing-element",
        "unexpected-text",
        "invalid-value",
        "unknown-attribute",
        "missing-attribute",
        "schema",
    ),
    "Every document": (
        "control-character",
        "doubtful-encoding",
        "four-byte-character",
        "four-byte-reference",
        "invisible-character",
    ),
    "QuestionForm": (
        "crossed-bounds",
        "crossed-selection-counts",
        "default-breaks-constraints",
        "default-taken-for-answer",
        "duplicate-question-identifier",
        "duplicate-selection-identifier",
        "empty-alt-text",
        "empty-identifier",
        "error-text-line-break",
        "form-without-question",
        "http-media",
        "invalid-regex",
        "is-required-as-number",
        "markup-in-text",
        "maximum-above-selections",
        "minimum-length-on-optional",
        "multiple-choice-as-radio-buttons",
        "padded-identifier",
        "query-in-embedded-url",
        "regex-taken-literally",
        "regex-with-slashes",
        "regex-without-effect",
        "retired-element",
        "single-choice-style",
        "size-not-a-length",
        "too-few-selections",
        "unfilled-form-placeholder",
        "unknown-media-type",
        "unrendered-selection",
        "unsupported-regex-flags",
    ),
    "FormattedContent": (
        "forbidden-tag",
        "forbidden-attribute",
        "forbidden-url",
        "unresolved-reference",
        "comment-in-formatted-content",
        "disputed-markup",
        "http-media-in-markup",
    ),
    "HTMLQuestion": (
        "crowd-element-outside-form",
        "crowd-element-without-script",
        "crowd-script-after-form",
        "duplicate-choice-value",
        "duplicate-field-name",
        "duplicate-id",
        "form-sent-by-get",
        "form-sent-elsewhere",
        "hard-coded-submit-host",
        "helper-called-before-form",
        "html-parse-error",
        "http-resource",
        "missing-doctype",
        "no-assignment-id",
        "no-form",
        "no-named-field",
        "no-submit-button",
        "relative-resource",
        "reserved-field-name",
        "unescaped-ampersand",
        "unfilled-placeholder",
        "wrong-form-action",
        "zero-frame-height",
    ),
    "ExternalQuestion": (
        "blank-in-url",
        "double-escaped-url",
        "doubtful-url",
        "external-url-not-https",
        "negative-frame-height",
        "private-host",
        "reserved-url-parameter",
        "small-frame-height",
        "unfilled-url-placeholder",
    ),
    "AnswerKey": (
        "crossed-range",
        "duplicate-answer-option",
        "duplicate-keyed-question",
        "gap-between-ranges",
        "non-finite-multiplier",
        "overlapping-ranges",
        "repeated-selection-in-option",
        "sum-above-maximum",
        "unreachable-maximum",
        "unreachable-range",
        "vanishing-multiplier",
        "zero-maximum",
    ),
    "AnswerKey beside its form": (
        "graded-file-upload",
        "graded-free-text",
        "graded-other-selection",
        "keyed-free-text",
        "keyed-question-not-in-form",
        "keyed-selection-not-offered",
        "option-above-maximum",
        "option-below-minimum",
        "unreadable-form",
    ),
}


def _rule(name: str) -> Rule:
    rule: Rule = import_module(f"{__name__}.{name.replace('-', '_')}").RULE
    return rule


#: Name -> rule.
RULES: dict[str, Rule] = {name: _rule(name) for names in FAMILIES.values() for name in names}
