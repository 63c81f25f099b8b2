"""The pictures in docs/pictures: `python -m tests.pictures` runs the page that shows one, and draws what it shows.

Fonts and browsers differ, so that no test compares pictures.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from typing import Any

from tests.markdown import ROOT, blocks

PAGE = ROOT / "docs" / "notebook.md"
PICTURE = ROOT / "docs" / "pictures" / "notebook.png"
_STYLE = "font:13px sans-serif;color:#222;padding:12px;width:880px"


def notebook() -> str:
    """What a notebook shows of the summary and of the plot in the first block of the page."""
    namespace: dict[str, Any] = {}
    exec(compile(blocks(PAGE)[0].content, PAGE.name, "exec"), namespace)
    picture = b64encode(namespace["figure"]._repr_png_()).decode()
    table = namespace["found"]._repr_html_()
    return f'<!DOCTYPE html><body><div style="{_STYLE}">{table}<br><img src="data:image/png;base64,{picture}"></div>'


def main() -> None:
    """Draw the picture in a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"))
        page = browser.new_page()
        page.set_content(notebook())
        page.locator("div").first.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
