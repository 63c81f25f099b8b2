"""What inputs are made of: documents of every kind, real ones where they are there, and pieces that break them."""

from __future__ import annotations

from pathlib import Path

from questionforms import Answer, Answers
from tests.answers.read.test_fast import ALL_KINDS, PIECES
from tests.answers.tables.test_rows import XML
from tests.answers.written import answer, document, escaped, in_lines, on_one_line
from tests.documents import corpus

EXAMPLES = Path(__file__).parents[2] / "examples"
CROWD = '[{"category": {"label": "Dog"}, "mood": {"good": true, "bad": false}, "n": 3, "list": [1, null], "": {}}]'
#: Documents, some of which do not follow the schema, and some of which are no XML.
DOCUMENTS: list[bytes] = [
    *(xml.encode() for write in (on_one_line, in_lines) for xml in (write(ALL_KINDS), write(Answers(Answer("q"))))),
    *(xml.encode() for xml in (XML, document(""), "", " ", document(answer("q"), ""), document(answer("q"))[:-9])),
    document(answer("taskAnswers", f"<FreeText>\n{escaped(CROWD)}\n</FreeText>")).encode(),
    document(answer("q", "<UploadedFileSizeInBytes> +07 </UploadedFileSizeInBytes><FreeText>t</FreeText>")).encode(),
    document(answer("q", "<Foo a='b'>x<Bar/>y</Foo>") + "t" + answer("q", "<!-- --><FreeText><![CDATA[&]]></FreeText>"))
    .replace("<Q", "<n:Q", 1)
    .replace("</QuestionFormAnswers>", "</n:QuestionFormAnswers>")
    .replace("xmlns", "xmlns:n")
    .encode(),
    document(answer("price", "<FreeText>2.50</FreeText>") + answer("price", "<FreeText>\uff12</FreeText>")).encode(),
    escaped(document(answer("best", "<SelectionIdentifier>apple</SelectionIdentifier>"))).encode(),
    document(answer("\xe9")).replace("ASCII", "ISO-8859-1").encode("latin-1"),
    in_lines(ALL_KINDS).replace("UTF-8", "UTF-16").encode("utf-16"),
    (EXAMPLES / "answers.xml").read_bytes(),
    *(path.read_bytes() for path in corpus("answers")),
]
#: Pieces that change what a document is.
TOKENS: list[bytes] = [
    piece.encode(errors="surrogatepass")
    for piece in (
        *PIECES,
        *("<UploadedFileSizeInBytes>", "</UploadedFileSizeInBytes>", "<UploadedFileKey>", "</UploadedFileKey>"),
        *("<SelectionIdentifier>", "</SelectionIdentifier>", "<OtherSelectionText>", "</OtherSelectionText>"),
        *('<?xml version="1.0" encoding="ASCII"?>', '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'),
        *("taskAnswers", CROWD, "best", "eaten", "price", "why", "photo", "problem", "&amp;lt;", "1e5", "NaN"),
    )
]
