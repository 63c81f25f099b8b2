"""`python -m tests.nu PATH/TO/vnu.jar` prints how far we agree with the Nu HTML checker.

What counts as a parse error of the checker: whatever its HTML parser reports as an error by itself (ParseErrors.java
asks the parser alone), but not "Duplicate ID", which is no parse error by the standard.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from questionforms.checks.html.page import Page
from tests.nu.pages import corpus_pages
from tests.nu.planted import PLANTED, SOUND

#: Says only that something is unclosed, which `Unclosed element` says again, at that element.
_SUMMARY = re.compile(
    "seen, but there were (open|unclosed) elements|End of file seen (and|when)|Unclosed elements on stack"
)


def nu_mistakes(jar: Path, pages: dict[str, str]) -> dict[str, list[tuple[int, str]]]:
    """Name -> line and message of what the checker's parser reports for a page."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, text) in enumerate(pages.items()):
            files[str(Path(folder, f"{number}.html"))] = name
            Path(folder, f"{number}.html").write_bytes(text.encode())
        command = ["java", "-cp", str(jar), str(Path(__file__).parent / "ParseErrors.java"), *files]
        output = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    found = defaultdict(list)
    for line in output.splitlines():
        file, number_of_line, message = line.split("\t")
        if not message.startswith("Duplicate ID"):
            found[files[file]].append((int(number_of_line), message))
    return found


def our_mistakes(text: str) -> list[tuple[int, int, str]]:
    """First and last line, and message, of each of our parse errors; tags may go over several lines."""
    page = Page(text)
    ends = {element.offset: element.end for element in page.elements}

    def line(offset: int) -> int:
        return 1 + len(re.findall("\r\n|\r|\n", text[:offset]))

    return [
        (line(mistake.offset), line(ends.get(mistake.offset, mistake.offset)), mistake.message)
        for mistake in page.mistakes
        if mistake.rule != "unescaped-ampersand"
    ]


def compare(jar: Path, title: str, pages: dict[str, str]) -> None:
    """Print the agreement on some pages, and each page on which there is none."""
    theirs = nu_mistakes(jar, pages)
    verdicts = lines = missed = extra = 0
    differences = []
    for name, text in pages.items():
        ours = our_mistakes(text)
        lacking = [their for their in theirs[name] if not _SUMMARY.search(their[1]) and not _has(ours, their[0])]
        surplus = [our for our in ours if not any(our[0] <= line <= our[1] for line, _ in theirs[name])]
        same = bool(ours) == bool(theirs[name])
        verdicts, lines = verdicts + same, lines + (not lacking and not surplus)
        missed, extra = missed + len(lacking), extra + len(surplus)
        if not same or lacking or surplus:
            differences.append(f"    {name}: Nu only {lacking}; we only {surplus}")
    total = sum(len(found) for found in theirs.values())
    print(f"{title}: {len(pages)} pages; same verdict {verdicts}; same lines {lines}")
    print(f"  of {total} reports of Nu we lack {missed}; of ours Nu lacks {extra}")
    print("\n".join(differences))


def _has(ours: list[tuple[int, int, str]], line: int) -> bool:
    return any(first <= line <= last for first, last, _ in ours)


if __name__ == "__main__":
    jar = Path(sys.argv[1])
    compare(jar, "corpus", corpus_pages())
    compare(jar, "planted mistakes", PLANTED)
    compare(jar, "sound pages", SOUND)
