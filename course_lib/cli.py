"""The `course` command."""

import csv
import datetime
import io
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from course_lib.content.problem import ContentError, Problem
from course_lib.language import ENGLISH, VARIABLE, UnknownLanguageError, languages, speak

if TYPE_CHECKING:
    from course_lib.content.course import Course
    from course_lib.ui.paper import Paper

app = typer.Typer(
    help="An interactive course on recurrent breast cancer. Teaching, not medical advice.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

ROOT = Path(__file__).parents[1]
Root = Annotated[Path, typer.Option(help="The folder that holds data/ and notebooks/.")]

review = typer.Typer(
    help="Give everything a clinician must judge out, and take the judgements back.",
    no_args_is_help=True,
)
app.add_typer(review, name="review")


@app.command("app")
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.", envvar="PORT")] = 8866,
    ip: Annotated[str, typer.Option(help="The address to listen on.")] = "localhost",
    root: Root = ROOT,
    lang: Annotated[
        str,
        typer.Option(
            help="The language of the course, such as en; en-XA and ar-XB show what is not "
            "translated, or clipped.",
            envvar=VARIABLE,
        ),
    ] = ENGLISH,
    plain: Annotated[
        bool, typer.Option("--plain", help="Run each lesson anew for each visitor: slower.")
    ] = False,
) -> None:
    """Serve the course as a web app."""
    try:
        speak(lang)
    except UnknownLanguageError:
        _stop(f"The course does not speak “{lang}” yet. Choose one of: {', '.join(languages())}.")
    from course_lib.app.server import serve as serve_app

    def papers() -> "tuple[Paper, ...]":
        # Imported once somebody prints: figures and PDFs take a second to load.
        from course_lib.exports.papers import papers

        return papers(_course(root))

    from course_lib.class_cases import all_ballots

    serve_app(
        port=port, root=root, ip=ip, plain=plain, papers=papers, ballots_of=all_ballots
    )


