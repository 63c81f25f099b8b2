"""Values that stand in documents: right ones of each type, odd ones among them, and what people write instead."""

from __future__ import annotations

import re

Values = tuple[str, ...]


def values(text: str) -> Values:
    """Read values that stand apart by blanks; a blank within one is written ␣, a tab ⇥, a line end ⏎, nothing ∅."""
    signs = str.maketrans({"␣": " ", "⇥": "\t", "⏎": "\n", "∅": ""})
    return tuple(word.translate(signs) for word in re.split(r"[ \n]+", text.strip(" \n")))


_INT = "0 1 -1 7 +5 -0 +0 007 ␣5␣ ⏎42⇥ 100 2147483647 -2147483648 0000000000000000000000000000000012 -000002147483648"
_DIGITS = "0 1 12 007 ␣5␣ 999999999999999999"
_WEB_ADDRESS = """
    http://a.example/x https://a.example/?a=1&b=2 http://a.example/x␣y ␣https://a.example/␣ http:/// https:// http://?
    http://caf\u00e9.example/\u65e5 https://a.example:8080/#top http://${host}/ http://a⏎.example http://[::1]/
    https://a.example/%41%20 http://a.example/{x}|y http://user@a.example/
"""
_LENGTH = "0 5 -5 +5 50% -50.5% +0.0% 007 \u0665 \u0665\u0665% 999999999999999999999999999999"
_NAME = "a 1 -a.b_c:d ␣x␣ \u65e5 _blank"

#: Any text will do here.
TEXT = values(
    """
    ∅ ␣ x ␣5␣ a␣b true Is␣3␣<␣5␣&&␣5␣>␣3? ]]> ⇥⏎ \u00a0 \u2028 &amp; ${x} caf\u00e9 \u65e5\u672c\u8a9e \U0001f600 \u0665
    <p>Hello␣<b>there</b></p> line⏎line " '
    """
)

#: Right values, by the name of their type.
RIGHT: dict[str, Values] = {
    "TEXT": TEXT,
    "BOOLEAN": values("true false 1 0 ␣true␣ ⏎0⇥"),
    "INT": values(_INT),
    "INTEGER": values(f"{_INT} 2147483648 -2147483649 999999999999999999 -999999999999999999"),
    "NOT_NEGATIVE": values("0 1 2 10 -0 +0 +5 007 ␣5␣ 2147483648 999999999999999999"),
    "POSITIVE": values("1 2 10 +5 007 ␣5␣ 2147483648 999999999999999999"),
    "FILE_SIZE": values("1 2000000000 ␣1048576␣ +5 0002000000000 1999999999"),
    "DOUBLE": values("1 0 -0 +1 1.5 .5 5. -1.25 1e5 1E-5 1e+400 INF -INF NaN ␣2␣"),
    "WEB_ADDRESS": values(_WEB_ADDRESS),
    "ADDRESS": values(f"{_WEB_ADDRESS} ∅ #top x/y.html ../x HTTP://a data:,x javascript:x() mailto:a@b www.a.example"),
    "LINK_ADDRESS": values(
        f"{_WEB_ADDRESS} mailto:a@b.example mailto://a@b.example ␣mailto:x␣ ftp://a/ news://a nntp://a gopher://a telnet://a"
    ),
    "LANGUAGE": values("en pt-BR EN-us x-klingon zh-Hant-TW ␣de␣ aaaaaaaa en-12345678"),
    "CHARACTER": values("a ␣ \u00e9 \U0001f600 & \u65e5"),
    "DIGITS": values(_DIGITS),
    "TAB_INDEX": values("0 1 32767 00032767 ␣5␣"),
    "PIXELS": values(f"{_DIGITS} +5 -0"),
    "LENGTH": values(_LENGTH),
    "COLUMN_WIDTH": values(f"{_LENGTH} * 2* 0* 10* \u0665*"),
    "COORDINATES": values("0 0,0 1,␣2,⏎3 -5%,+5 1.5%,␣2 0,0,100,100"),
    "COLOR": values("red Navy x #fff #A0b1C2 #000000"),
    "NAME": values(_NAME),
    "NAMES": values(f"{_NAME} a␣b ␣a⏎b␣␣c␣"),
    "FRAME_NAME": values("_blank _self _parent _top main Z.1-a ␣_top␣ a\u65e5"),
    "MOMENT": values(
        """
        2006-07-14T12:00:00 2006-07-14T12:00:00Z 2006-07-14T12:00:00.123+14:00 2008-02-29T00:00:00-08:30
        2006-12-31T23:59:59.999999Z 0001-01-01T00:00:00
        """
    ),
    "NOT_BLANK": values("x ␣x␣ ⏎No␣frames␣here⏎ \u00a0 <p> x⏎y"),
    "ID": values("unique"),
    "NO_IDS": values("nowhere"),
}

