"""HTML pages from a template and the rows of a CSV file.

`${name}` is replaced by the column with that name, escaped for HTML. The page posts its form to `externalSubmit` on the
service that shows it, with the `assignmentId` that the service adds to the page's URL.
"""

import csv
from io import StringIO

from questionforms import HTMLQuestion, validate

TEMPLATE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${shop}: which kind of goods?</title>
</head>
<body>
<form id="mturk_form" method="post" action="https://www.mturk.com/mturk/externalSubmit">
<input type="hidden" id="assignmentId" name="assignmentId" value="">
<h1>${product}</h1>
<p>The shop ${shop} sells this. What is it?</p>
<p><label><input type="radio" name="kind" value="tool" required> a tool</label></p>
<p><label><input type="radio" name="kind" value="food"> something to eat</label></p>
<p><label><input type="radio" name="kind" value="other"> neither</label></p>
<p><label>Anything odd about it? <input type="text" name="remark" maxlength="200"></label></p>
<p><button type="submit" id="submitButton">Submit</button></p>
</form>
<script>
var given = new URLSearchParams(window.location.search);
var form = document.getElementById("mturk_form");
document.getElementById("assignmentId").value = given.get("assignmentId") || "";
if (given.get("turkSubmitTo")) {
  form.action = given.get("turkSubmitTo").replace(/[/]$/, "") + "/mturk/externalSubmit";
}
</script>
</body>
</html>
"""

ROWS = """\
shop,product
Marsh & Daughters,"Saw ""Old Oak"", 30 cm"
Café Blau,Bread <wholemeal>
"""


def build(shop: str = "Corner shop", product: str = "Ladder") -> HTMLQuestion:
    """The page for one product."""
    return HTMLQuestion.from_template(TEMPLATE, 450, shop=shop, product=product)


def build_all(rows: str = ROWS) -> list[HTMLQuestion]:
    """One page for each row."""
    return [HTMLQuestion.from_template(TEMPLATE, 450, **row) for row in csv.DictReader(StringIO(rows))]


def main() -> None:
    """Print the first page as XML, and the size of each page."""
    questions = build_all()
    for question in questions:
        validate(question)
    print(questions[0].to_xml(indent=True))
    print(f"{len(questions)} pages of {' and '.join(str(question.size) for question in questions)} bytes")


if __name__ == "__main__":
    main()
