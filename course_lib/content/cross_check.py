"""What must hold between the records of data/, once each of them is whole in itself."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from course_lib.content.case_checks import problems_of_cases, problems_of_starts
from course_lib.content.case_phrase_checks import problems_of_phrases
from course_lib.content.claims import Claim
from course_lib.content.drills import Drill
from course_lib.content.questions import Asked, MarkOnMap, NumberQuestion
from course_lib.content.record import named
from course_lib.content.rule_checks import Blame, problems_of_rules
from course_lib.content.sites import Site
from course_lib.content.survivors import Survivor
from course_lib.content.urgency import Judgement

if TYPE_CHECKING:
    from course_lib.content.course import Course

CLAIM_FIELDS = ("claims", "evidence_claims", "level_from", "closing_claims")


def problems_between(course: "Course") -> Iterator[Blame]:
    """Yield everything in which the records of `course` do not fit one another."""
    for collection, id_, record in course.records():
        yield from _known(course, collection, id_, "claims", named(record, *CLAIM_FIELDS))
    for claim in course.claims.values():
        yield from _claim(course, claim)
    for numbers in course.numbers.values():
        yield from _known(course, "numbers", numbers.id, "sources", [numbers.source])
    for site in course.sites.values():
        yield from _site(site)
    for suspicion in course.suspicions.values():
        asked = (step.examination for step in suspicion.steps)
        yield from _known(course, "suspicions", suspicion.id, "examinations", asked)
    yield from problems_of_rules(course)
    yield from problems_of_phrases(course)
    yield from problems_of_cases(course)
    yield from problems_of_starts(course)
    for collection in ("survivors", "drills"):
        for story in getattr(course, collection).values():
            yield from _urgency(course, collection, story)
    yield from _lessons(course)
    for question in course.questions.values():
        yield from _question(course, question)
    for collection in ("conversations", "tell_backs", "handovers", "teachings", "cases"):
        for record in getattr(course, collection).values():
            yield from _known(course, collection, record.id, "lessons", [record.lesson])
    for tell_back in course.tell_backs.values():
        yield from _known(course, "tell_backs", tell_back.id, "glossary", tell_back.known)
    yield from _sign_offs(course)
    yield from _glossary(course)


def _known(
    course: "Course", collection: str, id_: str, kind: str, wanted: Iterable[str]
) -> Iterator[Blame]:
    for missing in dict.fromkeys(wanted):
        if missing not in getattr(course, kind):
            yield (collection, id_, f"“{id_}” names “{missing}”, which is not in data/{kind}.",
                   "Correct the id, or add the record.", missing)


def _claim(course: "Course", claim: Claim) -> Iterator[Blame]:
    stands = [stand.source for stand in claim.stands]
    yield from _known(course, "claims", claim.id, "sources", stands)
    moved_to = claim.moved_on.to if claim.moved_on else ()
    yield from _known(course, "claims", claim.id, "claims", (*claim.disputed_by, *moved_to))
    documents = [
        course.sources[source].document is not None
        for source in stands
        if source in course.sources
    ]
    if claim.layer == "sources" and not all(documents):
        yield ("claims", claim.id, "A claim of the sources' layer stands in a source that "
               "is not one of the documents.", "Make it a claim of today.", None)
    if claim.layer == "today" and any(documents):
        yield ("claims", claim.id, "A claim of today stands in one of the documents.",
               "Cite a dated source that is not one of them.", None)


def _site(site: Site) -> Iterator[Blame]:
    if site.paired != bool(site.other_side):
        yield ("sites", site.id, "Only a paired place has, and needs, an other_side.",
               "Set paired: true and write other_side, or leave both out.", None)


def _urgency(course: "Course", collection: str, story: Survivor | Drill) -> Iterator[Blame]:
    judgements: Iterable[Judgement] = (
        (call.judgement for call in story.calls)
        if isinstance(story, Survivor)
        else (scene.judgement for scene in story.scenes)
    )
    for claim in dict.fromkeys(claim for one in judgements for claim in one.level_from):
        if claim in course.claims and course.claims[claim].layer != "today":
            yield (collection, story.id,
                   f"“{claim}” says how fast to act, and is no claim of today.",
                   "Take it out of level_from: a document sets no urgency.", claim)


def _lessons(course: "Course") -> Iterator[Blame]:
    for lesson in course.lessons.values():
        objectives = {objective.id for objective in lesson.objectives}
        ids = [activity.id for activity in lesson.activities]
        for activity in lesson.activities:
            for missing in [o for o in activity.objectives if o not in objectives]:
                yield ("lessons", lesson.id, f"The activity “{activity.id}” names the "
                       f"objective “{missing}”, which lesson {lesson.id} does not have.",
                       "Correct the id, or add the objective.", missing)
        for twice in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            yield ("lessons", lesson.id, f"Two activities are called “{twice}”.",
                   "Give one another id.", twice)


def _question(course: "Course", question: Asked) -> Iterator[Blame]:
    yield from _known(course, "questions", question.id, "lessons", [question.lesson])
    lesson = course.lessons.get(question.lesson)
    if lesson and question.objective not in {o.id for o in lesson.objectives}:
        yield ("questions", question.id,
               f"Lesson {lesson.id} has no objective “{question.objective}”.",
               "Name one of its objectives in data/lessons/.", None)
    if question.id in course.retired:
        yield ("questions", question.id, f"“{question.id}” is the id of a retired question.",
               "Give this one an id of its own.", question.id)
    if isinstance(question, MarkOnMap):
        yield from _spots(course, question)
    if isinstance(question, NumberQuestion) and not course.numbers_in["questions", question.id]:
        yield ("questions", question.id, "The answer is a number without a citation.",
               "Put it into data/numbers and name it as {set.value:plain}.", None)


def _spots(course: "Course", question: MarkOnMap) -> Iterator[Blame]:
    places = [spot.place for spot in question.spots]
    yield from _known(course, "questions", question.id, "sites", places)
    for spot in question.spots:
        site = course.sites.get(spot.place)
        if site and site.paired != bool(spot.side):
            wrong = "has a side: name it" if site.paired else "has no side: name none"
            yield ("questions", question.id, f"The place “{spot.place}” {wrong}.",
                   "Write side: right or side: left, or leave it out.", spot.place)


def _sign_offs(course: "Course") -> Iterator[Blame]:
    judged = tuple(dict.fromkeys(collection for collection, _id, _record in course.records()))
    for sign_off in course.sign_offs.values():
        collection = sign_off.collection
        if collection in judged:
            yield from _known(course, "sign_offs", sign_off.id, collection, [sign_off.record])
        else:
            yield ("sign_offs", sign_off.id, f"No collection is called “{collection}”.",
                   f"Choose one of {', '.join(judged)}.", collection)


def _glossary(course: "Course") -> Iterator[Blame]:
    owner: dict[str, str] = {}
    for term in course.glossary.values():
        for form in (term.term, *term.also):
            known = owner.get(form.casefold())
            owner.setdefault(form.casefold(), term.id)
            if known is not None:
                yield ("glossary", term.id, f"“{form}” is a form of “{known}” already.",
                       "Keep it in one place.", form)