#: Of each type of those that have a list of values, one; and a few with blanks around.
LISTED = values(
    """
    radiobutton checkbox list dropdown combobox multichooser image audio video ltr rtl left center right justify char
    top middle bottom baseline rect circle poly default disc square all none compact ismap nohref noshade nowrap row
    colgroup void hsides border groups rows yes no auto preserve
    ␣left␣ ⇥right ␣radiobutton image␣ ␣rtl ␣1␣ ␣compact␣ ␣preserve
    """
)

#: What people write, rightly or wrongly, where something else is wanted.
TRICKY = values(
    """
    True TRUE on ten null None 1/2 \u00b2
    1.0 1,000 1_000 1␣000 -␣5 --5 + - 0x10 1e3 \u2212\u20095 5\u00a0 \u00a05 5\u2003 \uff15 -1 32768 4294967296
    2147483648 -2147483649 2000000001 000000000000000000000000000000000000000000000000
    000000000000000000000000000000000000000000000000000000000000000001 999999999999999999999999
    9999999999999999999999999 -99999999999999999999999999999999999999999999999999999999999999
    nan inf +INF Infinity 1e e5 . 1.5.2 1d 1f NaN␣ -NaN 1_0.5 \u00a01.5
    Radiobutton radio radiobuttons checkboxes select image/png Image other text
    http:/a http:a //a.example/ www.x.example Http://a Https://a ftp://a FTP://a file:///etc/passwd mailto: MAILTO:a@b
    tel:5 \u00a0http://a/ http//a x␣http://a/ http://a/[x] http://a/%zz https://a:80x/ http://a/#x#y :: a␣b:c
    100px 5em 50␣% % 5.5 .5% 5.% 0.5* 2␣* ** ␣50% 50%␣ 1, ,1 1;2 1␣,2 1,\u00a02
    #ff #ffff #ggg #FFFFFFF fff0 rgb(0,0,0) light␣blue red␣ LTR Left COMPACT
    _new _Blank _ 9a a,b a/b en_US e english-language 123 i-klingon en- -en
    \U0001f468\u200d\U0001f469 \u00b7a a\u00b7 \u0301 a\u0301
    2006-07-14 2006-07-14T24:00:00 2006-07-14T25:00:00 2006-02-30T00:00:00 0000-01-01T00:00:00 2007-02-29T00:00:00
    2006-07-14T12:00:60 2006-07-14T12:00 2006-07-14T12:00:00+15:00 2006-7-14T12:00:00 12006-07-14T12:00:00Z
    -0044-03-15T12:00:00 2006-07-14t12:00:00z 2006-07-14␣12:00:00 02006-07-14T12:00:00 2006-07-14T12:00:00.
    2006-07-14T12:00:00+14:01 +2006-07-14T12:00:00 1900-02-29T00:00:00 ␣2006-07-14T12:00:00␣
    """
)

#: All of them, each once; mutations draw from here.
POOL: Values = tuple(dict.fromkeys([*(value for right in RIGHT.values() for value in right), *LISTED, *TRICKY]))
