"""The messages of Xerces, the service's parser, about a text that is not XML."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_NOT_XML = "not-well-formed"
_ESCAPE = "Write `&lt;` for `<` in text, and `&amp;` for `&`; put an HTML page or a FormattedContent in CDATA"
_ENTIRE = "Look for a tag, quote, comment or CDATA section that is not closed; a program may have cut the text off"
_ENCODING = "Save the file as UTF-8, or declare its actual encoding; better still, pass a `str` without a declaration"
_LIBRARY = "It is best to let a library write the XML"

MESSAGES = (
    Message(
        r"Content is not allowed in prolog\.?",
        "There is something before the first `<`: text that is not XML, a byte order mark, or part of a template",
        "Start with the root element or with `<?xml`. Perhaps a file's name was sent instead of its content",
        "not-well-formed forbidden-character wrong-encoding",
    ),
    Message(
        r"Content is not allowed in trailing section\.?",
        "There is text after the end of the root element",
        "Delete everything after the last tag",
        "not-well-formed forbidden-character",
    ),
    Message(
        r"The markup in the document following the root element must be well-formed\.?",
        "There is a tag after the end of the root element: a second root, or an extra end tag",
        "Send one document with one root, and look for a stray end tag",
        _NOT_XML,
    ),
    Message(
        r"The markup in the document preceding the root element must be well-formed\.?",
        "The root element is preceded by something that is not a tag: a name that starts with a digit or a space, or "
        "`<!doctype` in lower case",
        "Start with the root element. An HTML page goes in the HTMLContent of an HTMLQuestion, in CDATA",
        _NOT_XML,
    ),
    Message(
        r"Premature end of file\.?",
        "The document is empty, or ends before its root element starts",
        "Check that the file was read, and that the template produced something",
        _NOT_XML,
    ),
    Message(
        r"XML document structures must start and end within the same entity\.?",
        "The document ends while an element, a tag or a section is still open",
        _ENTIRE,
        _NOT_XML,
    ),
    Message(
        r'The reference to entity "(?P<name>[^"]*)" must end with the \';\' delimiter\.?',
        "There is a bare `&` before {name}, usually in a URL",
        "Write `&amp;` for each `&`, even in a URL",
        _NOT_XML,
    ),
    Message(
        r"The entity name must immediately follow the '&' in the entity reference\.?",
        "There is a bare `&` in the text",
        _ESCAPE,
        _NOT_XML,
    ),
    Message(
        r'The entity "(?P<name>[^"]*)" was referenced, but not declared\.?',
        "{name}, between `&` and `;`, is defined in HTML but not in XML",
        "Write the character itself, or its number, such as `&#160;` for `&nbsp;`",
        "undefined-entity",
    ),
    Message(
        r'Character reference "(?P<name>[^"]*?);?" is an invalid XML character\.?',
        "{name} refers to a character that XML does not allow",
        "Delete it: a form cannot contain control characters",
        "forbidden-character",
    ),
    Message(
        r"A (?:hexa)?decimal representation must immediately follow the \"&#x?\" in a character reference\.?|"
        r"The character reference must end with the ';' delimiter\.?",
        "A numeric reference is incomplete",
        "Write it as `&#160;` or `&#xA0;`, and a bare `&` as `&amp;`",
        _NOT_XML,
    ),
    Message(
        r"An invalid XML character \(Unicode: (?P<name>0x[0-9a-fA-F]+)\) was found in (?P<place>[^.]{0,80})\.?",
        "The document contains the character {name}, which XML does not allow",
        "Delete it; such characters come from copied text, PDFs and terminals",
        "forbidden-character",
    ),
    Message(
        r'The element type "(?P<element>[^"]*)" must be terminated by the matching end-tag "[^"]*"\.?',
        "{where} is not closed before an outer element ends, or tags overlap",
        "Close it. HTML's `<br>` and `<img>` must be `<br/>` and `<img/>` in XML, or be inside CDATA",
        _NOT_XML,
    ),
    Message(
        r'The end-tag for element type "(?P<element>[^"]*)" must end with a \'>\' delimiter\.?',
        "The end tag of {where} contains more than its name",
        "Write only the name",
        _NOT_XML,
    ),
    Message(
        r'Element type "(?P<element>[^"]*)" must be followed by either attribute specifications, ">" or "/>"\.?',
        "The start tag of {where} contains something that is not an attribute: a space between two attributes is "
        "missing, there is an extra quote, or the `>` is missing",
        'Write attributes as `name="value"`, with a space before each',
        _NOT_XML,
    ),
    Message(
        r'Attribute name "(?P<attribute>[^"]*)" associated with an element type "(?P<element>[^"]*)" must '
        r"be followed by "
        r"the ' = ' character\.?",
        "{where} has no value, which is only allowed in HTML",
        'Write `required="required"` for `required`, or put the HTML in CDATA',
        _NOT_XML,
    ),
    Message(
        r'Open quote is expected for attribute "(?P<attribute>[^"]*)" associated with an +element type '
        r'+"(?P<element>[^"]*)"\.?',
        "The value of {where} has no quotes, or has typographic ones",
        "Write straight quotes around it",
        _NOT_XML,
    ),
    Message(
        r'The value of attribute "(?P<attribute>[^"]*)" associated with an element type "(?P<element>[^"]*)" must not '
        r"contain the '<' character\.?",
        "There is a bare `<` in {where}, or its closing quote is missing",
        "Write `&lt;`, or close the quote",
        _NOT_XML,
    ),
    Message(
        r'Attribute "(?P<attribute>[^"]*)" (?:bound to namespace "[^"]*" )?was already specified for element '
        r'"(?P<element>[^"]*)"\.?',
        "{where} appears twice",
        "Keep one of the two",
        _NOT_XML,
    ),
    Message(
        r"The content of elements must consist of well-formed character data or markup\.?",
        "The text contains a bare `<`, or a `<!` that starts neither a comment nor CDATA",
        _ESCAPE + "; write `<![CDATA[` in capitals",
        _NOT_XML,
    ),
    Message(
        r'The character sequence "\]\]>" must not appear in content unless used to mark the end of a CDATA section\.?',
        "There is a `]]>` in the text, outside CDATA; usually a CDATA section ended too early, at a `]]>` inside it",
        "Write `]]&gt;` in text; in CDATA, end the section after `]]`, and start another before `>`",
        _NOT_XML,
    ),
    Message(
        r'The string "--" is not permitted within comments\.?',
        "There are two hyphens in a comment",
        "Write only one, or delete the comment",
        _NOT_XML,
    ),
    Message(
        r'The processing instruction target matching "\[xX\]\[mM\]\[lL\]" is not allowed\.?',
        "The declaration `<?xml ...?>` is not at the very start: there is a space or a line break "
        "before it, or it is in capitals",
        "Strip the text, or leave out the declaration, which none of these documents needs",
        _NOT_XML,
    ),
    Message(
        r"The processing instruction must begin with the name of the target\.?",
        "There is a `<?` in the text with no name after it, such as PHP's short tag",
        "Write `&lt;?`, or put the text in CDATA",
        _NOT_XML,
    ),
    Message(
        r"(?:A pseudo attribute name is expected|No more pseudo attributes are allowed|The version is "
        r"required in the XML "
        r'declaration|The value following "[^"]*" in the XML declaration must be a quoted string|The '
        r"standalone document "
        r'declaration value must be "yes" or "no"[^.]*|XML version "[^"]*" is not supported, only XML 1\.0 '
        r"is supported|"
        r'Invalid encoding name "[^"]*")\.?',
        "The XML declaration at the start is not correct",
        'Write `<?xml version="1.0" encoding="UTF-8"?>`, or leave it out: none of these documents needs it',
        "not-well-formed wrong-encoding",
    ),
    Message(
        r'DOCTYPE is disallowed when the feature "[^"]*" set to true\.?',
        "The document starts with a `<!DOCTYPE ...>`, which the service does not read",
        "Delete it. The doctype of an HTML page goes inside the HTMLContent, in CDATA",
        "document-type",
    ),
    Message(
        r"Scanner State 24 not Recognized",
        "There is a `<!DOCTYPE ...>` inside the root element",
        "Delete it. The doctype of an HTML page goes inside the HTMLContent, in CDATA",
        "not-well-formed document-type",
    ),
    Message(
        r"UnsupportedEncodingException: (?P<name>\S+)",
        "The declared encoding, {name}, is not known",
        _ENCODING,
        "wrong-encoding",
    ),
    Message(
        r'The prefix "(?P<prefix>[^"]*)" for (?:attribute "(?P<attribute>[^"]*)" associated with an '
        r"element type|element) "
        r'"(?P<element>[^"]*)" is not bound\.?',
        "The prefix {prefix} of {where} is not declared",
        "Remove the prefix; MTurk's documents need only one namespace, in the `xmlns` of the root",
        _NOT_XML,
    ),
    Message(
        r'The prefix "xml(?:ns)?" cannot be bound to any namespace[^.]*\.?|Prefixed namespace bindings may '
        r"not be empty\.?",
        "A namespace declaration is not correct",
        "Declare only one namespace, as the `xmlns` of the root. " + _LIBRARY,
        _NOT_XML,
    ),
    Message(
        r"(?:Invalid byte \d of \d-byte UTF-8 sequence|Expected byte \d of \d-byte UTF-8 sequence|High "
        r"surrogate bits in "
        r"UTF-8 sequence must not exceed 0x10[^.]*|Byte \"\d+\" is not a member of the \(7-bit\) ASCII "
        r"character set)\.?",
        "The bytes of the document do not match its declared encoding, which is UTF-8 if it declares none",
        _ENCODING,
        "wrong-encoding",
    ),
)
