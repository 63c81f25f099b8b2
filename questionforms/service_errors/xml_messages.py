"""What Xerces, which the service reads with, says of a text that is no XML."""

from __future__ import annotations

from questionforms.service_errors.message import Message

_NOT_XML = "not-well-formed"
_ESCAPE = "Write `&lt;` for `<` in text, and `&amp;` for `&`; a page of HTML or a FormattedContent goes into CDATA"
_ENTIRE = (
    "Look for a tag, a quote, a comment or a CDATA section that is not closed; a program may have cut the text off"
)
_ENCODING = (
    "Save the file as UTF-8, or declare the encoding that it has; best pass it on as a `str` without a declaration"
)
_LIBRARY = "Best let a library write the XML"

MESSAGES = (
    Message(
        r"Content is not allowed in prolog\.?",
        "Something stands before the first `<`: text that is no XML, a byte order mark, or what a template left there",
        "Begin with the root element or with `<?xml`. Perhaps a file's name was sent, and not what is in the file",
        "not-well-formed forbidden-character wrong-encoding",
    ),
    Message(
        r"Content is not allowed in trailing section\.?",
        "Text stands after the end of the root element",
        "Delete what follows the last tag",
        "not-well-formed forbidden-character",
    ),
    Message(
        r"The markup in the document following the root element must be well-formed\.?",
        "A tag stands after the end of the root element: a second root, or an end tag too many",
        "Send one document with one root, and look for a stray end tag",
        _NOT_XML,
    ),
    Message(
        r"The markup in the document preceding the root element must be well-formed\.?",
        "What stands before the root element is no tag: a name that begins with a digit or blank, or "
        "`<!doctype` in lower "
        "case",
        "Begin with the root element. A page of HTML goes into the HTMLContent of an HTMLQuestion, in CDATA",
        _NOT_XML,
    ),
    Message(
        r"Premature end of file\.?",
        "The document is empty, or ends before its root element begins",
        "Look whether the file was read, and whether a template gave anything",
        _NOT_XML,
    ),
    Message(
        r"XML document structures must start and end within the same entity\.?",
        "The document ends, and an element, a tag or a section is still open",
        _ENTIRE,
        _NOT_XML,
    ),
    Message(
        r'The reference to entity "(?P<name>[^"]*)" must end with the \';\' delimiter\.?',
        "A bare `&` stands before {name}, most often in a URL",
        "Write `&amp;` for each `&`, also in a URL",
        _NOT_XML,
    ),
    Message(
        r"The entity name must immediately follow the '&' in the entity reference\.?",
        "A bare `&` stands in the text",
        _ESCAPE,
        _NOT_XML,
    ),
    Message(
        r'The entity "(?P<name>[^"]*)" was referenced, but not declared\.?',
        "The name {name}, between `&` and `;`, is one of HTML's, and XML does not know it",
        "Write the character itself, or its number, such as `&#160;` for `&nbsp;`",
        "undefined-entity",
    ),
    Message(
        r'Character reference "(?P<name>[^"]*?);?" is an invalid XML character\.?',
        "The reference {name} stands for a character that XML cannot hold",
        "Delete it: no form can hold control characters",
        "forbidden-character",
    ),
    Message(
        r"A (?:hexa)?decimal representation must immediately follow the \"&#x?\" in a character reference\.?|"
        r"The character reference must end with the ';' delimiter\.?",
        "A reference by number is not whole",
        "Write it as `&#160;` or `&#xA0;`; and a bare `&` as `&amp;`",
        _NOT_XML,
    ),
    Message(
        r"An invalid XML character \(Unicode: (?P<name>0x[0-9a-fA-F]+)\) was found in (?P<place>[^.]{0,80})\.?",
        "The character {name} stands in the document, and XML cannot hold it",
        "Delete it; such characters come from copied text, PDFs and terminals",
        "forbidden-character",
    ),
    Message(
        r'The element type "(?P<element>[^"]*)" must be terminated by the matching end-tag "[^"]*"\.?',
        "{where} is not closed before an outer element ends, or tags overlap",
        "Close it. HTML's `<br>` and `<img>` must be `<br/>` and `<img/>` in XML, or stand in CDATA",
        _NOT_XML,
    ),
    Message(
        r'The end-tag for element type "(?P<element>[^"]*)" must end with a \'>\' delimiter\.?',
        "The end tag of {where} has more in it than its name",
        "Write the name alone",
        _NOT_XML,
    ),
    Message(
        r'Element type "(?P<element>[^"]*)" must be followed by either attribute specifications, ">" or "/>"\.?',
        "The start tag of {where} holds something that is no attribute: no blank between two, a quote too "
        "many, or no `>`",
        'Write attributes as `name="value"`, with a blank before each',
        _NOT_XML,
    ),
    Message(
        r'Attribute name "(?P<attribute>[^"]*)" associated with an element type "(?P<element>[^"]*)" must '
        r"be followed by "
        r"the ' = ' character\.?",
        "{where} has no value, as it may in HTML alone",
        'Write `required="required"` for `required`; or put the HTML into CDATA',
        _NOT_XML,
    ),
    Message(
        r'Open quote is expected for attribute "(?P<attribute>[^"]*)" associated with an +element type '
        r'+"(?P<element>[^"]*)"\.?',
        "The value of {where} has no quotes, or typographic ones",
        "Write straight quotes around it",
        _NOT_XML,
    ),
    Message(
        r'The value of attribute "(?P<attribute>[^"]*)" associated with an element type "(?P<element>[^"]*)" must not '
        r"contain the '<' character\.?",
        "In {where} stands a bare `<`, or its closing quote is missing",
        "Write `&lt;`, or close the quote",
        _NOT_XML,
    ),
    Message(
        r'Attribute "(?P<attribute>[^"]*)" (?:bound to namespace "[^"]*" )?was already specified for element '
        r'"(?P<element>[^"]*)"\.?',
        "{where} is given twice",
        "Keep one of the two",
        _NOT_XML,
    ),
    Message(
        r"The content of elements must consist of well-formed character data or markup\.?",
        "A bare `<` stands in the text, or `<!` with something that is no comment and no CDATA",
        _ESCAPE + "; `<![CDATA[` is in capitals",
        _NOT_XML,
    ),
    Message(
        r'The character sequence "\]\]>" must not appear in content unless used to mark the end of a CDATA section\.?',
        "`]]>` stands in the text outside of CDATA; most often a CDATA section ended too early, at a `]]>` inside it",
        "Write `]]&gt;` in text; in CDATA, end the section after `]]`, and begin another before `>`",
        _NOT_XML,
    ),
    Message(
        r'The string "--" is not permitted within comments\.?',
        "Two hyphens stand in a comment",
        "Write one, or delete the comment",
        _NOT_XML,
    ),
    Message(
        r'The processing instruction target matching "\[xX\]\[mM\]\[lL\]" is not allowed\.?',
        "The declaration `<?xml ...?>` is not at the very beginning: a blank or a line break stands "
        "before it, or it is in "
        "capitals",
        "Strip the text, or leave the declaration out, which none of these documents needs",
        _NOT_XML,
    ),
    Message(
        r"The processing instruction must begin with the name of the target\.?",
        "`<?` stands in the text with no name after it, such as PHP's short tag",
        "Write `&lt;?`, or put the text into CDATA",
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
        "The declaration at the beginning is not right",
        'Write `<?xml version="1.0" encoding="UTF-8"?>`, or leave it out, which none of these documents needs',
        "not-well-formed wrong-encoding",
    ),
    Message(
        r'DOCTYPE is disallowed when the feature "[^"]*" set to true\.?',
        "The document begins with a `<!DOCTYPE ...>`, which the service does not read",
        "Delete it. That of a page of HTML stands inside the HTMLContent, in CDATA",
        "document-type",
    ),
    Message(
        r"Scanner State 24 not Recognized",
        "A `<!DOCTYPE ...>` stands inside the root element",
        "Delete it. That of a page of HTML stands inside the HTMLContent, in CDATA",
        "not-well-formed document-type",
    ),
    Message(
        r"UnsupportedEncodingException: (?P<name>\S+)",
        "The encoding that the declaration names, {name}, is not known",
        _ENCODING,
        "wrong-encoding",
    ),
    Message(
        r'The prefix "(?P<prefix>[^"]*)" for (?:attribute "(?P<attribute>[^"]*)" associated with an '
        r"element type|element) "
        r'"(?P<element>[^"]*)" is not bound\.?',
        "The prefix {prefix} of {where} has no namespace",
        "Take the prefix away; MTurk's documents need one namespace, in the `xmlns` of the root",
        _NOT_XML,
    ),
    Message(
        r'The prefix "xml(?:ns)?" cannot be bound to any namespace[^.]*\.?|Prefixed namespace bindings may '
        r"not be empty\.?",
        "A declaration of a namespace is not right",
        "Declare one namespace, as the `xmlns` of the root. " + _LIBRARY,
        _NOT_XML,
    ),
    Message(
        r"(?:Invalid byte \d of \d-byte UTF-8 sequence|Expected byte \d of \d-byte UTF-8 sequence|High "
        r"surrogate bits in "
        r"UTF-8 sequence must not exceed 0x10[^.]*|Byte \"\d+\" is not a member of the \(7-bit\) ASCII "
        r"character set)\.?",
        "The bytes of the document are not of the encoding that it declares; without a declaration that is UTF-8",
        _ENCODING,
        "wrong-encoding",
    ),
)