@app.command()
def lab(root: Root = ROOT) -> None:
    """Open JupyterLab on the lessons."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root / 'notebooks'}"]
    # JupyterLab asks its makers for news; a lesson asks nobody.
    command += ["--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    os.execv(sys.executable, command)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="The new file to write.", show_default=False)],
) -> None:
    """Copy the record of all answers into one file; learners may go on meanwhile."""
    from course_lib.learning.backup import BackupError, back_up
    from course_lib.learning.store import record_url

    try:
        back_up(record_url(), to)
    except BackupError as error:
        _stop(str(error))
    typer.echo(f"The record was copied to {to}. It holds learners’ answers: keep it safe.")


@app.command()
def restore(
    copy: Annotated[Path, typer.Argument(help="What “course backup” wrote.", show_default=False)],
) -> None:
    """Put a copy in the place of the record; what was there is kept in a file beside it.

    Stop the course first: answers that are given meanwhile would be lost.
    """
    from course_lib.learning.backup import BackupError
    from course_lib.learning.backup import restore as take_back
    from course_lib.learning.store import record_url
    from course_lib.learning.visit import NotSavedError

    try:
        former = take_back(record_url(), copy, datetime.datetime.now(datetime.UTC))
    except (BackupError, NotSavedError) as error:
        _stop(str(error))
    typer.echo(f"The record is that of {copy} again. What was there before is in {former}.")


@app.command()
def check(
    root: Root = ROOT,
    today: Annotated[
        str, typer.Option(help="The day to judge what is due by, such as 2026-11-22.",
                          show_default="today")
    ] = "",
) -> None:
    """Check all of data/ and all notebooks; every problem with its place and how to mend it.

    What is due to be looked at again, holes of the curriculum, and questions that a lesson's others
    help to guess, are notes: nothing fails. The questions are counted against the blueprint.
    """
    from course_lib.content.blueprint import table as blueprint
    from course_lib.content.course import load_course
    from course_lib.content.curriculum import holes
    from course_lib.content.item_rules import check_items, item_notes
    from course_lib.content.notebooks import check_notebooks
    from course_lib.content.readability import check_readability
    from course_lib.content.usage import check_usage, due_notes

    day = _day(today) if today else datetime.date.today()
    notes: list[Problem] = []
    counts = ""
    try:
        course = load_course(root)
        problems = [
            *check_notebooks(course, root),
            *sorted(check_usage(course, root) + check_readability(course) + check_items(course)),
        ]
        notes = sorted(due_notes(course, day) + holes(course, root) + item_notes(course))
        counts = blueprint(course)
    except ContentError as error:
        problems = error.problems
    for problem in problems:
        typer.echo(str(problem))
    if notes:
        typer.echo(("\n" if problems else "") + "To note:")
        for note in notes:
            typer.echo(f"  {note}")
    if problems or notes:
        typer.echo()
    if counts:
        typer.echo(f"{counts}\n")
    if problems:
        typer.echo(f"{len(problems)} to mend.")
        raise typer.Exit(1)
    typer.echo(
        f"All is well: {len(course.claims)} claims, {len(course.sources)} sources, "
        f"{len(course.numbers)} sets of numbers, {len(course.questions)} questions, "
        f"{len(course.lessons)} lessons. {course.sign_off_line()}{_lapsed(course)}"
    )


@app.command("claims")
def list_claims(  # noqa: PLR0913, PLR0917 -- each option is one filter
    topic: Annotated[str | None, typer.Option(help="Such as symptoms, risk or follow-up.")] = None,
    layer: Annotated[str | None, typer.Option(help="sources, or today.")] = None,
    source: Annotated[str | None, typer.Option(help="The id of a source.")] = None,
    family: Annotated[str | None, typer.Option(help="A family of sources.")] = None,
    stance: Annotated[
        str | None, typer.Option(help="says, says differently, or contradicts.")
    ] = None,
    verified: Annotated[str | None, typer.Option(help="seen, code, or secondary.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only where sources part.")] = False,
    moved_on: Annotated[
        bool, typer.Option("--moved-on", help="Only where practice has moved on.")
    ] = False,
    search: Annotated[str, typer.Option(help="Words the claim holds.")] = "",
    due: Annotated[
        str, typer.Option(help="Only what is to be looked at again by this day.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table of values.")] = False,
    root: Root = ROOT,
) -> None:
    """List claims: what is stated, who says so, and how far it was checked."""
    from course_lib.content.claims_list import as_text, table
    from course_lib.content.search import choices, find, unknown

    if as_json and as_csv:
        _stop("Choose one of --json and --csv.")
    course = _course(root)
    wanted = {"topic": topic, "layer": layer, "source": source, "family": family,
              "stance": stance, "verified": verified}
    refused = unknown(wanted, choices(course))
    if refused:
        _stop(*refused)
    found = find(course, **wanted, disputed=disputed, moved_on=moved_on, text=search,
                 due=_day(due) if due else None)
    rows = table(course, found)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif as_csv:
        _csv(rows)
    else:
        for row in rows:
            typer.echo(as_text(row))
        typer.echo(f"{len(rows)} of {len(course.claims)} claims.")


@app.command("map")
def show_map(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    root: Root = ROOT,
) -> None:
    """Show which activities, questions and claims serve each objective of each lesson."""
    from course_lib.content.curriculum import rows

    course = _course(root)
    found = rows(course)
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2))
        return
    lesson = None
    for row in found:
        if row.lesson != lesson:
            typer.echo(f"{row.lesson} {row.title}" + ("" if row.ready else " (planned)"))
            lesson = row.lesson
        typer.echo(f"\n  {row.objective}: {row.text}")
        for name, ids in (
            ("activities", row.activities), ("questions", row.questions), ("claims", row.claims)
        ):
            typer.echo(f"    {name:<10}  {', '.join(ids) or 'none yet'}")
    without = [x.id for x in course.lessons.values() if not x.objectives]
    if without:
        typer.echo(f"\nNo objectives yet: lessons {', '.join(without)}.")


@review.command("export")
def export_review(
    to: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("review"),
    root: Root = ROOT,
) -> None:
    """Write everything a clinician must judge: a page to read, and a table to fill in."""
    from course_lib.content.review import ReviewError, export
    from course_lib.content.review_page import page

    course, day = _course(root), datetime.date.today()
    try:
        written = export(course, page(course, day), to, day)
    except ReviewError as error:
        _stop(str(error))
    for path in written:
        typer.echo(str(path))


@review.command("import")
def import_review(
    table: Annotated[Path, typer.Argument(help="The table that came back.")],
    root: Root = ROOT,
) -> None:
    """Take a judged table back: sign off what is agreed to, keep every comment.

    A judgement on a text that has changed since is not taken.
    """
    from course_lib.content.review import ReviewError, take_back

    try:
        outcome, comments = take_back(table, _course(root), root, datetime.date.today())
    except ReviewError as error:
        _stop(str(error))
    signed = [f"{s.collection}/{s.record}: {s.who}, {s.role}, {s.on}" for s in outcome.signed]
    _list("Signed off", signed)
    _list("Taken back, because a change is asked for", outcome.taken_back)
    _list("Not taken", outcome.refused)
    _list("Changed since the table was written", [row.name for row in outcome.changed])
    _list("In the table, but no longer in the course", outcome.gone)
    if outcome.absent:
        typer.echo(f"\n{len(outcome.absent)} texts of the course are not in the table.")
    if comments:
        typer.echo(f"\nComments and differences: {comments}")
    typer.echo(f"\n{len(outcome.signed)} signed off, {len(outcome.refused)} not taken. "
               f"{_course(root).sign_off_line()}")
    if outcome.signed or outcome.taken_back:
        typer.echo("Every page says so: run `course refresh` for what the notebooks have saved.")
    if outcome.refused:
        raise typer.Exit(1)


@app.command()
def classify(
    case: Annotated[Path, typer.Argument(help="A case as YAML: first:, found:.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Name the type of recurrence of a case, with reasons and what to ask first."""
    from course_lib.clinical.case import read_case
    from course_lib.clinical.recurrence import ContradictionError, as_data
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
        plain = json.dumps(
            as_data(answer), ensure_ascii=False, indent=2,
            default=lambda record: record.model_dump(mode="json"),
        )
        typer.echo(plain)
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
    typer.echo(f"\nTeaching, not medical advice. {course.sign_off_line()}")


