"""The outline of a layout: the tags of a whole page in it, its forms, its fields and its buttons, in linear time."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from questionforms.html_contexts import RAW_TEXT, tags

if TYPE_CHECKING:
    from questionforms.html_contexts import Tag

#: The tags of a whole page.
_SHELL = ("html", "head", "body")
#: The elements that belong to a page's head wherever its tags are left out.
_IN_HEAD = {"title", "meta", "link", "style", "script", "base", "noscript", "template"}
_FIELDS = {"input", "select", "textarea", "button"}
_DOCTYPE = re.compile(r"<!doctype\b", re.IGNORECASE)
#: A script that calls Amazon's helper at once and does nothing else.
_CALL_ALONE = re.compile(r"\s*turkSetAssignmentID\(\s*\)[\s;]*")
_HELPER_CALL = re.compile(r"(?<!function )\bturkSetAssignmentID\b")
_SUBMIT = re.compile("submit", re.IGNORECASE)
#: How far after a button's tag its text is searched.
_BUTTON_TEXT = 200
#: Attributes that give a button without a type something else to do.
_OTHER_USES = {"onclick", "data-toggle", "data-bs-toggle", "data-target", "data-bs-target", "data-dismiss"}


def is_named_field(tag: Tag) -> bool:
    """Whether a start tag is a field with a name, native or of Crowd HTML."""
    if tag.is_end or not tag.attributes.get("name"):
        return False
    kind = tag.attributes.get("type", "").lower()
    return tag.name.startswith("crowd-") or (tag.name in _FIELDS and kind not in ("button", "reset"))


class Outline:
    """What `page_around` needs to know about a layout. All places are offsets into `html`."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tags = list(tags(html))
        #: The tags `<html>` and `<head>`, and their end tags, before the body.
        self._shell: list[Tag] = []
        self._body: Tag | None = None
        self._doctype: Tag | None = None
        content = self._read_lead()
        #: Where the body's content starts.
        self.body_start = content if self.has_shell or self._doctype else 0
        #: Where it ends.
        self.body_end = min((tag.start for tag in self._closers), default=len(html)) if self.has_shell else len(html)

    def _read_lead(self) -> int:
        """Read what comes before the body's content; return where that starts."""
        at = 0
        in_head = False
        until = ""  # inside this element, whose content is not read
        after_head: int | None = None  # where something of the head follows `</head>`: without `<body>`, it is body
        for tag in self.tags:
            if not until and (text := self.html[at : tag.start]).strip():
                return after_head or at + len(text) - len(text.lstrip())
            at = tag.text_end
            if until:
                until = "" if tag.is_end and tag.name == until else until
            elif tag.name == "!":
                if self._is_doctype(tag) and self._doctype is None and not (self._shell or in_head):
                    self._doctype = tag
            elif tag.name == "head" or (tag.name == "html" and not tag.is_end):
                if all((tag.name, tag.is_end) != (other.name, other.is_end) for other in self._shell):
                    self._shell.append(tag)
            elif tag.name == "body" and not tag.is_end:
                self._body = tag
                return tag.end
            elif tag.name not in _IN_HEAD and tag.name != "!--":
                return after_head or tag.start
            elif tag.name in _IN_HEAD and not tag.is_end:
                in_head = True
                until = tag.name if tag.name in ("noscript", "template") else ""
                if self.lacks_body:
                    after_head = after_head or tag.start
        return after_head or len(self.html) - len(self.html[at:].lstrip())

    def _is_doctype(self, tag: Tag) -> bool:
        return _DOCTYPE.match(self.html, tag.start) is not None

    @property
    def has_doctype(self) -> bool:
        """Whether it starts with a doctype."""
        return self._doctype is not None

    @property
    def has_shell(self) -> bool:
        """Whether it has `<html>`, `<head>` or `<body>` where a page has them."""
        return self._body is not None or not all(tag.is_end for tag in self._shell)

    @property
    def lacks_body(self) -> bool:
        """Whether `<body>` is missing after a `</head>`."""
        return self._body is None and any(tag.is_end and tag.name == "head" for tag in self._shell)

    @property
    def start(self) -> int:
        """Where the page starts, after its doctype."""
        return self._doctype.end if self._doctype else 0

    @property
    def head_start(self) -> int:
        """Where the content of its head starts."""
        starts = [tag for tag in self._shell if not tag.is_end]
        return max((tag.end for tag in starts), default=self.start)

    @cached_property
    def _closers(self) -> list[Tag]:
        """The `</body>` and `</html>` with nothing but comments and blanks after them."""
        found, end = [], len(self.html)
        for tag in reversed(self.tags):
            is_closer = tag.is_end and tag.name in ("body", "html")
            if self.html[tag.text_end : end].strip() or not (is_closer or tag.name == "!--"):
                break
            end = tag.start
            if is_closer:
                found.append(tag)
        return found

    @cached_property
    def misplaced(self) -> list[Tag]:
        """The tags of a whole page that are elsewhere, and the XML declaration; a browser ignores all of them."""
        kept = {tag.start for tag in (*self._shell, *self._closers)} if self.has_shell else set()
        kept |= {tag.start for tag in (self._body, self._doctype) if tag}
        return [
            tag
            for tag in self.tags
            if tag.start not in kept
            and (tag.name in _SHELL or (tag.name == "!" and (self._is_doctype(tag) or self._is_declaration(tag))))
        ]

    def _is_declaration(self, tag: Tag) -> bool:
        return self.html.startswith("<?xml", tag.start)

    @property
    def body_attributes(self) -> str:
        """The attributes of a misplaced `<body>`, as they are written."""
        body = next((tag for tag in self.misplaced if tag.name == "body" and not tag.is_end), None)
        if body is None or not self.html.endswith(">", body.start, body.end):
            return ""
        return self.html[body.name_end : body.end - 1].rstrip("/ ")

    @cached_property
    def body_tags(self) -> list[Tag]:
        """The tags in the body."""
        return [tag for tag in self.tags if self.body_start <= tag.start < self.body_end]

    @cached_property
    def forms(self) -> list[Tag]:
        """The `<form>` and `</form>` in the body."""
        return [tag for tag in self.body_tags if tag.name == "form"]

    def named(self, *names: str) -> list[Tag]:
        """The start tags in the body with one of these names."""
        return [tag for tag in self.body_tags if tag.name in names and not tag.is_end]

    @cached_property
    def own_form(self) -> Tag | None:
        """The form that contains all fields, so that no other is needed; preferably one that is meant for the service.

        None if there is none.
        """
        forms = self._outer_forms
        form = next(iter([*filter(_is_meant_for_service, forms), *forms]), None)
        if form is None:
            return None
        close = self.close_of(form)
        fields = (tag for tag in self.body_tags if is_named_field(tag) and not form.start < tag.start < close)
        identifier = form.attributes.get("id")
        return form if all(identifier and field.attributes.get("form") == identifier for field in fields) else None

    @property
    def only_form(self) -> Tag | None:
        """The start tag of a form, if there is exactly one."""
        return self._outer_forms[0] if len(self._outer_forms) == 1 else None

    @cached_property
    def _outer_forms(self) -> list[Tag]:
        """The start tags of the forms that a browser makes: it ignores a form inside another."""
        found, is_open = [], False
        for tag in self.forms:
            if not (tag.is_end or is_open):
                found.append(tag)
            is_open = not tag.is_end
        return found

    def close_of(self, form: Tag) -> int:
        """Where a form's end tag is; where the body ends if it has none."""
        return next((tag.start for tag in self.forms if tag.is_end and tag.start >= form.end), self.body_end)

    def assignment_field(self, start: int, end: int) -> Tag | None:
        """The field for the assignment's identifier in a part of the body."""
        for tag in self.body_tags:
            if start <= tag.start < end and tag.name == "input" and not tag.is_end:
                given = tag.attributes
                if (given.get("name") or given.get("id")) == "assignmentId":
                    return tag
        return None

    def has_button(self, start: int, end: int, *, any_button: bool) -> bool:
        """Whether a part of the body has a button that submits it.

        A `<button>` without a type counts if it says so, or with `any_button` if nothing shows another use. A button
        for scripts counts if it says so, since it probably checks the answers first.
        """
        return any(self._submits(tag, any_button=any_button) for tag in self.body_tags if start <= tag.start < end)

    def _submits(self, tag: Tag, *, any_button: bool) -> bool:
        if tag.is_end or tag.name not in ("input", "button"):
            return False
        kind = tag.attributes.get("type", "").lower()
        if kind == "submit" or (tag.name == "input" and kind == "image"):
            return True
        if kind == "reset" or (tag.name == "input" and kind != "button"):
            return False
        if _SUBMIT.search(self._words_of(tag)):
            return True
        return any_button and not kind and not _OTHER_USES & tag.attributes.keys()

    def _words_of(self, button: Tag) -> str:
        """What may say what a button does: its names, its value and its text."""
        named = " ".join(button.attributes.get(name, "") for name in ("id", "name", "value", "onclick"))
        if button.name != "button":
            return named
        return f"{named} {self.html[button.end : button.end + _BUTTON_TEXT].partition('</button')[0]}"

    def loads(self, script: str) -> bool:
        """Whether a script with this text in its address is loaded."""
        return any(script in tag.attributes.get("src", "").lower() for tag in self.tags if tag.name == "script")

    @cached_property
    def calls_helper(self) -> bool:
        """Whether Amazon's script is called where the form is already there."""
        for tag in self.tags:
            if any(name.startswith("on") and _HELPER_CALL.search(value) for name, value in tag.attributes.items()):
                return True
            if tag.name == "script" and not tag.is_end and _HELPER_CALL.search(self.html, tag.end, tag.text_end):
                field = self.assignment_field(self.body_start, self.body_end)
                is_alone = _CALL_ALONE.fullmatch(self.html, tag.end, tag.text_end)
                if not is_alone or tag.start > (field.start if field else self.body_start):
                    return True
        return False

    @property
    def closing(self) -> str:
        """What ends a tag, a comment or a text that the layout leaves open at its end."""
        last = self.tags[-1] if self.tags else None
        if last is None or last.text_end < len(self.html):
            return ""
        if last.name == "!--":
            return "" if self.html.endswith(("-->", "--!>")) else "-->"
        if last.end == len(self.html) and not self.html.endswith(">"):
            value = last.regions[-1] if last.regions else None
            is_open = value is not None and value.kind != "attribute-name" and value.end == last.end
            quote = self.html[value.start - 1] if value is not None and is_open else ""
            return (quote if quote in ('"', "'") else "") + ">"
        return f"</{last.name}>" if last.name in RAW_TEXT and not last.is_end else ""


def _is_meant_for_service(form: Tag) -> bool:
    given = form.attributes
    return "mturk_form" in (given.get("id"), given.get("name")) or "externalsubmit" in given.get("action", "").lower()
