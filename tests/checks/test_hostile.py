"""Hostile input is a problem, in bounded time and memory; it never causes a crash, a hang or the reading of a file."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionforms import InvalidDocument, iter_problems, parse, parse_answers
from questionforms.namespaces import namespace
from tests.long_runs import FOR_EVER

pytestmark = pytest.mark.slow

FORM = namespace("QuestionForm")
BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


def in_bounds(code: str, tmp_path: Path, seconds: int = 150, megabytes: int = 1_500) -> list[str]:
    """The lines that code prints in a separate process, which is ended when it exceeds its CPU time or memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    done = subprocess.run(
        [sys.executable, "-c", "from questionforms import *\n" + textwrap.dedent(code)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        preexec_fn=limit,
        timeout=FOR_EVER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("prolog", "body"),
    [
        (f'<!DOCTYPE a [<!ENTITY e0 "ha">{BOMB}]>', "&e9;"),
        ('<!DOCTYPE a [<!ENTITY e0 "' + "x" * 50_000 + '">]>', "&e0;" * 1_000),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">', ""),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///dev/random"> %p;]>', ""),
        ('<!DOCTYPE a [<!ATTLIST a b CDATA "c">]>', ""),
        ("<!-- c --><?p i?>\n<!DOCTYPE a>", ""),
    ],
    ids=["laughs", "quadratic", "external", "dtd", "parameter", "default", "late"],
)
def test_document_types_are_refused(prolog: str, body: str) -> None:
    """A document type definition is refused before its content is read."""
    (problem,) = iter_problems(f"{prolog}<a>{body}</a>")
    assert problem.rule == "document-type"
    with pytest.raises(InvalidDocument):
        parse(f"{prolog}<a>{body}</a>")
    with pytest.raises(InvalidDocument):
        parse_answers(f"{prolog}<a>{body}</a>")


def test_deep_nesting(tmp_path: Path) -> None:
    """Ten thousand levels are one problem, wherever they are."""
    lines = in_bounds(
        f"""
        deep = "<a>" * 10_000 + "</a>" * 10_000
        for xml in (deep, '<QuestionForm xmlns="{FORM}">' + deep + "</QuestionForm>"):
            print([problem.rule for problem in iter_problems(xml)])
        """,
        tmp_path,
    )
    assert lines == ["['too-large', 'too-deep']"] * 2


def test_two_hundred_megabytes(tmp_path: Path) -> None:
    """A huge document is one problem, from a file, as bytes or as text; a huge file is not even read."""
    lines = in_bounds(
        """
        from pathlib import Path
        with open("huge.xml", "wb") as file:
            file.truncate(200_000_000)
        data = b"<a>" + b" " * 200_000_000 + b"</a>"
        for source in (Path("huge.xml"), data, data.decode(), "é" * 9_999_999):
            print([problem.rule for problem in iter_problems(source)])
        """,
        tmp_path,
    )
    assert lines == ["['too-large']"] * 4