@app.command("plan")
def plan_case(
    case: Annotated[
        Path | None, typer.Argument(help="A case as YAML: first:, found:, findings:.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    layer: Annotated[str, typer.Option(help="sources, today, or both.")] = "both",
    explain: Annotated[bool, typer.Option("--explain", help="Show every condition.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON schema of a case instead.")
    ] = False,
    root: Root = ROOT,
) -> None:
    """Show how a plan is built for a case: emergencies, questions, reasons, the nurse's part."""
    from course_lib.clinical.case import read_case
    from course_lib.clinical.case_schema import schema_of_case
    from course_lib.clinical.plan import as_data, plan
    from course_lib.clinical.plan_text import as_text
    from course_lib.clinical.recurrence import ContradictionError

    if schema:
        typer.echo(json.dumps(schema_of_case(_course(root)), ensure_ascii=False, indent=2))
        return
    if case is None:
        _stop("Name a case: course plan CASE.yaml. `course plan --schema` says what it may hold.")
    if layer not in {"sources", "today", "both"}:
        _stop(f"“{layer}” is not a layer. Choose sources, today or both.")
    course = _course(root)
    try:
        answer = plan(read_case(case), course, layer)  # type: ignore[arg-type]
    except ContentError as error:
        _stop(*(str(problem) for problem in error.problems))
    except ContradictionError as contradiction:
        _stop(*contradiction.sentences)
    if as_json:
        typer.echo(json.dumps(as_data(answer, explain=explain), ensure_ascii=False, indent=2))
        return
    typer.echo(as_text(answer, explain=explain))
    typer.echo(f"\nTeaching, not medical advice. {course.sign_off_line()}")


@app.command("cases")
def print_cases(
    seed: Annotated[int, typer.Option(help="The same number gives the same set.", min=0)] = 1,
    n: Annotated[int, typer.Option(help="How many cases.", min=1, max=200)] = 20,
    difficulty: Annotated[
        int, typer.Option(help="1, 2 or 3; without it, each in turn.", min=0, max=3)
    ] = 0,
    out: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("cases"),
    root: Root = ROOT,
) -> None:
    """Print a set of made-up cases for a class: the questions, and the answers apart."""
    from course_lib.activities.printed_cases import answers_page, drawn, questions_page
    from course_lib.ui.paper import PaperError, pdf

    course = _course(root)
    cases = drawn(course, seed, n, difficulty or None)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, page in (
            (f"cases-{seed}-questions", questions_page(course, cases)),
            (f"cases-{seed}-answers", answers_page(course, cases)),
        ):
            _write(out / f"{name}.html", page.encode())
            try:
                _write(out / f"{name}.pdf", pdf(page))
            except PaperError as error:
                typer.echo(str(error), err=True)
    except OSError as error:
        _stop(f"Nothing can be written into “{out}”: {error.strerror}. Name another folder.")


@app.command()
def export(
    only: Annotated[
        str, typer.Argument(help="Such as “03-*”, “*.pdf” or “questions*”; else everything.")
    ] = "*",
    to: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("exports"),
    root: Root = ROOT,
) -> None:
    """Write handouts, worksheets, answers, slides, the alignment table, the question bank."""
    from fnmatch import fnmatch

    from course_lib.exports.papers import left_out, papers
    from course_lib.ui.paper import PaperError

    course = _course(root)
    every = papers(course)
    wanted = [paper for paper in every if fnmatch(paper.name, only)]
    if not wanted:
        _stop(f"Nothing is called “{only}”. There is: {', '.join(paper.name for paper in every)}.")
    try:
        to.mkdir(parents=True, exist_ok=True)
        for number, paper in enumerate(wanted, start=1):
            typer.echo(f"{number} of {len(wanted)}: ", nl=False)
            try:
                _write(to / paper.name, paper.make())
            except PaperError as error:
                typer.echo(str(error))
    except OSError as error:
        _stop(f"Nothing can be written into “{to}”: {error.strerror}. Name another folder.")
    if any(paper.name.startswith("questions") or "canvas" in paper.name for paper in wanted):
        _list("What a format cannot hold:", list(left_out(course)))


@app.command("gain")
def show_gain(
    since: Annotated[str, typer.Option(help="Count answers from this day on (YYYY-MM-DD).")] = "",
) -> None:
    """Say what a class has gained between the opening and the final check."""
    from course_lib.learning.gain import SMALLEST_CLASS, gain
    from course_lib.learning.store import Store, record_url
    from course_lib.learning.visit import NotSavedError

    first = _day(since) if since else datetime.date.min
    try:
        answers = Store(record_url()).everybody()
    except NotSavedError as error:
        _stop(str(error))
    found = gain(answer for answer in answers if answer.at.date() >= first)
    if found is None:
        _stop(f"Fewer than {SMALLEST_CLASS} learners did both checks: nothing can be said of a "
              "class, and nothing is said of one learner.")
    typer.echo(
        f"{found.learners} learners did both checks. Before, {found.before:.0%} of the points were "
        f"reached; afterwards, {found.after:.0%}.\nThe gain is {100 * found.difference:.0f} "
        f"percentage points (95 % interval {100 * found.low:.0f} to {100 * found.high:.0f}), on "
        "other questions about the same objectives. It does not say what the course alone did."
    )


@app.command()
def refresh(
    only: Annotated[str, typer.Argument(help="A notebook's name without ending; else all.")] = "*",
    root: Root = ROOT,
) -> None:
    """Run every lesson again, or one, and save what its cells show."""
    from course_lib.refresh import refresh as refresh_notebook

    for path in sorted((root / "notebooks").glob(f"{only}.ipynb")):
        typer.echo(path.name)
        refresh_notebook(path)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    typer.echo(str(path))


def _course(root: Path) -> "Course":
    from course_lib.content.course import load_course

    try:
        course = load_course(root)
    except ContentError as error:
        _stop(*(str(problem) for problem in error.problems))
    return course


def _lapsed(course: "Course") -> str:
    lapsed = len(course.lapsed())
    return f" Lapsed, because the text has changed since: {lapsed}." if lapsed else ""


def _day(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        _stop(f"“{text}” is not a day. Write it as 2026-11-22.")
    return day


def _csv(rows: list[dict[str, Any]]) -> None:
    from course_lib.content.claims_list import COLUMNS

    page = io.StringIO()
    writer = csv.DictWriter(page, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {key: "; ".join(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in rows
    )
    typer.echo(page.getvalue(), nl=False)


def _list(title: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"\n{title}")
        for line in lines:
            typer.echo(f"  - {line}")


def _named(claims: tuple[str, ...]) -> str:
    return f" [{', '.join(claims)}]" if claims else ""


def _stop(*sentences: str) -> NoReturn:
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)


def main() -> None:
    """Run the command."""
    app()


if __name__ == "__main__":
    main()
