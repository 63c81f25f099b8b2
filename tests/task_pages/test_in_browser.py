"""A layout's page in a real browser, from the row of values to the answers that come back."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from questionforms import HTMLQuestion, parse_answers
from questionforms.marketplace.core.accounts import find_or_open_account
from questionforms.marketplace.core.layouts import add_layout
from tests.long_runs import FOR_EVER

if TYPE_CHECKING:
    from questionforms.testing.running import Running

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="needs a browser: apt-get install chromium"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="needs playwright, from the extra `test`"),
]

#: Written from scratch, with the behaviour of Amazon's script that the page relies on.
HELPER = """
function turkSetAssignmentID() {
  const given = new URLSearchParams(location.search);
  document.getElementById("assignmentId").value = given.get("assignmentId");
  document.getElementById("mturk_form").action = given.get("turkSubmitTo") + "/mturk/externalSubmit";
}
"""
#: Its script uses the names of the form and of the button that the requester site added.
LAYOUT = """<h2 title="${sentence}">${sentence}</h2>
<p><label><input type="radio" name="polite" value="yes"> Polite</label></p>
<p><label>Why? <textarea name="why"></textarea></label></p>
<input type="hidden" name="letters">
<script>
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("submitButton").value = `Submit ${document.forms.length}`;
    document.mturk_form.letters.value = "${sentence}".length;
  });
</script>
"""


def test_filled_and_submitted(mturk_marketplace: Running, mturk_client: Any, mturk_worker: Any) -> None:
    """A worker sees the values, scripts find the site's form and button, and every field comes back."""
    from playwright.sync_api import sync_playwright

    key = mturk_client._request_signer._credentials.access_key
    with mturk_marketplace.database.transaction() as session:
        now = mturk_marketplace.now
        layout = add_layout(session, find_or_open_account(session, key, now), LAYOUT, name="polite", now=now).id
    hit = mturk_client.create_hit(
        Title="t",
        Description="d",
        Reward="0.10",
        AssignmentDurationInSeconds=600,
        LifetimeInSeconds=600,
        HITLayoutId=layout,
        HITLayoutParameters=[{"Name": "sentence", "Value": "Thank you, Zoë."}],
    )["HIT"]
    work = mturk_worker.accept(hit["HITId"])
    address, html = mturk_marketplace.address, HTMLQuestion.from_xml(hit["Question"]).html
    query = urlencode({"assignmentId": work["AssignmentId"], "hitId": hit["HITId"], "turkSubmitTo": address})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"], timeout=FOR_EVER * 1_000)
        page = browser.new_page()
        page.set_default_timeout(FOR_EVER * 1_000)
        page.route("**/externalHIT_v1.js", lambda route: route.fulfill(content_type="text/javascript", body=HELPER))
        content = "text/html; charset=utf-8"
        page.route(f"{address}/page?*", lambda route: route.fulfill(content_type=content, body=html))
        page.goto(f"{address}/page?{query}")
        assert page.get_by_role("heading").inner_text() == "Thank you, Zoë."
        page.get_by_label("Polite").check()
        page.get_by_label("Why?").fill("It thanks.")
        page.get_by_role("button", name="Submit 1").click()
        page.wait_for_url("**/mturk/externalSubmit")
        browser.close()
    (assignment,) = mturk_client.list_assignments_for_hit(HITId=hit["HITId"])["Assignments"]
    answers = parse_answers(assignment["Answer"])
    assert {name: answer.text for name, answer in answers.items()} == {
        "polite": "yes",
        "why": "It thanks.",
        "letters": "15",
    }
