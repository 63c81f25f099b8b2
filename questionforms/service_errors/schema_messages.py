"""The messages of Xerces, the service's validator, about a document that does not fit its schema."""

from __future__ import annotations

from questionforms.service_errors.message import Message

#: A name, with or without its namespace, as Xerces writes it.
_NAME = r"\{?(?:\"[^\"]*\":)?[^'{}]*\}?"
_XHTML = r"\"http://www\.w3\.org/1999/xhtml\":"
#: The place where Xerces goes on to name the element or attribute of a bad value.
_HOLDER = (
    r"(?:(?:(?!cvc-).){0,200}cvc-(?:type\.3\.1\.3|attribute\.3): The value '.{0,300}?' of "
    r"(?:attribute '(?P<attribute>[^']*)' on )?element '(?P<element>[^']*)' is not valid"
    r"(?: with respect to its type, '[^']*')?\.?)?"
)
_CHECK = "Write the intended value"

MESSAGES = (
    Message(
        r"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>[^'{}:\"]+)'\. "
        r"One of '\{[^']*\":(?P=found)[,}][^']*' is expected",
        "{found} is the expected element, but it is in a different namespace from its parent, or in none",
        "Remove its `xmlns`, so that it uses the root's; a program must create it in the root's namespace",
        "wrong-namespace",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>{_NAME})'\. "
        rf"One of '\{{(?P<names>{_XHTML}[^']*)\}}' is expected",
        "In a `FormattedContent`, {found} is not allowed here; expected {names}",
        "Use one of these. XHTML beyond this subset, such as `div` or scripts, needs an HTMLQuestion",
        "forbidden-tag misplaced-element",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>{_NAME})'\. "
        r"One of '\{(?P<names>[^']*)\}' is expected",
        "{found} is not allowed here; expected {names}",
        "Child elements have a fixed order and exact names: check whether this one is misspelt, too early or too late, "
        "or repeated, or whether an element before it is missing",
        "unknown-element misplaced-element repeated-element missing-element",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.b: The content of element '(?P<element>{_NAME})' is not complete\. "
        r"One of '\{(?P<names>[^']*)\}' is expected",
        "{where} ends too early: it still needs {names}",
        "Add what is missing",
        "missing-element",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.d: Invalid content was found starting with element '(?P<found>{_NAME})'\. "
        r"No child element ('[^']*' )?is expected at this point",
        "{found} comes after its parent is already complete, so nothing more is allowed",
        "Check whether it is repeated, belongs before another element, or belongs in another parent",
        "repeated-element misplaced-element unknown-element",
    ),
    Message(
        r"cvc-complex-type\.2\.1: Element '(?P<element>[^']*)' must have no character or element information item",
        "{where} must be empty, but contains something; even a space or a line break counts",
        'Write it as an empty element, such as `<Length maxLength="9"/>`; its values go in its attributes',
        "unexpected-text unexpected-element",
    ),
    Message(
        r"cvc-complex-type\.2\.3: Element '(?P<element>[^']*)' (?:cannot|must) have (?:no )?character",
        "There is text directly inside {where}, which can only contain elements",
        "Put the text in an element such as `Text`, or delete it",
        "unexpected-text",
    ),
    Message(
        r"cvc-complex-type\.3\.1: Value '(?P<value>[^']*)' of attribute '(?P<attribute>[^']*)' of element "
        r"'(?P<element>[^']*)' is not valid with respect to the corresponding attribute use\. "
        r"Attribute '[^']*' has a fixed value of '(?P<fixed>[^']*)'",
        "{where} is {value}, but can only be {fixed}",
        "Write that value, or delete the attribute",
    ),
    Message(
        r"cvc-complex-type\.3\.2\.2: Attribute '(?P<found>[^']*)' is not allowed to appear in element "
        r"'(?P<element>[a-z][^']*)'",
        "In a `FormattedContent`, {where} cannot have the attribute {found}",
        "Delete it. `class`, `id`, `style` and event handlers need an HTMLQuestion",
        "forbidden-attribute",
    ),
    Message(
        r"cvc-complex-type\.3\.2\.2: Attribute '(?P<found>[^']*)' is not allowed to appear in element "
        r"'(?P<element>[^']*)'",
        "{where} has no attribute {found}",
        "Check its spelling, such as `minLength` instead of `min`; it may also be a child element",
        "unknown-attribute",
    ),
    Message(
        r"cvc-complex-type\.4: Attribute '(?P<found>[^']*)' must appear on element '(?P<element>[^']*)'",
        "{where} lacks the attribute {found}",
        "Add it",
        "missing-attribute",
    ),
    Message(
        r"cvc-type\.3\.1\.1: Element '(?P<element>[^']*)' is a simple type, so it (?:cannot|must) have "
        r"(?:no )?attributes"
        r".{0,300}?the attribute, '(?P<found>[^']*)' was found",
        "{where} can only contain text and has no attributes, but it has {found}",
        "Delete the attribute",
        "unknown-attribute",
    ),
    Message(
        r"(?:cvc-type\.3\.1\.2: Element|cvc-complex-type\.2\.2: Element) '(?P<element>[^']*)' (?:is a "
        r"simple type, so it )?"
        r"must have no element",
        "{where} can only contain text, but there is a tag inside it",
        "Put markup between `<![CDATA[` and `]]>`, in a `FormattedContent` or `HTMLContent`; elsewhere, "
        "escape `<` as `&lt;`",
        "unexpected-element",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'\(http\|https\)://\.\*' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, but must be a URL that starts with `http://` or `https://`, in lower case",
        "Write the full URL, preferably with https: browsers block http in a page served over https",
        "invalid-value",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'http://\.\*\|https://\.\*[^']*' for type '[^']*'\.?" + _HOLDER,
        "In a `FormattedContent`, {where} is {value}, but must be a full URL that starts with `http://`, "
        "`https://` or similar",
        "Write the full URL, with `https://` in lower case: no relative links, no bare `#`, no `data:`",
        "forbidden-url disputed-markup",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'(?P<form>.{0,200}?)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, but must have the form {form}",
        _CHECK,
        "invalid-value",
    ),
    Message(
        r"cvc-enumeration-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to enumeration "
        r"'\[(?P<names>[^\]]*)\]'\.(?: It must be a value from the enumeration\.)?" + _HOLDER,
        "{where} is {value}, but can only be {names}",
        "Write one of these exactly: case and spaces matter",
        "invalid-value",
    ),
    Message(
        r"cvc-minInclusive-valid: Value '(?P<value>[^']*)' is not facet-valid with respect to minInclusive "
        r"'(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, but must be at least {bound}",
        "Use a number in the allowed range",
        "invalid-value",
    ),
    Message(
        r"cvc-maxInclusive-valid: Value '(?P<value>[^']*)' is not facet-valid with respect to maxInclusive "
        r"'(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, but must be at most {bound}",
        "Use a number in the allowed range",
        "invalid-value",
    ),
    Message(
        r"cvc-(?:minLength|maxLength|length)-valid: Value '(?P<value>.{0,500}?)' with length = '[^']*' is "
        r"not facet-valid "
        r"with respect to (?:minLength|maxLength|length) '(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}: its length is not allowed; the limit is {bound}",
        _CHECK,
        "invalid-value",
    ),
    Message(
        r"cvc-datatype-valid\.1\.2\.\d: '(?P<value>.{0,500}?)' is not a valid value (?:for|of \w+ type) "
        r"'(?P<kind>[^']*)'\.?" + _HOLDER,
        "{where} is {value}, but must be {kind}",
        "Write a value of that kind, without quotes, units or spaces",
        "invalid-value doubtful-url",
    ),
    Message(
        r"cvc-(?:type\.3\.1\.3|attribute\.3): The value '(?P<value>.{0,500}?)' of (?:attribute "
        r"'(?P<attribute>[^']*)' on )?"
        r"element '(?P<element>[^']*)' is not valid",
        "{where} is {value}, which is not a valid value",
        "The message before this one says what was expected; so does `questionforms validate`",
        "invalid-value forbidden-url disputed-markup",
    ),
    Message(
        r"cvc-elt\.1(?:\.a)?: Cannot find the declaration of element '(?P<element>[^']*)'",
        "The service does not know any document with the root {where} in this namespace",
        "Check the root's name and its `xmlns`: the right date, http and not https, no space inside the quotes. "
        "An HTML page goes in the HTMLContent of an HTMLQuestion",
        "unknown-root wrong-namespace",
    ),
    Message(
        r"cvc-elt\.3\.1: Attribute '[^']*nil' must not appear on element '(?P<element>[^']*)'",
        "{where} has `xsi:nil`, which no element of these documents can have",
        "Delete the attribute; leave the element out if it has no value",
        "unknown-attribute schema",
    ),
    Message(
        r"cvc-elt\.4\.[123]: .{0,80}?'(?P<value>[^']*)' .{0,120}?element '(?P<element>[^']*)'",
        "{where} has an `xsi:type` that the schema does not know",
        "Delete the attribute; programs that serialise objects as XML write it",
        "unknown-attribute schema",
    ),
    Message(
        r"cvc-id\.1: There is no ID/IDREF binding for IDREF '(?P<value>[^']*)'",
        "In a `FormattedContent`, an attribute refers to the `id` {value}, but no element has it",
        "Delete the `headers` attribute: cells cannot have an `id`",
        "unresolved-reference",
    ),
    Message(
        r"cvc-id\.2: There are multiple occurrences of ID value '(?P<value>[^']*)'\.?" + _HOLDER,
        "In a `FormattedContent`, two elements have the `id` {value}",
        "Give each `map` its own `id`",
        "invalid-value",
    ),
    Message(
        r"(?P<message>cvc-[a-zA-Z0-9.-]+): [^.]{0,200}",
        "The document does not fit its schema: it breaks the rule {message} of XML Schema",
        "Run `questionforms validate` on the document for an explanation",
        "schema",
        general=1,
    ),
)
