"""The message for each parse error: what is there, what was expected, what was probably meant."""

from __future__ import annotations

_DOCTYPE = "start the page with `<!DOCTYPE html>`"

#: Codes -> message and hint, for those that share them.
_SHARED: list[tuple[str, str, str]] = [
    # the start of the page
    (
        "expected-doctype-but-got-start-tag expected-doctype-but-got-end-tag",
        "the page starts with `{tag}`; expected `<!DOCTYPE html>` first",
        _DOCTYPE,
    ),
    ("expected-doctype-but-got-chars", "the page starts with text; expected `<!DOCTYPE html>` first", _DOCTYPE),
    ("expected-doctype-but-got-eof", "the page is empty; expected `<!DOCTYPE html>` and a form", _DOCTYPE),
    (
        "unknown-doctype eof-in-doctype eof-in-doctype-name unexpected-char-in-doctype unexpected-end-of-doctype"
        " expected-doctype-name-but-got-eof expected-space-or-right-bracket-in-doctype need-space-after-doctype"
        " expected-doctype-name-but-got-right-bracket",
        "the doctype is not the one for HTML5; expected `<!DOCTYPE html>`",
        _DOCTYPE,
    ),
    # the structure of the page
    ("unexpected-doctype", "unexpected doctype; expected only one, at the start of the page", "remove it"),
    (
        "non-html-root two-heads-are-not-better-than-one unexpected-start-tag-head unexpected-start-tag-body"
        " unexpected-start-tag-ignored-head",
        "this is a second `{tag}`; expected only one",
        "remove it; its attributes belong on the first",
    ),
    (
        "unexpected-start-tag-out-of-my-head",
        "`{tag}` is between `</head>` and `<body>`; it belongs in one of the two",
        "move it before `</head>`",
    ),
    (
        "unexpected-start-tag-after-body expected-eof-but-got-start-tag",
        "`{tag}` comes after the end of the page's body",
        "move it before `</body>`",
    ),
    (
        "unexpected-char-after-body expected-eof-but-got-char",
        "there is text after the end of the page's body",
        "move it into the body",
    ),
    # nesting
    (
        "unclosed-before",
        "`<{name}>` has no end tag before the `</{by}>` of the element around it",
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
        "`{tag}` closes an element that is not open",
        "remove it, or add the start tag that belongs to it",
    ),
    (
        "unexpected-end-tag-p",
        "`</p>` closes a paragraph that is not open; a list, table, heading or `<div>` inside a paragraph ends it",
        "remove it, or use a `<div>` instead of the `<p>`",
    ),
    (
        " ".join(f"unexpected-end-tag-{name}" for name in ("hr", "img", "input", "link", "meta", "source")),
        "unexpected `{tag}`; `<{name}>` never has an end tag",
        "remove it",
    ),
    ("unexpected-end-tag-treated-as", "unexpected `{tag}`; `<br>` never has an end tag", "write `<br>`"),
    (
        "unexpected-start-tag-ignored",
        "`{tag}` is outside the element that it must be part of, such as a table, and is ignored",
        "add that element around it",
    ),
    (
        "unexpected-start-tag-implies-end-tag",
        "`{tag}` is inside an element with the same name, which ends here",
        "close the earlier one first",
    ),
    (
        "unexpected-implied-end-tag-in-table-row unexpected-implied-end-tag-in-table",
        "`{tag}` appears while an element in the table row is still open",
        "close the elements inside the row first",
    ),
    ("unexpected-start-tag", "`{tag}` is not allowed here, and is ignored", "remove it"),
    (
        "unexpected-start-tag-form",
        "`<form>` is inside another form, and is ignored",
        "close the earlier form first, or merge the two",
    ),
    (
        " ".join(f"unexpected-start-tag-h{level}" for level in range(1, 7)),
        "`{tag}` is inside another heading, which ends here",
        "close the earlier heading first",
    ),
    ("unexpected-start-tag-treated-as", "`{tag}` is not an HTML element; did you mean `<img>`?", "write `<img>`"),
    ("deprecated-tag", "`{tag}` is no longer an HTML element", "use a form with an `<input>`"),
    (
        "non-void-element-with-trailing-solidus",
        "`<{name}/>` does not close itself; the slash is ignored, and `<{name}>` stays open",
        "write `<{name}></{name}>`",
    ),
    ("rp-or-rt-tag-not-in-ruby-scope", "`{tag}` is not directly inside a `<ruby>`", "move it there"),
    (
        "unexpected-html-element-in-foreign-content",
        "`{tag}` is inside an `<svg>` or a `<math>`, which ends here",
        "close it first",
    ),
    # tables, choices, frames
    ("text-in-table", "there is text inside a table but outside its cells", "move it into a cell"),
    (
        "unexpected-start-tag-implies-table-voodoo",
        "`{tag}` is inside a table but outside its cells",
        "move it into a cell, or out of the table",
    ),
    ("unexpected-form-in-table", "`<form>` is inside a table but outside its cells", "put it around the table"),
    ("unexpected-hidden-input-in-table", "`<input>` is inside a table but outside its cells", "move it into a cell"),
    ("unexpected-cell-in-table-body", "`{tag}` is inside a table but outside its rows", "write `<tr>` before it"),
    (
        "unexpected-start-tag-out-of-table unexpected-start-tag-out-of-table-cell"
        " unexpected-table-start-tag-in-caption",
        "`{tag}` is not allowed in this part of a table",
        "close that part first",
    ),
    ("unexpected-select-in-select", "`<select>` is inside another one, which ends here", "write `</select>` first"),
    (
        "unexpected-input-in-select unexpected-start-tag-in-select"
        " unexpected-table-element-start-tag-in-select-in-table",
        "`{tag}` is inside `<select>`, which can only contain `<option>` and `<optgroup>`",
        "write `</select>` first",
    ),
    ("char-in-head-noscript", "there is text inside a `<noscript>` in the page's head", "move it into the body"),
    (
        "unexpected-start-tag-in-frameset unexpected-start-tag-after-frameset unexpected-char-in-frameset"
        " unexpected-char-after-frameset unexpected-frameset-in-frameset-innerhtml",
        "only frames are allowed in a `<frameset>`, and nothing is allowed after it",
        "use a `<body>` instead of frames",
    ),
    # tags and attributes
    ("unexpected-character-after-attribute-value", "there is no space between two attributes", "add a space here"),
    ("duplicate-attribute", "the attribute `{attribute}` appears twice in one tag", "remove one of the two"),
    (
        "invalid-character-in-attribute-name invalid-character-after-attribute-name",
        "unexpected `{character}`; expected the name of an attribute; a quote or `>` is probably missing before it",
        'write each attribute as `name="value"`',
    ),
    (
        "unexpected-character-in-unquoted-attribute-value equals-in-unquoted-attribute-value",
        "unexpected `{character}` in the value of an attribute that is not in quotes",
        "put the value in quotes",
    ),
    (
        "expected-attribute-value-but-got-right-bracket",
        "the tag ends with `=`; expected the value of an attribute after it",
        "add the value, or remove the `=`",
    ),
    (
        "unexpected-character-after-solidus-in-tag",
        "unexpected slash inside a tag; a slash is only allowed directly before `>`",
        "remove the slash, or put the value that contains it in quotes",
    ),
    ("tag-without-end", "`{tag}` has no `>`: another tag starts before it ends", "write `{tag}>`"),
    ("attributes-in-end-tag", "an end tag has attributes, which belong on the start tag", "remove them here"),
    ("self-closing-flag-on-end-tag", "an end tag ends with a slash", "remove the slash"),
    ("expected-tag-name-but-got-right-bracket", "`<>` is not a tag", "write `&lt;&gt;` for the characters themselves"),
    ("expected-tag-name", "`<` does not start a tag here; it was probably meant as a character", "write `&lt;`"),
    ("expected-closing-tag-but-got-right-bracket", "`</>` is not a tag", "add the name of the element that it closes"),
    (
        "expected-closing-tag-but-got-char",
        "`</` is not followed by a name",
        "write `&lt;/` for the characters themselves",
    ),
    (
        "eof-in-tag-name expected-attribute-name-but-got-eof eof-in-attribute-name expected-end-of-tag-but-got-eof"
        " expected-attribute-value-but-got-eof eof-in-attribute-value-no-quotes unexpected-eof-after-attribute-value"
        " unexpected-eof-after-solidus-in-tag",
        "the page ends inside the tag that starts here",
        "add the `>` that ends the tag",
    ),
    (
        "eof-in-attribute-value-double-quote eof-in-attribute-value-single-quote",
        "the tag that starts here has an attribute with a quote that is never closed",
        "add the quote that ends the value",
    ),
    ("expected-closing-tag-but-got-eof", "the page ends with `</`", "complete the end tag"),
    # comments and what looks like one
    (
        "eof-in-comment eof-in-comment-end-dash eof-in-comment-double-dash eof-in-comment-end-bang-state",
        "the comment that starts here never ends",
        "write `-->` where it ends",
    ),
    (
        "expected-tag-name-but-got-question-mark",
        "unexpected `<?`; HTML has no processing instructions and does not run PHP",
        "remove it, or run the template before you send the page",
    ),
    (
        "expected-dashes-or-doctype",
        "`<!` does not start a comment or the doctype",
        "write a comment as `<!-- ... -->`",
    ),
    ("incorrect-comment", "a comment ends as soon as it starts", "write it as `<!-- ... -->`"),
    ("nested-comment", "unexpected `<!--` inside a comment; the first `-->` ends both", "close the first comment"),
    ("unexpected-bang-after-double-dash-in-comment", "a comment ends with `--!>`", "end it with `-->`"),
    ("eof-in-script-in-script", "a script contains `<!--` and `<script`, and never ends", "write `-->` in the script"),
    # references and characters
    (
        "unescaped-ampersand",
        "`&` before a letter does not start a reference; the current standard allows it, but the service may not",
        "write `&amp;`",
    ),
    ("expected-named-entity", "`{reference}` is not an HTML reference", "write `&amp;` for a plain `&`"),
    ("named-entity-without-semicolon", "a reference has no `;` at its end", "add it, or write `&amp;` for a plain `&`"),
    ("numeric-entity-without-semicolon", "a numeric reference has no `;` at its end", "add the `;`"),
    ("expected-numeric-entity", "`&#` is not followed by a number", "write `&amp;#` for the characters themselves"),
    (
        "illegal-codepoint-for-numeric-entity",
        "`{reference}` refers to a character that HTML does not allow",
        "write the Unicode number of the character that you meant",
    ),
    ("invalid-codepoint", "HTML does not allow the null character", "remove it"),
    ("invalid-character", "HTML does not allow the character U+{number}", "remove it"),
    # not a page at all
    ("escaped-twice", "the page is escaped twice, so it is text and not markup", "escape it once, or use CDATA"),
    (
        "nested-cdata",
        "there is CDATA inside CDATA: the page starts with `<![CDATA[`",
        "write `<![CDATA[` and `]]>` once",
    ),
    # the reader's own limits
    ("stopped", "the page cannot be checked beyond this point: {why}", "make it smaller or simpler"),
]

#: Code -> message and hint, to be filled with the names in the report.
MISTAKES: dict[str, tuple[str, str]] = {
    code: (message, hint) for codes, message, hint in _SHARED for code in codes.split()
}


def rule_of(code: str) -> str:
    """The rule that reports a parse error."""
    if code == "unescaped-ampersand":
        return "unescaped-ampersand"
    return "missing-doctype" if MISTAKES.get(code, ("", ""))[1] == _DOCTYPE else "html-parse-error"


def full_code(code: str, names: dict[str, str]) -> str:
    """The code with the name of the element, where the two together have words of their own."""
    full = f"{code}-{names.get('name')}"
    return full if full in MISTAKES else code


def words(code: str, names: dict[str, str]) -> tuple[str, str]:
    """The message and the hint for a parse error, filled with its names."""
    unknown = "this is not valid HTML (`" + code + "`)", "follow the HTML standard"
    message, hint = MISTAKES.get(full_code(code, names), unknown)
    return message.format(**names), hint.format(**names)
