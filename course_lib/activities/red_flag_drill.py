"""The learner meets emergencies in unlike scenes: what is it, how fast, and what comes first.

Scenes of several emergencies come mixed, each with one that only looks like it, so that none can
be guessed from the one before. The drill can be left out at any moment, and nothing counts then.
"""

import random
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.urgency_words import ask_how_fast, how_it_stands
from course_lib.content.course import Course
from course_lib.content.drills import NONE, Action, Drill, Scene
from course_lib.content.lessons import Lesson
from course_lib.content.names import level_name, standing_name
from course_lib.content.urgency import LEVELS, Level
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Heading,
    Option,
    Paragraph,
    Progress,
    Steps,
    Table,
    Toggles,
)
from course_lib.ui.chips import chips, one_each
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

Step = Literal["suspect", "speed", "first", "done"]
PATHS = ("core", "more")
HAND = 6  # scenes dealt at first: two of each emergency
STEPS: tuple[Step, ...] = ("suspect", "speed", "first")
ACTIONS_TRIED = "tried"


class RedFlagDrill(Model):
    """Which drills are practised, their scenes in the learner's order, and the answers given.

    `path` is core or more, and empty before the learner has begun; `left_out` is true once they
    have stepped out, and `whole` once they want all scenes and not only the first hand. An answer
    is kept by scene: what it was suspected to be, how fast, which actions are chosen, and whether
    they have been `tried`. Answers stand until all is begun again.
    """

    path = traitlets.Enum(("", *PATHS), default_value="")
    left_out = traitlets.Bool(False)
    whole = traitlets.Bool(False)
    order = traitlets.Dict()
    at = traitlets.Int(0)
    answers = traitlets.Dict()

    def __init__(self, course: Course) -> None:
        self.course = course
        self._scenes = {
            f"{drill.id}/{scene.id}": (drill, scene)
            for drill in course.drills.values()
            for scene in drill.scenes
        }
        super().__init__(order=self._dealt(random.Random(0)))

    @property
    def ids(self) -> list[str]:
        """The scenes of this path in the learner's order, each as drill/scene."""
        if not self.path:
            return []
        order = self.order[self.path]
        return list(order if self.whole else order[:HAND])

    @property
    def on_the_table(self) -> str:
        """The scene that is asked about, or nothing before the first and on the closing page."""
        return self.ids[self.at] if self.at < len(self.ids) else ""

    def drill(self, id_: str) -> Drill:
        """Return the emergency that the scene `id_` belongs to."""
        return self._scenes[id_][0]

    def scene(self, id_: str) -> Scene:
        """Return the scene `id_`."""
        return self._scenes[id_][1]

    @property
    def step(self) -> Step:
        """What is asked next about the scene on the table."""
        if not self.on_the_table:
            return "done"
        given = self.given(self.on_the_table)
        if "suspect" not in given:
            return "suspect"
        if "speed" not in given:
            return "speed"
        done = self.scene(self.on_the_table).look_alike or given.get(ACTIONS_TRIED)
        return "done" if done else "first"

    def given(self, id_: str) -> dict[str, Any]:
        """Return what the learner has answered about the scene `id_`."""
        answer: dict[str, Any] = self.answers.get(id_, {})
        return answer

    def suspected(self, id_: str) -> str:
        """Return what the scene `id_` should be suspected to be."""
        return NONE if self.scene(id_).look_alike else self.drill(id_).id

    def actions(self, id_: str) -> dict[str, bool]:
        """Return for each action of the drill whether it belongs to the scene `id_`."""
        scene = self.scene(id_)
        return {action.id: scene.id in action.when for action in self.drill(id_).actions}

    def shuffle(self, chance: random.Random) -> None:
        """Put the scenes in an order drawn from `chance`, if nothing is answered."""
        if not self.answers:
            self.order = self._dealt(chance)

    def _dealt(self, chance: random.Random) -> dict[str, list[str]]:
        """Return the scenes in two hands, each with every emergency and with a look-alike."""
        order: dict[str, list[str]] = {}
        for path in PATHS:
            drills = [drill for drill in self.course.drills.values() if drill.path == path]
            early = chance.sample(drills, len(drills) // 2 + 1)
            first: list[str] = []
            second: list[str] = []
            for drill in drills:
                real = [scene.id for scene in drill.scenes if not scene.look_alike]
                alike = [scene.id for scene in drill.scenes if scene.look_alike]
                mixed = chance.sample(real, len(real))
                here = [*alike, *mixed[:1]] if drill in early else mixed[:2]
                there = mixed[1:] if drill in early else [*alike, *mixed[2:]]
                first += [f"{drill.id}/{id_}" for id_ in here]
                second += [f"{drill.id}/{id_}" for id_ in there]
            order[path] = [*chance.sample(first, len(first)), *chance.sample(second, len(second))]
        return order

    def take_all(self) -> None:
        """Go on with the scenes that have not been dealt yet."""
        self.whole = True

    def begin(self, path: str) -> None:
        """Practise the drills of `path`, at the first scene that is not done."""
        with self.hold_trait_notifications():
            self.path, self.left_out, self.at = path, False, 0
            while self.on_the_table and self.step == "done":
                self.at += 1

    def leave_out(self) -> None:
        """Step out; answers given stay, and nothing else is missing."""
        with self.hold_trait_notifications():
            self.path, self.left_out, self.at = "", True, 0

    def suspect(self, emergency: str) -> None:
        """Say what the scene is suspected to be; raises KeyError for an unknown emergency."""
        if emergency != NONE:
            self.course.drills[emergency]
        if self.step == "suspect":
            self._give(suspect=emergency)

    def say_how_fast(self, level: Level) -> None:
        """Say how fast the scene asks for help."""
        if self.step == "speed":
            self._give(speed=level)

    def toggle(self, action: str) -> None:
        """Choose an action, or let it go; raises KeyError for one that the drill does not have."""
        if self.step == "first":
            self.actions(self.on_the_table)[action]
            chosen = list(self.given(self.on_the_table).get("actions", []))
            chosen.remove(action) if action in chosen else chosen.append(action)
            self._give(actions=chosen)

    def try_actions(self) -> None:
        """Have the chosen actions answered, if there are any."""
        if self.step == "first" and self.given(self.on_the_table).get("actions"):
            self._give(tried=True)

    def go(self, steps: int) -> None:
        """Look back, or go on once the scene is done."""
        if steps > 0 and self.step != "done":
            return
        self.at = min(max(self.at + steps, 0), len(self.ids))

    def again(self) -> None:
        """Begin the drills of this path again, unanswered."""
        with self.hold_trait_notifications():
            self.answers = {k: v for k, v in self.answers.items() if k not in self.ids}
            self.at = 0

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        return {
            "path": self.path,
            "left_out": self.left_out,
            "whole": self.whole,
            "order": {path: list(ids) for path, ids in self.order.items()},
            "at": self.at,
            "answers": {id_: dict(given) for id_, given in self.answers.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what the course has no more."""
        order = {path: list(ids) for path, ids in state["order"].items()}
        if {path: sorted(ids) for path, ids in order.items()} != {
            path: sorted(ids) for path, ids in self.order.items()
        }:
            raise ValueError("the scenes have changed")
        path, at = str(state["path"]), int(state["at"])
        answers = {id_: self._checked(id_, given) for id_, given in state["answers"].items()}
        whole = bool(state["whole"])
        behind = order.get(path, [])[: at if whole else min(at, HAND)]
        if len(behind) != at or not all("speed" in answers.get(id_, {}) for id_ in behind):
            raise ValueError("no such scene")
        with self.hold_trait_notifications():
            self.path, self.left_out, self.whole = path, bool(state["left_out"]), whole
            self.order, self.at, self.answers = order, at, answers

    def _checked(self, id_: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return `given` if the course still has all of it; raises KeyError or ValueError."""
        known = (
            given.get("suspect", NONE) in {NONE, *self.course.drills}
            and given.get("speed", LEVELS[0]) in LEVELS
            and set(given.get("actions", [])) <= set(self.actions(id_))
        )
        if not known:
            raise ValueError(f"the scene {id_} has changed")
        kept: dict[str, Any] = {key: given[key] for key in ("suspect", "speed") if key in given}
        if "actions" in given:
            kept["actions"] = list(given["actions"])
        if given.get(ACTIONS_TRIED):
            kept[ACTIONS_TRIED] = True
        return kept

    def _give(self, **answer: Any) -> None:
        id_ = self.on_the_table
        self.answers = {**self.answers, id_: {**self.given(id_), **answer}}


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the red-flag drill."""
    return RedFlagDrillActivity(course, lesson)


class RedFlagDrillActivity:
    """The panel of the drill: the notice, the scene, its three questions and their answers."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/red-flag-drill"
        self.model = RedFlagDrill(course)
        self.panel = Panel(_("Red-flag drill"), self._pressed)
        self.model.observe(
            lambda _change: self._follow(), ["path", "left_out", "whole", "order", "at", "answers"]
        )
        self._follow()
        self.claims = sorted({claim for d in course.drills.values() for claim in d.claims})
        words = [course.claims[id_] for id_ in self.claims]
        data = [list(course.drills.values()), words]
        self.shown = Shown("red-flag drill", list(course.drills), data, self.panel)

    def open(self, visit: Visit) -> None:
        """Mix the scenes, or take the learner back to the one on the table."""
        self.model.shuffle(visit.chance)
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "path":
                self.model.begin(value)
            case "leave":
                self.model.leave_out()
            case "suspect":
                self.model.suspect(value)
            case "speed":
                self.model.say_how_fast(next(level for level in LEVELS if level == value))
            case "actions":
                self.model.toggle(value)
            case "try":
                self.model.try_actions()
            case "next":
                self.model.go(1)
            case "back":
                self.model.go(-1)
            case "all":
                self.model.take_all()
            case "again":
                self.model.again()

    def _follow(self) -> None:
        if not self.model.path:
            self.panel.draw(self._door(), self._door_words())
        elif not self.model.on_the_table:
            self.panel.draw([self._paths(), *self._closing()], _("All done."))
        else:
            blocks, said = self._scene(self.model.on_the_table)
            self.panel.draw([self._paths(), *blocks], said)

    def _door_words(self) -> str:
        if self.model.left_out:
            return _("Left out. Nothing is missing; you can come back whenever you like.")
        return _(
            "The next scenes are about emergencies, and people die of some of them. You may leave "
            "them out, now or at any moment; nothing is counted against you."
        )

    def _door(self) -> list[Block]:
        title = _("Left out") if self.model.left_out else _("Before you begin")
        blocks: list[Block] = [
            Callout("notice", title, (Paragraph(self._door_words()),)),
            self._paths(),
        ]
        if not self.model.left_out:
            blocks.append(Buttons((Button("leave", _("Leave this out")),)))
        return blocks

    def _paths(self) -> Choice:
        options = (
            Option("core", _("Three emergencies to begin with")),
            Option("more", _("Three more, when you have time")),
        )
        return Choice("path", _("Which scenes?"), options, self.model.path, "switch")

    def _scene(self, id_: str) -> tuple[list[Block], str]:
        model = self.model
        scene, given, step = model.scene(id_), model.given(id_), model.step
        n, total = model.at + 1, len(model.ids)
        names = (_("What do you suspect?"), _("How fast?"), _("What comes first?"))
        steps = names[:2] if scene.look_alike and step == "done" else names
        blocks: list[Block] = [
            Progress(n, total, _("Scene {n} of {all}").format(n=n, all=total)),
            Steps(
                _("The way through this scene"), steps,
                len(steps) if step == "done" else STEPS.index(step), _("done"),
            ),
            Heading(_("Scene {n}").format(n=n)),
            Paragraph(scene.story),
        ]
        said = scene.story
        if "suspect" in given:
            verdict = self._verdict(id_, given["suspect"])
            blocks.append(verdict)
            said = f"{verdict.title} {scene.why}"
        else:
            blocks.append(self._suspects())
        if step == "speed":
            blocks.append(ask_how_fast("speed", None, scene.judgement))
        if "speed" in given:
            level: Level = given["speed"]
            blocks.append(Paragraph(_you_chose(level_name(level)), strong=True))
            claims = scene.judgement.level_from or scene.claims
            blocks.append(
                how_it_stands(self.course, scene.judgement, level, scene.speed, claims)
            )
            said = f"{standing_name(scene.judgement.standing(level))}. {scene.speed}"
            if not scene.look_alike:
                blocks += self._first(id_)
        if step == "done":
            if scene.then:
                blocks.append(Callout("notice", _("What came of it"), (Paragraph(scene.then),)))
            said = " ".join(filter(None, [said, scene.then]))
        blocks.append(self._ways_on(step))
        return blocks, said

    def _names(self) -> dict[str, str]:
        """Return the name of everything that a scene can be suspected to be."""
        names = {drill.id: drill.name for drill in self.course.drills.values()}
        return {**names, NONE: _("None of these: no red flag in this story")}

    def _suspects(self) -> Choice:
        options = tuple(Option(id_, name) for id_, name in self._names().items())
        return Choice("suspect", _("What do you suspect?"), options)

    def _verdict(self, id_: str, given: str) -> Callout:
        scene, right = self.model.scene(id_), self.model.suspected(id_)
        words = [
            Paragraph(_you_chose(self._names()[given]), strong=True),
            Paragraph(scene.why, one_each(chips(self.course, scene.claims))),
        ]
        if given == right:
            return Callout("right", _("Yes."), tuple(words))
        here = _("To be suspected here: {name}.").format(name=self._names()[right].lower())
        words.insert(1, Paragraph(here, strong=True))
        if given != NONE:
            other = self.course.drills[given]
            shows = _("What you chose shows otherwise: {name}.").format(name=other.name.lower())
            words.append(Paragraph(shows))
            words += [
                Paragraph(self.course.claims[claim].says, chips(self.course, [claim]))
                for claim in other.signs
            ]
        title = (
            _("A red flag was overlooked.") if given == NONE else _("Not quite: look again.")
        )
        return Callout("wrong", title, tuple(words))

    def _first(self, id_: str) -> list[Block]:
        given, right = self.model.given(id_), self.model.actions(id_)
        actions = self.model.drill(id_).actions
        chosen, tried = given.get("actions", []), bool(given.get(ACTIONS_TRIED))
        if not tried:
            options = tuple(Option(action.id, action.text) for action in actions)
            words = _("What comes first? Choose all that belong here.")
            see = Button("try", _("See the reasons"), main=True, disabled=not chosen)
            return [Toggles("actions", words, options, tuple(chosen)), Buttons((see,))]
        blocks: list[Block] = []
        for belongs, taken, title in (
            (True, True, _("This belongs here")),
            (True, False, _("Left out, and it belongs here")),
            (False, True, _("This does not belong here")),
        ):
            told = tuple(
                self._told(action)
                for action in actions
                if right[action.id] is belongs and (action.id in chosen) is taken
            )
            if told:
                blocks.append(Callout(_mark(belongs is taken), title, (Bullets(told, title),)))
        rest = tuple(
            self._told(action)
            for action in actions
            if not right[action.id] and action.id not in chosen
        )
        if rest:
            words = _("Rightly left alone, and why")
            blocks.append(Details(f"rest:{id_}", words, (Bullets(rest, words),)))
        return blocks

    def _told(self, action: Action) -> Paragraph:
        shown = one_each(chips(self.course, action.claims))
        return Paragraph(f"{action.text}: {action.told}", shown)

    def _ways_on(self, step: Step) -> Buttons:
        last = self.model.at + 1 == len(self.model.ids)
        onward = _("Finish") if last else _("Next scene")
        return Buttons(
            (
                Button("back", _("Back"), disabled=self.model.at == 0),
                Button("next", onward, main=step == "done", disabled=step != "done"),
                Button("leave", _("Leave this out")),
            )
        )

    def _closing(self) -> list[Block]:
        rows = []
        for id_ in self.model.ids:
            scene, given = self.model.scene(id_), self.model.given(id_)
            suspected = _("yes") if given["suspect"] == self.model.suspected(id_) else _("no")
            speed = standing_name(scene.judgement.standing(given["speed"]))
            asked = level_name(scene.judgement.best)
            kind = _("Look-alike") if scene.look_alike else self.model.drill(id_).name
            rows.append((kind, scene.story, suspected, asked, speed))
        head = (
            _("What it was"), _("Scene"), _("Recognised"), _("Best answer"), _("Your speed"),
        )
        drills = dict.fromkeys(self.model.drill(id_).id for id_ in sorted(self.model.ids))
        blocks: list[Block] = []
        for drill in (self.course.drills[id_] for id_ in drills):
            signs = tuple(
                Paragraph(self.course.claims[claim].says, chips(self.course, [claim]))
                for claim in drill.signs
            )
            blocks += [Heading(drill.name, 4), Bullets(signs, _("How it shows"))]
        return [
            Heading(_("How they show")),
            *blocks,
            Table(_("The scenes of this drill"), head, tuple(rows), wide=True),
            Paragraph(_("Local protocol comes first: know its number before you need it.")),
            Buttons(
                (
                    *(() if self.model.whole else (Button("all", _("More scenes"), main=True),)),
                    Button("back", _("Back to the last scene")),
                    Button("again", _("Begin again")),
                    Button("leave", _("Leave this out")),
                )
            ),
        ]


def _you_chose(name: str) -> str:
    return _("You chose: {name}.").format(name=name)


def _mark(right: bool) -> Literal["right", "wrong"]:
    return "right" if right else "wrong"
