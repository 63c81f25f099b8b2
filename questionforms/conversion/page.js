"use strict";
(() => {
  // The service passes the assignment in the page's URL.
  const query = new URLSearchParams(location.search);
  const assignment = query.get("assignmentId") || "";
  const host = query.get("turkSubmitTo") || "";
  const button = document.getElementById("submitButton");
  document.getElementById("assignmentId").value = assignment;
  if (/^https?:\/\//.test(host)) {
    button.formAction = host.replace(/\/+$/, "") + "/mturk/externalSubmit";
  }
  if (assignment === "ASSIGNMENT_ID_NOT_AVAILABLE") {
    button.disabled = true;
    document.getElementById("preview").hidden = false;
  }

  // Checks beyond HTML's own: numbers, regular expressions, the number of selections.
  const number = /^[+-]?(\d+\.?\d*|\.\d+)$/;

  function wrongNumber(value, least, most) {
    if (!number.test(value)) return "Enter a number.";
    if (least !== undefined && Number(value) < Number(least)) return "Enter a number of at least " + least + ".";
    if (most !== undefined && Number(value) > Number(most)) return "Enter a number of at most " + most + ".";
    return "";
  }

  function matches(regex, flags, value) {
    try {
      return new RegExp(regex, flags).test(value);
    } catch {
      return true; // an invalid regular expression must not keep workers from answering
    }
  }

  function wrongText(field) {
    const { value, dataset } = field;
    if (!value && "other" in dataset) return "";
    const wrong = "number" in dataset && value ? wrongNumber(value, dataset.min, dataset.max) : "";
    const missed = JSON.parse(dataset.patterns || "[]").find(([regex, flags]) => !matches(regex, flags, value));
    return wrong || (missed ? missed[2] : "");
  }

  function wrongCount(group) {
    const other = group.querySelector("[data-other]");
    const count = group.querySelectorAll("input:checked").length + (other && other.value ? 1 : 0);
    const { least, most } = group.dataset;
    if (count === 0 && !("required" in group.dataset)) return "";
    if (count < Number(least)) return "Choose at least " + least + ".";
    return count > Number(most) ? "Choose at most " + most + "." : "";
  }

  function check() {
    for (const field of document.querySelectorAll("input[type=text], textarea")) {
      field.setCustomValidity(wrongText(field));
    }
    for (const group of document.querySelectorAll("[data-least]")) {
      group.querySelector("input").setCustomValidity(wrongCount(group));
    }
  }

  document.addEventListener("input", ({ target }) => {
    // A radio button cannot be deselected, so other text replaces it.
    const group = "other" in target.dataset && target.value ? target.closest("[data-most='1']") : null;
    if (group) for (const chosen of group.querySelectorAll("input:checked")) chosen.checked = false;
    check();
  });
  check();
})();
