"""The URL of an ExternalQuestion leads to a host that workers cannot reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import address
from questionforms.checks.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


#: Domains that public name servers do not resolve.
_DOMAINS = ("corp", "home", "home.arpa", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost")
_TESTS = ("test", "example", "onion")


def check(element: _Element) -> Iterator[Finding]:
    """A host that is not on the public internet."""
    at = address(element)
    host = at.host
    if host and (why := _why(host)):
        hint = "for workers, serve the page from a public host"
        yield at.finding(f"`{host}` is {why}, so workers cannot reach it", hint, at.url.lower().find(host))


def _why(host: str) -> str:
    """Why workers cannot reach a host; empty if it is public."""
    from ipaddress import ip_address

    try:
        return "" if ip_address(host).is_global else "not a public address"
    except ValueError:
        pass
    if host == "localhost" or host.endswith(".localhost"):
        return "the browser's own machine"
    if "." not in host:
        return "a name without a domain"
    if any(host.endswith(f".{domain}") for domain in (*_DOMAINS, *_TESTS)):
        return f"in `.{host.rpartition('.')[2]}`, which is not a public domain"
    return ""


RULE = Rule("private-host", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
