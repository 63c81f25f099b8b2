"""Runs libFuzzer on a target, by atheris; what it finds is kept, so that a later run goes on from there."""

from __future__ import annotations

import logging
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import click

from tests.fuzz.mutations import mutator

TARGETS = ("reader", "table")
DEFAULT = Path(tempfile.gettempdir()) / "questionforms-fuzz"


@click.command()
@click.argument("target", type=click.Choice(TARGETS))
@click.option("--minutes", default=1.0, show_default=True, help="How long it runs, if it finds nothing.")
@click.option("--seed", default=0, help="Makes a run repeatable; 0 is another one each time.")
@click.option("--folder", type=click.Path(path_type=Path), default=DEFAULT, show_default=True)
def main(target: str, minutes: float, seed: int, folder: Path) -> None:
    """Look for inputs that TARGET reads wrongly, and stop at the first; libFuzzer tells how far it is.

    The folder keeps the inputs that reach new code, and beside them, as `crash-*`, those that are read wrongly.
    """
    logging.disable()  # of documents that cannot be read
    try:
        atheris = import_module("atheris")
    except ImportError as error:
        raise click.ClickException("fuzzing needs atheris; `pip install -e '.[fuzz]'` installs it") from error
    with atheris.instrument_imports(include=["questionforms"]):
        module = import_module(f"tests.fuzz.{target}")
        for source in module.SEEDS:  # which also loads what is loaded late, and so has it counted
            module.check(source)
    tokens: list[bytes] = import_module("tests.fuzz.seeds").TOKENS
    kept = folder / target
    kept.mkdir(parents=True, exist_ok=True)
    for number, source in enumerate(module.SEEDS):
        (kept / f"seed-{number}").write_bytes(source)
    words = folder / f"{target}.dict"
    words.write_text("".join(f'"{_quoted(token)}"\n' for token in tokens), encoding="ascii")
    limits = [f"-max_total_time={minutes * 60:.0f}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096"]
    files = [f"-dict={words}", f"-artifact_prefix={folder}/{target}-", str(kept)]
    arguments = [sys.argv[0], f"-seed={seed}", *limits, *files]
    atheris.Setup(arguments, module.check, custom_mutator=mutator(atheris, tokens, module.SEEDS))
    atheris.Fuzz()


def _quoted(token: bytes) -> str:
    """A token as libFuzzer's dictionaries have it."""
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}" for byte in token)


if __name__ == "__main__":
    main()
