"""What Xerces, which the service validates with, says of a document that does not fit its schema."""

from __future__ import annotations

from questionforms.service_errors.message import Message

#: A name, with or without its namespace, as Xerces writes it.
_NAME = r"\{?(?:\"[^\"]*\":)?[^'{}]*\}?"
_XHTML = r"\"http://www\.w3\.org/1999/xhtml\":"
#: Where Xerces goes on to name the element or the attribute of a bad value.
_HOLDER = (
    r"(?:(?:(?!cvc-).){0,200}cvc-(?:type\.3\.1\.3|attribute\.3): The value '.{0,300}?' of "
    r"(?:attribute '(?P<attribute>[^']*)' on )?element '(?P<element>[^']*)' is not valid"
    r"(?: with respect to its type, '[^']*')?\.?)?"
)
_CHECK = "Write the value that is meant"

MESSAGES = (
    Message(
        r"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>[^'{}:\"]+)'\. "
        r"One of '\{[^']*\":(?P=found)[,}][^']*' is expected",
        "{found} is the element that is expected here, but it stands in another namespace than its parent, or in none",
        "Take its `xmlns` away, so that it has that of the root; a program must create it in the root's namespace",
        "wrong-namespace",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>{_NAME})'\. "
        rf"One of '\{{(?P<names>{_XHTML}[^']*)\}}' is expected",
        "In a `FormattedContent`, {found} cannot stand at this place; what can is {names}",
        "Use one of these. What XHTML has beyond the subset, such as `div` or scripts, needs an HTMLQuestion",
        "forbidden-tag misplaced-element",
    ),
    Message(
        rf"cvc-complex-type\.2\.4\.a: Invalid content was found starting with element '(?P<found>{_NAME})'\. "
        r"One of '\{(?P<names>[^']*)\}' is expected",
        "{found} was not expected at this place; what was is {names}",
        "Children have a fixed order and exact names: look whether it is misspelt, too early or too late, "
        "a second one, "
        "or whether one before it is missing",
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
        "{found} stands where its parent is complete already, so that nothing more may come",
        "Look whether it is a second one, belongs before another element, or belongs into another parent",
        "repeated-element misplaced-element unknown-element",
    ),
    Message(
        r"cvc-complex-type\.2\.1: Element '(?P<element>[^']*)' must have no character or element information item",
        "{where} must be empty, and something stands in it; a blank or a line break is enough",
        'Write it as an empty element, such as `<Length maxLength="9"/>`; what it says stands in its attributes',
        "unexpected-text unexpected-element",
    ),
    Message(
        r"cvc-complex-type\.2\.3: Element '(?P<element>[^']*)' (?:cannot|must) have (?:no )?character",
        "Text stands straight in {where}, which holds elements alone",
        "Put the text into an element such as `Text`, or delete it",
        "unexpected-text",
    ),
    Message(
        r"cvc-complex-type\.3\.1: Value '(?P<value>[^']*)' of attribute '(?P<attribute>[^']*)' of element "
        r"'(?P<element>[^']*)' is not valid with respect to the corresponding attribute use\. "
        r"Attribute '[^']*' has a fixed value of '(?P<fixed>[^']*)'",
        "{where} is {value}, and can only be {fixed}",
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
        "Look at its spelling, such as `minLength` for `min`; or it is a child element",
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
        "{where} holds text alone and has no attributes, but {found} stands on it",
        "Delete the attribute",
        "unknown-attribute",
    ),
    Message(
        r"(?:cvc-type\.3\.1\.2: Element|cvc-complex-type\.2\.2: Element) '(?P<element>[^']*)' (?:is a "
        r"simple type, so it )?"
        r"must have no element",
        "{where} holds text alone, but a tag stands in it",
        "Put markup into `<![CDATA[` and `]]>`, in a `FormattedContent` or `HTMLContent`; elsewhere "
        "escape `<` as `&lt;`",
        "unexpected-element",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'\(http\|https\)://\.\*' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, and must be a URL that begins with `http://` or `https://`, in lower case",
        "Write the whole URL; best with https, since browsers block http in a page that is served with https",
        "invalid-value",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'http://\.\*\|https://\.\*[^']*' for type '[^']*'\.?" + _HOLDER,
        "In a `FormattedContent`, {where} is {value}, and must be a whole URL that begins with `http://`, "
        "`https://` or "
        "the like",
        "Write the whole URL, with `https://` in lower case: no relative links, no `#` alone, no `data:`",
        "forbidden-url disputed-markup",
    ),
    Message(
        r"cvc-pattern-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to pattern "
        r"'(?P<form>.{0,200}?)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, and must have the form {form}",
        _CHECK,
        "invalid-value",
    ),
    Message(
        r"cvc-enumeration-valid: Value '(?P<value>.{0,500}?)' is not facet-valid with respect to enumeration "
        r"'\[(?P<names>[^\]]*)\]'\.(?: It must be a value from the enumeration\.)?" + _HOLDER,
        "{where} is {value}, and can only be {names}",
        "Write one of these, to the letter: case and blanks count",
        "invalid-value",
    ),
    Message(
        r"cvc-minInclusive-valid: Value '(?P<value>[^']*)' is not facet-valid with respect to minInclusive "
        r"'(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, and must be at least {bound}",
        "Write a number within the bounds",
        "invalid-value",
    ),
    Message(
        r"cvc-maxInclusive-valid: Value '(?P<value>[^']*)' is not facet-valid with respect to maxInclusive "
        r"'(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, and must be at most {bound}",
        "Write a number within the bounds",
        "invalid-value",
    ),
    Message(
        r"cvc-(?:minLength|maxLength|length)-valid: Value '(?P<value>.{0,500}?)' with length = '[^']*' is "
        r"not facet-valid "
        r"with respect to (?:minLength|maxLength|length) '(?P<bound>[^']*)' for type '[^']*'\.?" + _HOLDER,
        "{where} is {value}, whose length is not the one that is allowed: {bound}",
        _CHECK,
        "invalid-value",
    ),
    Message(
        r"cvc-datatype-valid\.1\.2\.\d: '(?P<value>.{0,500}?)' is not a valid value (?:for|of \w+ type) "
        r"'(?P<kind>[^']*)'\.?" + _HOLDER,
        "{where} is {value}, and must be {kind}",
        "Write such a value, without quotes, units or blanks",
        "invalid-value doubtful-url",
    ),
    Message(
        r"cvc-(?:type\.3\.1\.3|attribute\.3): The value '(?P<value>.{0,500}?)' of (?:attribute "
        r"'(?P<attribute>[^']*)' on )?"
        r"element '(?P<element>[^']*)' is not valid",
        "{where} is {value}, which is no value that it can have",
        "What was expected stands in the message before this one; `questionforms validate` says it too",
        "invalid-value forbidden-url disputed-markup",
    ),
    Message(
        r"cvc-elt\.1(?:\.a)?: Cannot find the declaration of element '(?P<element>[^']*)'",
        "The service knows no document that begins with {where} in the namespace it has",
        "Look at the root's name and its `xmlns`: the date in it, http and not https, no blank inside the quotes. "
        "A page of HTML goes into the HTMLContent of an HTMLQuestion",
        "unknown-root wrong-namespace",
    ),
    Message(
        r"cvc-elt\.3\.1: Attribute '[^']*nil' must not appear on element '(?P<element>[^']*)'",
        "{where} has `xsi:nil`, and no element of these documents can",
        "Delete the attribute; leave the element out where it has nothing to say",
        "unknown-attribute schema",
    ),
    Message(
        r"cvc-elt\.4\.[123]: .{0,80}?'(?P<value>[^']*)' .{0,120}?element '(?P<element>[^']*)'",
        "{where} has an `xsi:type` that the schema does not know",
        "Delete the attribute, which programs write that save objects as XML",
        "unknown-attribute schema",
    ),
    Message(
        r"cvc-id\.1: There is no ID/IDREF binding for IDREF '(?P<value>[^']*)'",
        "In a `FormattedContent`, an attribute refers to the `id` {value}, and no element has it",
        "Delete the attribute `headers`: cells cannot have an `id`",
        "unresolved-reference",
    ),
    Message(
        r"cvc-id\.2: There are multiple occurrences of ID value '(?P<value>[^']*)'\.?" + _HOLDER,
        "In a `FormattedContent`, two elements have the `id` {value}",
        "Give each `map` another `id`",
        "invalid-value",
    ),
    Message(
        r"(?P<message>cvc-[a-zA-Z0-9.-]+): [^.]{0,200}",
        "The document does not fit its schema, by the rule {message} of XML Schema",
        "Run `questionforms validate` on the document, which says it in words",
        "schema",
        general=1,
    ),
)
