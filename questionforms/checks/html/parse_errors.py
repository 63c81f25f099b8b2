"""What each parse error means, in words: what stands there, what was expected, what was probably meant."""

from __future__ import annotations

_DOCTYPE = "begin the page with `<!DOCTYPE html>`"

#: Codes -> message and hint, for those that share them.
_SHARED: list[tuple[str, str, str]] = [
    # what the page begins with
    (
        "expected-doctype-but-got-start-tag expected-doctype-but-got-end-tag",
        "the page begins with `{tag}`; expected `<!DOCTYPE html>` first",
        _DOCTYPE,
    ),
    ("expected-doctype-but-got-chars", "the page begins with text; expected `<!DOCTYPE html>` first", _DOCTYPE),
    ("expected-doctype-but-got-eof", "the page is empty; expected `<!DOCTYPE html>` and a form", _DOCTYPE),
    (
        "unknown-doctype eof-in-doctype eof-in-doctype-name unexpected-char-in-doctype unexpected-end-of-doctype"
        " expected-doctype-name-but-got-eof expected-space-or-right-bracket-in-doctype need-space-after-doctype"
        " expected-doctype-name-but-got-right-bracket",
        "the doctype is not that of HTML5, `<!DOCTYPE html>`",
        _DOCTYPE,
    ),
    # what the page is made of
    ("unexpected-doctype", "a doctype stands here; expected at most one, before all else", "remove it"),
    (
        "non-html-root two-heads-are-not-better-than-one unexpected-start-tag-head unexpected-start-tag-body"
        " unexpected-start-tag-ignored-head",
        "a second `{tag}` stands here",
        "remove it; its attributes belong on the first",
    ),
    (
        "unexpected-start-tag-out-of-my-head",
        "`{tag}` stands between `</head>` and `<body>`; it belongs in one of the two",
        "move it before `</head>`",
    ),
    (
        "unexpected-start-tag-after-body expected-eof-but-got-start-tag",
        "`{tag}` stands after the end of the page's body",
        "move it before `</body>`",
    ),
    (
        "unexpected-char-after-body expected-eof-but-got-char",
        "text stands after the end of the page's body",
        "move it into the body",
    ),
    # elements that do not nest
    (
        "unclosed-before",
        "`<{name}>` has no end tag before the `</{by}>` that closes what is around it",
        "write `</{name}>` where it ends",
    ),
    ("unclosed-at-end", "`<{name}>` is never closed", "write `</{name}>` where it ends"),
    (
        "unexpected-end-tag end-tag-too-early end-tag-too-early-named end-tag-too-early-ignored adoption-agency-1.2"
        " adoption-agency-1.3 adoption-agency-4.4 expected-one-end-tag-but-got-another unexpected-cell-end-tag"
        " unexpected-end-tag-after-body unexpected-end-tag-after-body-innerhtml expected-eof-but-got-end-tag"
        " unexpected-end-tag-before-html end-tag-after-implied-root unexpected-end-tag-implies-table-voodoo"
        " unexpected-end-tag-in-table-body unexpected-end-tag-in-table-row unexpected-end-tag-in-select no-end-tag"
        " unexpected-table-end-tag-in-caption unexpected-table-element-end-tag-in-select-in-table"
        " unexpected-inhead-noscript-tag unexpected-end-tag-in-frameset unexpected-end-tag-after-frameset",
        "`{tag}` closes nothing that is open here",
        "remove it, or write the start tag that it belongs to",
    ),
    (
        "unexpected-end-tag-p",
        "`</p>` closes no paragraph that is open; a list, a table, a heading or a `<div>` in one ends it already",
        "remove it, or write a `<div>` in place of the `<p>`",
    ),
    (
        " ".join(f"unexpected-end-tag-{name}" for name in ("hr", "img", "input", "link", "meta", "source")),
        "`{tag}` stands here; `{name}` has no end tag",
        "remove it",
    ),
    ("unexpected-end-tag-treated-as", "`{tag}` stands here; `br` has no end tag", "write `<br>`"),
    (
        "unexpected-start-tag-ignored",
        "`{tag}` stands outside of what it is a part of, such as a table, and is dropped",
        "put what it is a part of around it",
    ),
    (
        "unexpected-start-tag-implies-end-tag",
        "`{tag}` stands inside another element of its name, which ends here",
        "close the one before first",
    ),
    (
        "unexpected-implied-end-tag-in-table-row unexpected-implied-end-tag-in-table",
        "`{tag}` closes an element of the table's row that is not closed",
        "close what is inside the row first",
    ),
    ("unexpected-start-tag", "`{tag}` stands where it cannot be, and is dropped", "remove it"),
    (
        "unexpected-start-tag-form",
        "`<form>` stands inside another form, and is dropped",
        "close the form before, or make the two one",
    ),
    (
        " ".join(f"unexpected-start-tag-h{level}" for level in range(1, 7)),
        "`{tag}` stands inside another heading, which ends here",
        "close the heading before first",
    ),
    ("unexpected-start-tag-treated-as", "`{tag}` is no element of HTML; `<img>` was probably meant", "write `<img>`"),
    ("deprecated-tag", "`{tag}` is no element of HTML any more", "write a form with an `<input>`"),
    (
        "non-void-element-with-trailing-solidus",
        "`<{name}/>` does not close itself; the slash is dropped, and `<{name}>` stays open",
        "write `<{name}></{name}>`",
    ),
    ("rp-or-rt-tag-not-in-ruby-scope", "`{tag}` does not stand right inside a `<ruby>`", "move it there"),
    ("unexpected-html-element-in-foreign-content", "`{tag}` stands inside a drawing, which ends here", "close that"),
    # tables, choices, frames
    ("text-in-table", "text stands inside a table but outside of its cells", "move it into a cell"),
    (
        "unexpected-start-tag-implies-table-voodoo",
        "`{tag}` stands inside a table but outside of its cells",
        "move it into a cell, or out of the table",
    ),
    ("unexpected-form-in-table", "`<form>` stands inside a table but outside of its cells", "put it around the table"),
    ("unexpected-hidden-input-in-table", "`<input>` stands in a table but not in a cell", "move it into a cell"),
    ("unexpected-cell-in-table-body", "`{tag}` stands in a table, but not in a row", "write `<tr>` before it"),
    (
        "unexpected-start-tag-out-of-table unexpected-start-tag-out-of-table-cell"
        " unexpected-table-start-tag-in-caption",
        "`{tag}` stands in a part of a table that cannot hold it",
        "close that part first",
    ),
    ("unexpected-select-in-select", "`<select>` stands inside another, which ends here", "write `</select>` first"),
    (
        "unexpected-input-in-select unexpected-start-tag-in-select"
        " unexpected-table-element-start-tag-in-select-in-table",
        "`{tag}` stands inside `<select>`, which holds only `<option>` and `<optgroup>`",
        "write `</select>` first",
    ),
    ("char-in-head-noscript", "text stands inside a `<noscript>` of the page's head", "move that into the body"),
    (
        "unexpected-start-tag-in-frameset unexpected-start-tag-after-frameset unexpected-char-in-frameset"
        " unexpected-char-after-frameset unexpected-frameset-in-frameset-innerhtml",
        "this stands in or after a `<frameset>`, which holds only frames",
        "write a `<body>` instead of frames",
    ),
    # tags and attributes
    ("unexpected-character-after-attribute-value", "no blank stands between two attributes", "write a blank here"),
    ("duplicate-attribute", "the attribute `{attribute}` stands a second time in its tag", "remove one of the two"),
    (
        "invalid-character-in-attribute-name invalid-character-after-attribute-name",
        "`{character}` stands where an attribute's name was expected; a quote or `>` is probably missing before it",
        'write each attribute as `name="value"`',
    ),
    (
        "unexpected-character-in-unquoted-attribute-value equals-in-unquoted-attribute-value",
        "`{character}` stands in the value of an attribute that is not in quotes",
        "put the value in quotes",
    ),
    (
        "expected-attribute-value-but-got-right-bracket",
        "`=` ends the tag; expected the value of an attribute after it",
        "write the value, or remove the `=`",
    ),
    (
        "unexpected-character-after-solidus-in-tag",
        "a slash stands inside a tag; expected it right before `>`, or not at all",
        "remove the slash, or put the value that it is of in quotes",
    ),
    ("attributes-in-end-tag", "an end tag has attributes, which belong on the start tag", "remove them here"),
    ("self-closing-flag-on-end-tag", "an end tag ends with a slash", "remove the slash"),
    ("expected-tag-name-but-got-right-bracket", "`<>` is no tag", "write `&lt;&gt;` for the characters"),
    ("expected-tag-name", "`<` stands here, and no tag follows; the sign was probably meant", "write `&lt;`"),
    ("expected-closing-tag-but-got-right-bracket", "`</>` is no tag", "write the name of what it closes"),
    ("expected-closing-tag-but-got-char", "`</` stands here, and no name follows", "write `&lt;/` for the characters"),
    (
        "eof-in-tag-name expected-attribute-name-but-got-eof eof-in-attribute-name expected-end-of-tag-but-got-eof"
        " expected-attribute-value-but-got-eof eof-in-attribute-value-no-quotes unexpected-eof-after-attribute-value"
        " unexpected-eof-after-solidus-in-tag",
        "the page ends inside of the tag that begins here",
        "write the `>` that ends the tag",
    ),
    (
        "eof-in-attribute-value-double-quote eof-in-attribute-value-single-quote",
        "the tag that begins here has an attribute whose quote is never closed",
        "write the quote that ends the value",
    ),
    ("expected-closing-tag-but-got-eof", "the page ends with `</`", "write the end tag whole"),
    # comments and what is none
    (
        "eof-in-comment eof-in-comment-end-dash eof-in-comment-double-dash eof-in-comment-end-bang-state",
        "the comment that begins here never ends",
        "write `-->` where it ends",
    ),
    (
        "expected-tag-name-but-got-question-mark",
        "`<?` stands here; HTML has no processing instructions and runs no PHP",
        "remove it, or fill the page before it is sent",
    ),
    (
        "expected-dashes-or-doctype",
        "`<!` stands here, and neither a comment nor the doctype follows",
        "write a comment as `<!-- ... -->`",
    ),
    ("incorrect-comment", "a comment ends as soon as it begins", "write it as `<!-- ... -->`"),
    ("nested-comment", "`<!--` stands inside a comment; the first `-->` ends both", "close the comment before it"),
    ("unexpected-bang-after-double-dash-in-comment", "a comment ends with `--!>`", "end it with `-->`"),
    ("eof-in-script-in-script", "a script holds `<!--` and `<script`, and never ends", "write `-->` in the script"),
    # references and characters
    (
        "unescaped-ampersand",
        "`&` stands before a letter and begins no reference; today's standard allows it, but the service's may not",
        "write `&amp;`",
    ),
    ("expected-named-entity", "HTML has no reference `{reference}`", "write `&amp;` for the sign `&`"),
    ("named-entity-without-semicolon", "a reference has no `;` at its end", "write it, or `&amp;` for the sign `&`"),
    ("numeric-entity-without-semicolon", "a numeric reference has no `;` at its end", "write the `;`"),
    ("expected-numeric-entity", "`&#` stands here, and no number follows", "write `&amp;#` for the characters"),
    (
        "illegal-codepoint-for-numeric-entity",
        "the reference `{reference}` gives no character that HTML can hold",
        "write the number of the character in Unicode",
    ),
    ("invalid-codepoint", "a null character stands here, which HTML cannot hold", "remove it"),
    ("invalid-character", "a character stands here that HTML cannot hold: U+{number}", "remove it"),
    # what is no page
    ("escaped-twice", "the page is escaped twice, so that it is text and no markup", "escape it once, or use CDATA"),
    ("nested-cdata", "CDATA stands inside CDATA; the page begins with `<![CDATA[`", "write `<![CDATA[` and `]]>` once"),
    # the reader's own bounds
    ("stopped", "the page cannot be checked from here on: {why}", "make it smaller or simpler"),
]

#: Code -> message and hint, to be filled with what the code's report speaks of.
MISTAKES: dict[str, tuple[str, str]] = {
    code: (message, hint) for codes, message, hint in _SHARED for code in codes.split()
}


def rule_of(code: str) -> str:
    """The rule that tells of a parse error."""
    if code == "unescaped-ampersand":
        return "unescaped-ampersand"
    return "missing-doctype" if MISTAKES.get(code, ("", ""))[1] == _DOCTYPE else "html-parse-error"


def full_code(code: str, names: dict[str, str]) -> str:
    """The code with the name of the element, where the two together have words of their own."""
    full = f"{code}-{names.get('name')}"
    return full if full in MISTAKES else code


def words(code: str, names: dict[str, str]) -> tuple[str, str]:
    """The message and the hint for a parse error, given what it speaks of."""
    unknown = "this is no HTML (`" + code + "`)", "write it as the HTML standard says"
    message, hint = MISTAKES.get(full_code(code, names), unknown)
    return message.format(**names), hint.format(**names)
