"""The URL of an ExternalQuestion leads to a host that workers cannot reach.

`localhost` is the worker's own machine, and an address such as `192.168.0.7` or a name without a dot means something only
in your own network. That is right for a test against a marketplace on your machine, and for nothing else.

## An example

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://localhost:8000/label?batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

```text
form.xml:2:24: warning: private-host: `localhost` is the machine of whoever opens it, so that workers cannot reach it (for workers, serve the page from a public host)
```

## What to write instead

Give the page a host that all of the internet reaches.

```xml
<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://tasks.example.org/label?batch=7</ExternalURL>
  <FrameHeight>600</FrameHeight>
</ExternalQuestion>
```

## Source

RFC 6761 and RFC 6762 (names), RFC 6890 (addresses). The schema takes any URL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.rules.external_url import address
from questionforms.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.rules.rule import Finding


#: Domains that no public name server answers for.
_DOMAINS = ("corp", "home", "home.arpa", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost")
_TESTS = ("test", "example", "onion")


def check(element: _Element) -> Iterator[Finding]:
    """A host that is not one of the internet."""
    at = address(element)
    host = at.host
    if host and (why := _why(host)):
        hint = "for workers, serve the page from a public host"
        yield at.finding(f"`{host}` is {why}, so that workers cannot reach it", hint, at.url.lower().find(host))


def _why(host: str) -> str:
    """What keeps workers from a host; nothing for a public one."""
    from ipaddress import ip_address

    try:
        return "" if ip_address(host).is_global else "an address of a machine or a network of its own"
    except ValueError:
        pass
    if host == "localhost" or host.endswith(".localhost"):
        return "the machine of whoever opens it"
    if "." not in host:
        return "a name without a domain"
    if any(host.endswith(f".{domain}") for domain in (*_DOMAINS, *_TESTS)):
        return f"in `.{host.rpartition('.')[2]}`, which is no domain of the internet"
    return ""


RULE = Rule("private-host", "warning", __doc__, on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
