"""The URL of an ExternalQuestion leads to a host that workers cannot reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.checks.rules.external_question._url import address
from questionforms.checks.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from questionforms.checks.rules.rule import Finding


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


RULE = Rule("private-host", on=("ExternalURL",), documents=("ExternalQuestion",), check=check)
