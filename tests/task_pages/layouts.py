"""Layouts as people write them, and the pages that they put them into."""

from __future__ import annotations

from lxml import etree

from tests.documents import corpus

FIELD = '<p><label><input type="radio" name="polite" value="1"> yes</label></p>\n'
#: The attributes of the form that the requester site put around a layout.
SITE_FORM = {
    "name": "mturk_form",
    "method": "post",
    "id": "mturk_form",
    "action": "https://www.mturk.com/mturk/externalSubmit",
}
_HELPER = '<script src="https://s3.amazonaws.com/mturk-public/externalHIT_v1.js"></script>'
_HIDDEN = '<input type="hidden" name="assignmentId" id="assignmentId" value="">'
_SANDBOX = "https://workersandbox.mturk.com/mturk/externalSubmit"

#: The bodies of layouts.
PARTS = (
    FIELD,
    f'<h2>Is this polite?</h2>\n<p>Please.</p>\n{FIELD}<textarea name="why"></textarea>',
    f'<link rel="stylesheet" href="https://example.com/a.css"><style>p {{ margin: 0 }}</style><div>{FIELD}</div>',
    f'<form action="/x">{FIELD}</form>',
    f'<form action="{_SANDBOX}" method="post">{_HIDDEN}{FIELD}<input type="submit" value="Send"></form>',
    f'<form id="mturk_form">{FIELD}<button>Go on</button></form>',
    f'<form name="a">{FIELD}</form><form name="b"><select name="c"><option>d</option></select></form>',
    f'<form>{FIELD}</form><p><input name="outside"></p>',
    f"{_HIDDEN}{FIELD}",
    f'{FIELD}<input type="submit" value="Send">',
    f"{_HELPER}{FIELD}<script>turkSetAssignmentID();</script>",
    f"{FIELD}<script>var rows = `<form><input name=x></form>`;</script><!-- <form> -->",
    '<crowd-form><crowd-input name="a" label="A"></crowd-input></crowd-form>',
    '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>\n'
    '<crowd-form answer-format="flatten-objects"><crowd-checkbox name="a">A</crowd-checkbox></crowd-form>',
    '<form><crowd-form><crowd-input name="a" label="A"></crowd-input></crowd-form></form>',
)

#: What is around a layout's body.
around = (
    lambda body: body,
    lambda body: f"<!-- A comment. -->\n{body}",
    lambda body: f"<!DOCTYPE html>\n{body}",
    lambda body: f"<!doctype html><title>x</title>\n{body}",
    lambda body: f"<html><head><title>x</title></head><body>{body}</body></html>",
    lambda body: f'<!DOCTYPE html>\n<html lang="en">\n<body class="b">\n{body}\n</body>\n</html>\n<!-- End. -->\n',
    lambda body: f"<!DOCTYPE html><html><meta charset=utf-8><title>x</title>{body}",
    lambda body: f'<?xml version="1.0"?>\n<!DOCTYPE html><html><head></head><body>{body}</body></html>',
    lambda body: f"<p>x</p><html><head><title>y</title></head><body>{body}</body></html>",
    lambda body: f"<body>{body}</body></html><p>z</p>",
    lambda body: f"<head><meta charset=utf-8></head>{body}",
)


def real_pages() -> list[str]:
    """The HTML of the real HTMLQuestions in the shared folder, some of which are layouts of the requester site."""
    parser = etree.XMLParser(recover=True, resolve_entities=False)
    found = [etree.parse(path, parser).getroot().findtext("{*}HTMLContent") for path in corpus("htmlquestion")]
    return [html for html in found if html]
