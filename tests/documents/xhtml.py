"""The XHTML of FormattedContent, the newest of its three texts, in the notation of `tests.documents.formats`."""

_PLAIN = "br | b | i | u | s | strike | em | strong | code | q | cite | ins | del"
_RICH = "img | map | iframe | big | small | font | sub | sup"
_BLOCK = "p | h1 | h2 | h3 | h4 | h5 | h6 | ul | ol | dl | pre | hr | blockquote | center | table"
_INLINE = f"mixed (a | {_PLAIN} | {_RICH})*"
_FLOW = f"mixed (a | {_PLAIN} | {_RICH} | {_BLOCK})*"

_COMMON = "title=TEXT lang=LANGUAGE dir=ltr|rtl"
_SIZE = "height=LENGTH width=LENGTH"
_SIDE = "align=left|center|right"
_FOCUS = "accesskey=CHARACTER tabindex=TAB_INDEX"
_REGION = "shape=rect|circle|poly|default coords=COORDINATES href=LINK_ADDRESS target=FRAME_NAME"
_IMAGE_ALIGN = "align=top|middle|bottom|left|right"
_CELL_ALIGN = "align=left|center|right|justify|char char=CHARACTER charoff=LENGTH valign=top|middle|bottom|baseline"

FORMATTED_CONTENT = f"""
FormattedContent: {_FLOW}
b big cite code dt em i s small strike strong sub sup u: {_INLINE} @ {_COMMON}
p h1 h2 h3 h4 h5 h6: {_INLINE} @ {_COMMON} align=left|center|right|justify
q: {_INLINE} @ {_COMMON} cite=ADDRESS
font: {_INLINE} @ {_COMMON} size=TEXT color=COLOR face=TEXT
a: mixed ({_PLAIN} | {_RICH})* @ {_COMMON} {_FOCUS} {_REGION} charset=TEXT type=TEXT name=NAME hreflang=LANGUAGE \
rel=NAMES rev=NAMES
pre: mixed (a | {_PLAIN})* @ {_COMMON} width=DIGITS {{http://www.w3.org/XML/1998/namespace}}space=preserve
dd center: {_FLOW} @ {_COMMON}
blockquote: {_FLOW} @ {_COMMON} cite=ADDRESS
ins del: {_FLOW} @ {_COMMON} cite=ADDRESS datetime=MOMENT
li: {_FLOW} @ {_COMMON} type=TEXT value=DIGITS
th td: {_FLOW} @ {_COMMON} {_CELL_ALIGN} {_SIZE} abbr=TEXT axis=TEXT headers=NO_IDS scope=row|col|rowgroup|colgroup \
rowspan=DIGITS colspan=DIGITS nowrap=nowrap bgcolor=COLOR
ul: li+ @ {_COMMON} compact=compact type=disc|square|circle
ol: li+ @ {_COMMON} compact=compact type=TEXT start=DIGITS
dl: (dt | dd)+ @ {_COMMON} compact=compact
br: empty @ title=TEXT clear=left|all|right|none
hr: empty @ {_COMMON} {_SIDE} noshade=noshade size=PIXELS width=LENGTH
img: empty @ {_COMMON} {_SIZE} {_IMAGE_ALIGN} src!=LINK_ADDRESS alt!=TEXT name=NAME longdesc=ADDRESS usemap=ADDRESS \
ismap=ismap border=LENGTH hspace=PIXELS vspace=PIXELS
map: area+ @ {_COMMON} id!=ID name!=TEXT
area: empty @ {_COMMON} {_FOCUS} {_REGION} nohref=nohref alt!=TEXT
iframe: NOT_BLANK @ title=TEXT {_SIZE} {_IMAGE_ALIGN} longdesc=ADDRESS name=NAME src=LINK_ADDRESS frameborder=1|0 \
marginwidth=PIXELS marginheight=PIXELS scrolling=yes|no|auto
table: (col* | colgroup*), thead?, tfoot?, (tbody+ | tr+) @ {_COMMON} {_SIDE} summary=TEXT width=LENGTH border=PIXELS \
frame=void|above|below|hsides|lhs|rhs|vsides|box|border rules=none|groups|rows|cols|all cellspacing=LENGTH \
cellpadding=LENGTH bgcolor=COLOR
thead tbody tfoot: tr+ @ {_COMMON} {_CELL_ALIGN}
tr: (th | td)+ @ {_COMMON} {_CELL_ALIGN} bgcolor=COLOR
col: empty @ {_COMMON} {_CELL_ALIGN} span=DIGITS width=COLUMN_WIDTH
colgroup: col* @ {_COMMON} {_CELL_ALIGN} span=DIGITS width=COLUMN_WIDTH
"""