@pytest.mark.parametrize(
    "body",
    [
        "'<x/>' * 19_000",
        "'<Question/>' * 19_000",
        "'<Question/>' * 500_000",
        "('<Overview ' + ' '.join(f'x{n}=\"\"' for n in range(60)) + '/>') * 10_000",
        "('<Overview ' + ' '.join(f'x{n}=\"\"' for n in range(8)) + '/>') * 2_200",
        "('<Overview ' + ' '.join(f'x{n}=\"\"' for n in range(19_000)) + '/>')",
        "''.join(f'<x{n}/>' for n in range(19_000))",
        "'<Question>' + '<IsRequired>x</IsRequired>' * 19_000 + '</Question>'",
        "'<Question>' + '<DisplayName/><QuestionIdentifier/>' * 400 + '</Question>'",
        "('<Question>' + '<DisplayName/><QuestionIdentifier/>' * 400 + '</Question>') * 20",
        "('<Question>' + ''.join(f'<Questio{n}/>' for n in range(900)) + '</Question>') * 20",
        "'<Overview ' + ' '.join(f'a{n}=\"\"' for n in range(50_000)) + '/>'",
        "'<Overview><Text>' + 'a &amp; ' * 500_000 + '</Text></Overview>'",
        "'<Overview/>' * 20_001 + '<Overview><Text>' + 'a &amp; ' * 200_000 + '</Text></Overview>'",
        "'<Overview><Text>' + '\\\\n' * 2_000_000 + '<b/></Text></Overview>'",
        "'<Overview>' + '<!-- -->x' * 200_000 + '</Overview>'",
        "'<Overview>' * 200 + 'x' * 1000 + '</Overview>' * 200",
    ],
)
def test_many_mistakes(body: str, tmp_path: Path) -> None:
    """Very many mistakes in one document are reported, or enough of them, in bounded time and memory."""
    code = f"""
    body = {body}
    problems = list(iter_problems('<QuestionForm xmlns="{FORM}">' + body + "</QuestionForm>"))
    print(len(problems) > 0, len(problems) <= 1_001)
    """
    assert in_bounds(code, tmp_path) == ["True True"]


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 100_000 + "<!DOCTYPE",
        " " * 1_000_000 + "<!DOCTYPE",
        "<?a" * 100_000 + "<!DOCTYPE",
        "<a " + "b" * 1_000_000,
        "&" * 500_000,
        "<" * 500_000,
        "<a>" + "<!-- x --" * 100_000,
        "<?xml " + "encoding=" * 100_000,
        "]]>" * 300_000,
        "\n" * 1_000_000 + "x",
        "<a" + "\n" * 300_000 + "&",
        "<a b='" + "<" * 100_000,
    ],
)
def test_texts_that_regular_expressions_dread(text: str, tmp_path: Path) -> None:
    """None of our patterns takes more than linear time on a text that almost matches it."""
    (tmp_path / "text.xml").write_text(text)
    code = """
    from pathlib import Path
    print({problem.rule for problem in iter_problems(Path('text.xml').read_bytes())} - {"too-large"})
    """
    assert in_bounds(code, tmp_path) == ["{'not-well-formed'}"]


@pytest.mark.parametrize(
    "encoding",
    [
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "rot13",
        "zlib",
        "hex",
        "undefined",
        "x" * 40,
    ],
)
def test_encodings_that_no_file_has(encoding: str) -> None:
    """A declared encoding that text files do not use is a problem."""
    xml = f"<?xml version='1.0' encoding='{encoding}'?><a/>".encode()
    (problem,) = iter_problems(xml)
    assert problem.rule == "wrong-encoding"


def test_schema_locations_are_not_followed(tmp_path: Path) -> None:
    """A hint to a schema elsewhere, here a pipe that would block its reader forever, is not followed."""
    os.mkfifo(tmp_path / "pipe.xsd")
    code = f"""
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    for hint in ('schemaLocation="{FORM} pipe.xsd"', 'noNamespaceSchemaLocation="pipe.xsd"'):
        for ns in ('{FORM}', ''):
            xml = f'<QuestionForm xmlns="{{ns}}" {{xsi}} xsi:{{hint}}><Overview><Text/></Overview></QuestionForm>'
            print([problem.rule for problem in iter_problems(xml)])
    """
    assert in_bounds(code, tmp_path) == ["['form-without-question']", "['wrong-namespace']"] * 2


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Random bytes are a problem and raise nothing."""
    assert list(iter_problems(data))


@given(st.text(st.sampled_from("<>/&;#x![]-?='\" \nabDOCTYPEé\0\ud800"), max_size=60))
def test_any_text(text: str) -> None:
    """Text that is nearly XML is a problem with a place, and raises nothing."""
    for problem in iter_problems(text):
        assert (problem.line or 0) >= 1
        assert (problem.column or 0) >= 1
