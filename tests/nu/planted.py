"""One mistake a page, planted in a page that is right; `SOUND` are pages that only look wrong."""

from __future__ import annotations

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<title>Task</title>
</head>
<body>
<form>
{}
</form>
</body>
</html>"""


def _page(body: str) -> str:
    return _PAGE.replace("{}", body)


#: Name -> a page with that mistake.
PLANTED: dict[str, str] = {
    # what the page is made of
    "no doctype": _page("<p>x</p>").removeprefix("<!DOCTYPE html>\n"),
    "text before the doctype": "x" + _page("<p>x</p>"),
    "old doctype": _page("<p>x</p>").replace("<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">'),
    "doctype without a name": _page("<p>x</p>").replace("<!DOCTYPE html>", "<!DOCTYPE>"),
    "doctype without a blank": _page("<p>x</p>").replace("<!DOCTYPE html>", "<!DOCTYPEhtml>"),
    "second doctype": _page("<!DOCTYPE html><p>x</p>"),
    "second body": _page('<body class="x"><p>x</p>'),
    "second html": _page('<html class="x"><p>x</p>'),
    "second head": _page("<head><p>x</p>"),
    "misspelled body": _page("<p>x</p>").replace("<body>", "<spanody>"),
    "XML declaration": '<?xml version="1.0"?>' + _page("<p>x</p>"),
    "element after body": _page("<p>x</p>").replace("</body>", "</body><p>late</p>"),
    "element after html": _page("<p>x</p>") + "<p>late</p>",
    "text after html": _page("<p>x</p>") + "late",
    "element between head and body": _page("<p>x</p>").replace("</head>", "</head><title>x</title>"),
    "stray end tag after html": _page("<p>x</p>") + "</div>",
    # elements that do not nest
    "stray end tag": _page("<p>x</p></span>"),
    "stray end tag of a paragraph": _page("<div>x</div></p>"),
    "stray end tag of a cell": _page("<p>x</p></td>"),
    "stray end tag of a list": _page("<p>x</p></ul>"),
    "unclosed division": _page("<div><p>x</p>"),
    "unclosed span": _page("<p><span>x</p>"),
    "unclosed emphasis": _page("<p><b>x</p><p>y</p>"),
    "crossed emphasis": _page("<p><b><i>x</b></i></p>"),
    "division in a paragraph": _page("<p>x<div>y</div></p>"),
    "list in a paragraph": _page("<p>x<ul><li>y</li></ul></p>"),
    "heading in a heading": _page("<h1>x<h2>y</h2></h1>"),
    "heading closed by another": _page("<h1>x</h2>"),
    "link in a link": _page('<p><a href="#a">x<a href="#b">y</a></a></p>'),
    "form in a form": _page("<form><p>x</p></form>"),
    "button in a button": _page("<p><button>x<button>y</button></button></p>"),
    "option outside a select": _page("<p>x</p></option>"),
    "input in a select": _page("<p><select><input></select></p>"),
    "select in a select": _page("<p><select><option>x</option><select></select></p>"),
    "end tag of a void element": _page("<p>x<input></input></p>"),
    "end tag br": _page("<p>x</br>y</p>"),
    "division closed by a span": _page("<div><span>x</div></span>"),
    "form closed too soon": _page("<div></form></div>"),
    "unclosed textarea": _page("<p><textarea></p>"),
    "unclosed title": _page("<p>x</p>").replace("</title>", ""),
    "unclosed script": _page("<script>var a = 1;"),
    "unclosed style": _page("<style>p { color: red }"),
    "unclosed select": _page("<p><select><option>x</option></p>"),
    "item closes a division": _page("<ul><li><div>x</li></ul>"),
    "image called image": _page('<p><image src="x.png" alt="x"></p>'),
    # tables
    "text in a table": _page("<table>x<tr><td>y</td></tr></table>"),
    "element in a table": _page("<table><p>x</p><tr><td>y</td></tr></table>"),
    "element in a row": _page("<table><tr><b>x</b><td>y</td></tr></table>"),
    "cell outside a table": _page("<td>x</td>"),
    "row outside a table": _page("<tr><td>x</td></tr>"),
    "cell without a row": _page("<table><tbody><td>x</td></tbody></table>"),
    "table in a table": _page("<table><tr><table><tr><td>x</td></tr></table></tr></table>"),
    "form in a table": _page("<table><form><tr><td>x</td></tr></form></table>").replace("<form>\n", "<div>\n", 1),
    "input in a table": _page('<table><input name="x"><tr><td>x</td></tr></table>'),
    "end tag of body in a cell": _page("<table><tr><td>x</body></td></tr></table>"),
    "unclosed element in a cell": _page("<table><tr><td><span>x</td></tr></table>"),
    # tags and attributes
    "no space between attributes": _page('<p class="a"id="b">x</p>'),
    "duplicate attribute": _page('<p class="a" class="b">x</p>'),
    "quote in an unquoted value": _page('<p class=a"b>x</p>'),
    "equals sign in an unquoted value": _page("<p class=a=b>x</p>"),
    "less-than sign in an unquoted value": _page("<p class=a<b>x</p>"),
    "attribute without a value after its sign": _page("<p class=>x</p>"),
    "equals sign before an attribute": _page('<p ="a">x</p>'),
    "quote in an attribute's name": _page('<p cl"ass="a">x</p>'),
    "quote before an attribute": _page('<p "a">x</p>'),
    "quote left over": _page('<p class="a"">x</p>'),
    "less-than sign in a tag": _page("<p <b>x</b></p>"),
    "attribute value never closed": _page('<p class="a>x</p>').replace("</body>", "").replace('lang="en"', ""),
    "slash in a tag": _page('<p / class="a">x</p>'),
    "self-closing division": _page("<div/><p>x</p>"),
    "self-closing script": _page('<script src="x.js"/><p>x</p>'),
    "self-closing textarea": _page('<textarea name="x"/>'),
    "self-closing end tag": _page("<p>x</p/>"),
    "attribute on an end tag": _page('<p>x</p class="a">'),
    "less-than sign and a blank": _page("<p>a < b</p>"),
    "less-than sign and a digit": _page("<p>a <5</p>"),
    "empty tag": _page("<p>x<>y</p>"),
    "empty end tag": _page("<p>x</>y</p>"),
    "end tag that begins with a digit": _page("<p>x</5>y</p>"),
    "end of the page in a tag": _page("<p>x</p>") + "<p class",
    "end of the page in an end tag": _page("<p>x</p>").removesuffix(">"),
    "end of the page after a less-than sign": _page("<p>x</p>") + "<",
    # comments and what is none
    "comment never closed": _page("<!-- x <p>x</p>"),
    "comment closed with a mark": _page("<!-- x --!><p>x</p>"),
    "comment closed at once": _page("<!--><p>x</p>"),
    "comment in a comment": _page("<!-- a <!-- b --> <p>x</p>"),
    "processing instruction": _page("<?php echo 1; ?><p>x</p>"),
    "marked section": _page("<![CDATA[ x ]]><p>x</p>"),
    "markup declaration": _page("<!ELEMENT p><p>x</p>"),
    "comment with one dash": _page("<!- x -><p>x</p>"),
    # references and characters
    "reference without a semicolon": _page("<p>a &copy b</p>"),
    "reference in a link's query": _page('<p><a href="?a=1&copy;=2&amp">x</a></p>'),
    "reference of an unknown name": _page("<p>a &nosuch; b</p>"),
    "number without a semicolon": _page("<p>a &#65 b</p>"),
    "number without digits": _page("<p>a &#; b</p>"),
    "hexadecimal number without digits": _page("<p>a &#x; b</p>"),
    "number zero": _page("<p>a &#0; b</p>"),
    "number of a surrogate": _page("<p>a &#xD800; b</p>"),
    "number too large": _page("<p>a &#x110000; b</p>"),
    "number of a Windows character": _page("<p>a &#150; b</p>"),
    "number of a control character": _page("<p>a &#1; b</p>"),
    "number of no character": _page("<p>a &#xFFFF; b</p>"),
    "null character": _page("<p>a\0b</p>"),
    "control character": _page("<p>a\1b</p>"),
    "no character": _page("<p>a\ufdd0b</p>"),
    # others' drawings
    "end tag in a drawing": _page("<svg><g></p></g></svg>"),
    "paragraph in a drawing": _page("<svg><g><p>x</p></g></svg>"),
    "unclosed drawing": _page("<p><svg><g></g></p>"),
    "frameset": _page("<frameset><frame></frameset>"),
}

#: Name -> a page that is right, though it looks wrong.
SOUND: dict[str, str] = {
    "plain": _page("<p>x</p>"),
    "CRLF": _page("<p>x</p>").replace("\n", "\r\n"),
    "doctype in small letters": _page("<p>x</p>").replace("DOCTYPE", "doctype"),
    "legacy doctype": _page("<p>x</p>").replace("<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "about:legacy-compat">'),
    "comment before the doctype": "<!-- x -->\n" + _page("<p>x</p>"),
    "no html, head and body": "<!DOCTYPE html><title>x</title><p>x",
    "only a doctype": "<!DOCTYPE html>",
    "unclosed paragraphs and items": _page("<p>x<p>y<ul><li>a<li>b</ul>"),
    "unclosed cells": _page("<table><tr><td>x<td>y<tr><td>z</table>"),
    "unclosed options": _page("<p><select><option>x<option>y</select></p>"),
    "void elements with a slash": _page('<p><input name="x" /><br/></p>'),
    "unquoted attributes": _page("<p class=a id=b data-x=1>x</p>"),
    "attribute without a value": _page("<p><input name=x required></p>"),
    "company with an ampersand": _page("<p>AT&T, Q&A, R&D</p>"),
    "ampersand and a blank": _page("<p>a & b</p>"),
    "ampersands in a link": _page('<p><a href="?a=1&b=2&c=3">x</a></p>'),
    "reference's name in a link": _page('<p><a href="?a=1&copy=2">x</a></p>'),
    "references": _page("<p>&nbsp;&copy;&#65;&#x41;&hellip;</p>"),
    "drawing": _page('<svg viewBox="0 0 1 1"><g><path d="M0 0"/></g><title>x</title></svg>'),
    "mathematics": _page("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>"),
    "script with markup": _page('<script>if (a < b && c) { document.write("<p>x</p>"); }</script>'),
    "script with a comment": _page("<script><!--\nvar a = 1;\n//--></script>"),
    "style in the body": _page("<style>p > b { color: red }</style><p>x</p>"),
    "template": _page("<template><tr><td>x</td></tr></template>"),
    "elements of one's own": _page('<crowd-input name="x"></crowd-input><my-thing></my-thing>'),
    "greater-than sign": _page("<p>a > b</p>"),
    "end tag of body, then blanks": _page("<p>x</p>") + "\n\n",
    "comment after html": _page("<p>x</p>") + "<!-- x -->",
    "emphasis across": _page("<p><b><i>x</i></b></p>"),
    "blanks in a table": _page("<table> <tr> <td>x</td> </tr> </table>"),
    "hidden input in a table": _page('<table><tr><td><input type="hidden" name="x"></td></tr></table>'),
    "template literal": _page("<script>const a = `<b>${x}</b>`;</script>"),
    "dashes in a comment": _page("<!-- a -- b - c --><p>x</p>"),
    "optgroup": _page('<p><select><optgroup label="x"><option>y</optgroup></select></p>'),
    "ruby": _page("<p><ruby>x<rp>(<rt>y<rp>)</ruby></p>"),
    "noscript": _page("<noscript><p>x</p></noscript>"),
    "iframe": _page('<iframe src="https://example.com/?a&b"></iframe>'),
}
