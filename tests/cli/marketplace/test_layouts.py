"""`questionforms marketplace layouts`: added, listed, and used by a HIT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from questionforms.testing.running import run

if TYPE_CHECKING:
    from tests.cli.marketplace.commands import Commands


def test_layouts(commands: Commands) -> None:
    """A layout is stored under the name of its file, and its ID creates HITs."""
    page = commands.write("page.html", "<p>${colour}</p><input name='q'>")
    with run(commands.url) as running:
        client = running.client("lab")
        client.get_account_balance()
        identifier = commands.output("layouts", "add", page, "--requester", "lab").strip()
        commands.output("layouts", "add", page, "--requester", "lab", "--name", "Second")
        found = commands.records("layouts", "list", "--requester", "lab")
        assert [one["name"] for one in found] == ["page.html", "Second"]
        assert found[0]["id"] == identifier
        hit = client.create_hit(
            HITLayoutId=identifier,
            HITLayoutParameters=[{"Name": "colour", "Value": "green"}],
            Title="Colours",
            Description="One question.",
            Reward="0.05",
            AssignmentDurationInSeconds=600,
            LifetimeInSeconds=3600,
        )["HIT"]
        assert "<p>green</p>" in hit["Question"]
        client.close()


def test_refused(commands: Commands) -> None:
    """A requester that does not exist, and a file that is not UTF-8, are refused."""
    commands.new_key()
    page = commands.folder / "page.html"
    page.write_bytes(b"\xff")
    assert "not valid UTF-8" in commands.error("layouts", "add", str(page), "--requester", "lab")
    page.write_bytes(b"<p>")
    assert "there is no requester `xyz`" in commands.error("layouts", "add", str(page), "--requester", "xyz")
    assert "there is no requester `xyz`" in commands.error("layouts", "list", "--requester", "xyz")
