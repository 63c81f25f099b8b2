"""The messages of the Nu HTML checker, which the service uses to report errors in an HTMLContent."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_RULE = "html-parse-error"
_CLOSE = "Close the open elements, from the innermost outwards"
_DOCTYPE = "Start the page with `<!DOCTYPE html>`"
_QUOTES = 'Write attributes as `name="value"`, with a space before each and straight quotes'


def _html(pattern: str, meaning: str, cure: str, rules: str = _RULE, general: int = 0) -> Message:
    """A message with the checker's quotes, curly or straight; `NAME` is the quoted name of an element or attribute."""
    pattern = pattern.replace("“", '[“"]').replace("”", '[”"]')
    pattern = pattern.replace("NAME", '[“"](?P<element>TEXT)[”"]').replace("TEXT", '[^”"]{0,80}')
    return Message(pattern, meaning, cure, rules, general)


MESSAGES = (
    _html(
        r"(?:Start tag|An) NAME (?:start tag )?seen but an element of the same type was already open",
        "A second {where} starts while one is open",
        "Delete the second, or close the first. A template that is included in another often has its own `body`",
    ),
    _html(
        r"(?:[Ss]tart tag|End tag|End of file|Non-space characters?)(?: found| seen)? without seeing a doctype first",
        "The page does not start with a doctype",
        _DOCTYPE,
        "missing-doctype",
    ),
    _html(
        r"Almost standards mode doctype|Obsolete doctype|Quirky doctype|Bogus doctype|Stray doctype|Legacy doctype",
        "The doctype is not the one for HTML5, or is not at the start",
        _DOCTYPE,
        "missing-doctype",
    ),
    _html(
        r"Missing space before doctype name|End of file inside doctype|Expected a (?:public|system) identifier|"
        r"No space between (?:the )?doctype|End of file inside (?:public|system) identifier|“>” in "
        r"(?:public|system) identifier",
        "The doctype is not written correctly",
        _DOCTYPE,
        "missing-doctype",
    ),
    _html(
        r"Stray end tag NAME",
        "There is an end tag for {where}, but no such element is open",
        "Delete it, or find an earlier end tag that closed too much. `br`, `img` and `input` have no end tag",
    ),
    _html(
        r"No NAME element in scope but an? “TEXT” end tag seen",
        "There is an end tag for {where}, but no such element is open",
        "Delete it, or find an earlier tag that closed it: a `p` cannot contain a `div` or a list",
    ),
    _html(r"End tag “br”", "`</br>` is not a tag", "Write `<br>`"),
    _html(r"Saw a start tag “image”", "`image` is not an HTML element", "Write `img`"),
    _html(
        r"Stray start tag NAME",
        "{where} is not allowed here",
        "Move it to where it belongs: a cell in a row, a row in a table, and nothing after `</body>` and `</html>`",
    ),
    _html(
        r"(?:Start tag )?NAME (?:seen in “table”|start tag in table body)",
        "{where} is directly inside a table",
        "Put it in a cell; put a `form` around the table",
    ),
    _html(
        r"Misplaced non-space characters inside a table",
        "There is text directly inside a table",
        "Put it in a `td` or `th`",
    ),
    _html(
        r"Start tag for “table” seen but the previous “table” is still open",
        "A table starts inside another table, outside its cells",
        "Close the first, or put the second in a cell",
    ),
    _html(
        r"(?:Unclosed element|End tag(?: for)?) +NAME(?: seen, but there were (?:open|unclosed) elements| "
        r"implied, but there "
        r"were open elements|(?= ?[.!]))",
        "An end tag is missing, at or inside {where}",
        _CLOSE,
    ),
    _html(
        r"End tag NAME (?:violates nesting rules|did not match the name of the current open element)",
        "The end tag for {where} appears while an element inside it is still open",
        _CLOSE,
    ),
    _html(
        r"Unclosed elements(?: on stack)?|A table cell was implicitly closed, but there were open elements|"
        r"Unclosed children "
        r"in “ruby”",
        "An element is not closed",
        _CLOSE,
    ),
    _html(
        r"End of file (?:seen and there were open elements|seen when expecting text or an end tag|inside "
        r"comment|after “<”|"
        r"occurred in an attribute name|reached when inside an attribute value|inside end tag|seen when "
        r"looking for tag name)|"
        r"Saw end of file without the previous tag ending with “>”",
        "The page ends while an element, a tag, a quote or a comment is open",
        _CLOSE + "; a template or a program may have cut the page off",
    ),
    _html(
        r"No space between attributes",
        "There is no space between two attributes",
        _QUOTES,
    ),
    _html(r"Duplicate attribute NAME", "The attribute {where} appears twice in a tag", "Keep one of the two"),
    _html(
        r"Quote “?.”? in attribute name|Saw “?(?:\"|'|=|<)”? when expecting an attribute name|“<” in attribute name|"
        r"“=” (?:in an unquoted|at the start of an unquoted) attribute value|“<” (?:in|at the start of) an "
        r"unquoted attribute "
        r"value|“`” (?:in|at the start of) an unquoted attribute value|“.{1,2}” in an unquoted attribute value|"
        r"Attribute value missing|Unquoted attribute value",
        "An attribute is not written correctly: a quote, a `>` or a value is missing near here",
        _QUOTES,
    ),
    _html(
        r"Attribute NAME not allowed here|Bad value “TEXT” for the attribute “xmlns”",
        "An attribute is not allowed here",
        "Delete it",
    ),
    _html(
        r"“&” did not start a character reference|The string following “&” was interpreted as a character reference|"
        r"Named character reference was not terminated by a semicolon|Character reference was not "
        r"terminated by a semicolon|"
        r"No digits after “TEXT”",
        "There is a bare `&`, or a reference without its `;`",
        "Write `&amp;` for `&`, even in a URL and in a value inserted into a template; end a reference with `;`",
        "unescaped-ampersand html-parse-error",
    ),
    _html(
        r"Character reference (?:expands to|outside the permissible)[^.]{0,80}|A (?:numeric )?character "
        r"reference expanded to "
        r"[^.]{0,60}|Forbidden code point \S+|Saw U\+0000 in stream",
        "HTML does not allow this character or numeric reference",
        "Delete it, or write the intended character",
    ),
    _html(
        r"Bad character “.{1,2}” after “<”|Saw “<>”",
        "There is a bare `<` in the text",
        "Write `&lt;`",
    ),
    _html(
        r"Saw “<\?”",
        "The page contains `<?`, as in XML or PHP: usually an XML declaration, or a template that was not run",
        "Delete it, or run the template first",
    ),
    _html(
        r"Garbage after “</”|Saw “</>”|End tag had attributes|Self-closing syntax|A slash was not "
        r"immediately followed by “>”",
        "A tag is not written correctly",
        "An end tag is `</name>` and nothing more; only void elements such as `<br>` do not need one",
    ),
    _html(
        r"Premature end of comment|Saw “<!--” within a comment|Bogus comment|Consecutive hyphens did not "
        r"terminate a comment|"
        r"“--!” found in comment",
        "A comment is not written correctly",
        "Write `<!-- ... -->`, with neither `--` nor another comment inside",
    ),
    _html(
        r"Saw a “form” start tag, but there was already an active “form” element",
        "There is a form inside a form; `crowd-form` adds its own",
        "Keep one form around everything",
    ),
    _html(
        r"Heading cannot be a child of another heading|“TEXT” start tag with “select” open|“select” start "
        r"tag where end tag "
        r"expected|“TEXT” element between “head” and “body”|Bad start tag in “TEXT” in “noscript”|Start "
        r"tag “TEXT” seen "
        r"without a “ruby” element|HTML start tag “TEXT” in a foreign namespace context",
        "An element is not allowed here",
        "Check whether an earlier element should have been closed, and whether this one belongs inside another",
    ),
    _html(
        r"No table row to close|No cell to close|Saw an end tag after “body” had been closed|Non-space "
        r"character (?:after "
        r"body|in page trailer|inside “noscript” inside “head”)",
        "Something comes after the end of the element that should contain it, usually after `</body>` or outside a row",
        "Move it inside",
    ),
    _html(
        r"<! ?\[\d+, ?\d+\] (?P<message>.{1,300}?) ?!>",
        "The service's HTML parser says: {message}",
        "Run `questionforms validate` on the page, and look at this line",
        general=1,
    ),
)
