"""`questionforms validate`: check documents, and report what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from questionforms.cli.inputs.named_documents import CannotError
from questionforms.cli.output.reporters import REPORTERS
from questionforms.cli.runs.parallel import MANY_FILES, WorkerDiedError
from questionforms.cli.runs.validation import Options, Validation
from questionforms.exceptions import SchemaNotFound
from questionforms.project.pyproject import SEVERITIES, find_settings
from questionforms.project.settings import Pattern, Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Options that contradict each other, by their parameters.
_CONTRADICTIONS = (
    ("baseline", "write_baseline", "no_baseline"),
    ("diff", "write_baseline"),
    ("diff", "with_statistics"),
    ("diff", "output"),
)


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The names in comma-separated values."""
    return tuple([name.strip() for value in values for name in value.split(",") if name.strip()])


def _patterns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple([Pattern(value, Path.cwd()) for value in values])


def _rules_of_files(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[Pattern, tuple[str, ...]]:
    """The rules for each pattern, in values such as `drafts/*:html-*,http-media`."""
    rules: dict[Pattern, tuple[str, ...]] = {}
    for value in values:
        text, colon, names = value.rpartition(":")
        if not colon:
            raise click.BadParameter(f"`{value}` has no colon; expected PATTERN:RULE", context, parameter)
        pattern = Pattern(text, Path.cwd())
        rules[pattern] = (*rules.get(pattern, ()), *_names(context, parameter, (names,)))
    return rules


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", type=click.Choice([*REPORTERS]), help="The format of the report (default: text).")
@click.option("-o", "--output", metavar="FILE", help="Write the report to a file, and print only the count.")
@click.option("--select", multiple=True, callback=_names, metavar="RULE,...", help="Report only these rules.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULE,...", help="Do not report these rules.")
@click.option(
    "--per-file-ignore",
    "per_file_ignores",
    multiple=True,
    callback=_rules_of_files,
    metavar="PATTERN:RULE,...",
    help="Do not report these rules in files that match the pattern.",
)
@click.option("--severity", type=click.Choice(SEVERITIES), help="The lowest severity to report (default: warning).")
@click.option(
    "--exclude",
    multiple=True,
    callback=_patterns,
    metavar="PATTERN",
    help="Skip matching files and folders when searching.",
)
@click.option(
    "--gitignore/--no-gitignore",
    default=None,
    help="Skip what git ignores when searching folders (default), or check it too.",
)
@click.option(
    "--layout",
    "layouts",
    multiple=True,
    callback=_patterns,
    metavar="PATTERN",
    help="Check matching files as layouts of the requester site.",
)
@click.option("--key", metavar="KEY", help="Check this AnswerKey too, by itself and against the one form given.")
@click.option(
    "--schemas",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder of XSDs to use, such as Amazon's; any that are missing come from the package.",
)
@click.option(
    "--config", type=click.Path(path_type=Path), metavar="FILE", help="Read [tool.questionforms] from this file."
)
@click.option("--no-config", is_flag=True, help="Do not read pyproject.toml.")
@click.option("--strict/--no-strict", default=None, help="Exit with 1 for warnings too.")
@click.option(
    "--max-warnings", type=click.IntRange(min=0), metavar="N", help="Exit with 1 if there are more than N warnings."
)
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Do not report the problems in this file."
)
@click.option("--no-baseline", is_flag=True, help="Report all problems, also those in the baseline.")
@click.option(
    "--write-baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all problems to this file, as the new baseline, instead of reporting them.",
)
@click.option("--statistics", "with_statistics", is_flag=True, help="Print how many problems each rule found.")
@click.option(
    "--stdin-filename", metavar="NAME", help="Check standard input (-) as if it were the file with this name."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"The number of processes (default: one per core for {MANY_FILES:,} files or more, else one).",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no report; just set the exit code.")
@click.option(
    "--fix", is_flag=True, help="Fix, in place, what has one right answer; print the fixed standard input (-)."
)
@click.option("--diff", is_flag=True, help="Print the changes that --fix would make, without writing them.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="Also make fixes that change what a worker sees, such as https URLs."
)
@click.pass_context
def validate(context: click.Context, /, *, config: Path | None, no_config: bool, **given: Any) -> None:
    """Check documents, and report what is wrong with them.

    A PATH is a file, a folder (searched recursively for *.xml, *.question, *.html and *.htm), a pattern such as
    'forms/**/*.xml', a form in Python such as package.module:form or file.py:form, or - for standard input. An HTML
    page is checked as the HTMLContent of an HTMLQuestion.

    RULE is the name of a rule, or a pattern such as 'html-*'; `questionforms rules` lists the names. Settings are read
    from [tool.questionforms] in the nearest pyproject.toml; options override them.

    Exit codes: 0 no errors, 1 errors found (with --strict or --max-warnings, also for warnings; with --diff, also if
    there is something to fix), 2 something could not be read or written, or the command line is wrong.
    """
    _refuse_contradictions(context, given)
    options = Options(**{name: given.pop(name) for name in Options.__dataclass_fields__})
    if options.stdin_filename is not None and "-" not in options.paths:
        raise click.UsageError("--stdin-filename names standard input, but `-` is not among the paths")
    try:
        settings = (Settings() if no_config else find_settings(config)).changed(**given)
        exit_code = Validation(settings, options).run()
    except (SettingsError, SchemaNotFound) as error:
        raise click.UsageError(str(error)) from None
    except WorkerDiedError as error:
        raise CannotError(str(error)) from None
    context.exit(exit_code)


def _refuse_contradictions(context: click.Context, given: Mapping[str, Any]) -> None:
    names = {str(parameter.name): parameter.opts[-1] for parameter in context.command.params}
    for together in _CONTRADICTIONS:
        first, *others = [names[name] for name in together if given[name]] or [""]
        if others:
            raise click.UsageError(f"{first} and {others[0]} cannot be used together")
