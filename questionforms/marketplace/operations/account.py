"""The requester's account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questionforms.marketplace.calls import Call


def get_account_balance(call: Call) -> dict[str, Any]:
    """What the requester can spend; nothing is ever on hold here, as money is taken at approval."""
    return {"AvailableBalance": call.requester.balance}
