"""The `course` command."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from course_lib.content.problem import ContentError

app = typer.Typer(
    help="An interactive course on recurrent breast cancer. Teaching, not medical advice.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

ROOT = Path(__file__).parents[1]
Root = Annotated[Path, typer.Option(help="The folder that holds data/ and notebooks/.")]


@app.command("app")
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.", envvar="PORT")] = 8866,
    ip: Annotated[str, typer.Option(help="The address to listen on.")] = "localhost",
    root: Root = ROOT,
) -> None:
    """Serve the course as a web app."""
    from course_lib.app.server import serve as serve_app

    serve_app(port=port, root=root, ip=ip)


@app.command()
def lab(root: Root = ROOT) -> None:
    """Open JupyterLab on the lessons."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root / 'notebooks'}"]
    # JupyterLab asks its makers for news; a lesson asks nobody.
    command += ["--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    os.execv(sys.executable, command)


@app.command()
def check(root: Root = ROOT) -> None:
    """Check all of data/ and all notebooks; every problem with its place and how to mend it."""
    from course_lib.content.course import load_course
    from course_lib.content.notebooks import check_notebooks

    try:
        course = load_course(root)
        problems = check_notebooks(course, root)
    except ContentError as error:
        problems = error.problems
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(f"\n{len(problems)} to mend.")
        raise typer.Exit(1)
    typer.echo(
        f"All is well: {len(course.claims)} claims, {len(course.sources)} sources, "
        f"{len(course.numbers)} sets of numbers, {len(course.questions)} questions, "
        f"{len(course.lessons)} lessons."
    )


@app.command()
def classify(
    case: Annotated[Path, typer.Argument(help="A case as YAML: first:, found:.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Name the type of recurrence of a case, with reasons and what to ask first."""
    from course_lib.clinical.case import read_case
    from course_lib.clinical.recurrence import ContradictionError
    from course_lib.clinical.recurrence import classify as classify_case
    from course_lib.content.course import load_course

    try:
        history = read_case(case)
        course = load_course()
        answer = classify_case(history, course)
    except ContentError as error:
        _stop(*(str(problem) for problem in error.problems))
    except ContradictionError as contradiction:
        _stop(*contradiction.sentences)
    if as_json:
        typer.echo(json.dumps(_plain(asdict(answer), answer.claims), ensure_ascii=False, indent=2))
        return
    typer.echo(course.types[answer.type].name)
    if answer.leaning:
        typer.echo(f"It may be: {course.types[answer.leaning].name.lower()}.")
    if answer.farthest and len(answer.types) > 1:
        typer.echo("  " + ", ".join(course.types[type_].name for type_ in answer.types))
        typer.echo(f"The farthest decides the aim: {course.types[answer.farthest].name.lower()}.")
    if answer.types and answer.provisional:
        typer.echo("Provisional: a fact asked for below is still missing.")
    if answer.disputed:
        typer.echo("The sources part here.")
    _list("Why", [f"{r.text}{_named(r.claims)}" for r in answer.reasons])
    _list("Ask first", [f"{ask.question} {ask.why}{_named(ask.claims)}" for ask in answer.asks])
    _list("What it is not", [f"{r.text}{_named(r.claims)}" for r in answer.is_not])
    typer.echo("\nTeaching, not medical advice; not yet signed off by an oncology clinician.")


@app.command()
def refresh(root: Root = ROOT) -> None:
    """Run every lesson again and save what its cells show."""
    from course_lib.refresh import refresh as refresh_notebook

    for path in sorted((root / "notebooks").glob("*.ipynb")):
        typer.echo(path.name)
        refresh_notebook(path)


def _list(title: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"\n{title}")
        for line in lines:
            typer.echo(f"  - {line}")


def _named(claims: tuple[str, ...]) -> str:
    return f" [{', '.join(claims)}]" if claims else ""


def _plain(answer: dict[str, Any], claims: tuple[str, ...]) -> dict[str, Any]:
    """Return `answer` with its records as plain data."""
    text = json.dumps({**answer, "claims": claims}, default=lambda record: record.model_dump())
    plain: dict[str, Any] = json.loads(text)
    return plain


def _stop(*sentences: str) -> None:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
