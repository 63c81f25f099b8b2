"""Builds the sdist and, from it, the wheel; installs the wheel alone in an empty environment; checks documents there.

Run as `python -m tests.wheel_check`. It shows that the schemas ship, and are found, without the checkout.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: Run by the empty environment's own Python, outside the checkout.
CHECK = """
import questionforms
from questionforms import *
from questionforms.schema.schemas import shipped
from questionforms.namespaces import KNOWN, XHTML

assert "site-packages" in questionforms.__file__, questionforms.__file__
for namespace in [*KNOWN, XHTML]:
    assert "site-packages" in str(shipped().file(namespace))
    shipped().compiled(namespace)
    shipped().components(namespace)
form = QuestionForm(Question("q", "Which?", SelectionAnswer({"a": "This", "b": "That"})))
validate(form)
assert parse(form.to_xml()) == form
from questionforms.conversion import to_html_question, to_python
from questionforms.codes import CODES, page
import os
from questionforms import redirection
from questionforms.redirection.environment import redirecting_variables
assert os.access(os.path.join(os.path.dirname(redirection.__file__), "bin", "aws"), os.X_OK)
assert "sitecustomize.py" in os.listdir(redirecting_variables("http://127.0.0.1:8765", {})["PYTHONPATH"])
from questionforms.testing import assert_valid
assert_valid(to_html_question(form))
assert "QuestionForm(" in to_python(form)
assert all(page(name) for name in CODES)
print(f"{len(KNOWN) + 1} schemas found and compiled; a document of {form.size} bytes is valid")
"""

BROKEN = "<QuestionForm/>"
#: Started by programs that are not ours.
SCRIPTS = ("startup/sitecustomize.py", "preload.cjs", "bin/aws")


def run(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """What a command prints; it must end with the given exit code."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != code:
        raise SystemExit(f"{command} ended with {done.returncode}, expected {code}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, look inside, install, check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        (sdist,) = folder.glob("*.tar.gz")
        look_inside(wheel, sdist)
        venv.create(folder / "empty", with_pip=True)
        bin_ = folder / "empty" / "bin"
        run(bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
        print(run(bin_ / "python", "-c", CHECK, cwd=folder), end="")
        (folder / "broken.xml").write_text(BROKEN)
        print(run(bin_ / "questionforms", "validate", "broken.xml", cwd=folder, code=1), end="")


def look_inside(wheel: Path, sdist: Path) -> None:
    """Every XSD of the checkout is in both; the type marker and the migrations of databases are in the wheel."""
    schemas = {path.relative_to(ROOT / "schemas").as_posix() for path in (ROOT / "schemas").rglob("*.xsd")}
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    missing = {f"questionforms/xsd/{path}" for path in schemas} - in_wheel
    migrations = (ROOT / "questionforms/marketplace/store/migrations").rglob("*.py")
    needed = [path.relative_to(ROOT).as_posix() for path in migrations]
    needed += [f"questionforms/redirection/{name}" for name in SCRIPTS]
    missing |= {"questionforms/py.typed", *needed} - in_wheel
    with tarfile.open(sdist) as archive:
        in_sdist = {member.partition("/")[2] for member in archive.getnames()}
    missing |= {f"schemas/{path}" for path in schemas} - in_sdist
    if missing or not schemas:
        raise SystemExit(f"missing: {sorted(missing)}")
    print(f"{wheel.name} and {sdist.name} hold {len(schemas)} XSDs")


if __name__ == "__main__":
    main()
