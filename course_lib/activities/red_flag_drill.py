"""The learner meets emergencies in unlike scenes: what is it, how fast, and what comes first.

The drill can be left out, as a whole or by one emergency, and nothing counts that was left out.
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
    Heading,
    Option,
    Paragraph,
    Progress,
    Steps,
    Table,
    Toggles,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

Step = Literal["suspect", "speed", "first", "done"]
STEPS: tuple[Step, ...] = ("suspect", "speed", "first")
ACTIONS_TRIED = "tried"


class RedFlagDrill(Model):
    """Which emergency is practised, its scenes in the learner's order, and the answers given.

    `drill` is empty before one is chosen; `left_out` is true once the learner has stepped out. An
    answer is kept by scene: what it was suspected to be, how fast, which actions are chosen, and
    whether they have been `tried`. Answers stand until the drill is begun again.
    """

    drill = traitlets.Unicode()
    left_out = traitlets.Bool(False)
    order = traitlets.Dict()
    at = traitlets.Int(0)
    answers = traitlets.Dict()

    def __init__(self, course: Course) -> None:
        self.course = course
        order = {drill.id: [s.id for s in drill.scenes] for drill in course.drills.values()}
        super().__init__(order=order)

    @property
    def record(self) -> Drill | None:
        """The emergency that is practised."""
        return self.course.drills.get(self.drill)

    @property
    def scenes(self) -> list[Scene]:
        """The scenes of this drill in the learner's order."""
        if self.record is None:
            return []
        scenes = {scene.id: scene for scene in self.record.scenes}
        return [scenes[id_] for id_ in self.order[self.drill]]

    @property
    def scene(self) -> Scene | None:
        """The scene on the table, or None before the first and on the closing page."""
        return self.scenes[self.at] if self.at < len(self.scenes) else None

    @property
    def step(self) -> Step:
        """What is asked next about the scene on the table."""
        if self.scene is None:
            return "done"
        given = self.given(self.scene)
        if "suspect" not in given:
            return "suspect"
        if "speed" not in given:
            return "speed"
        return "done" if self.scene.look_alike or given.get(ACTIONS_TRIED) else "first"

    def given(self, scene: Scene) -> dict[str, Any]:
        """Return what the learner has answered about `scene`."""
        answer: dict[str, Any] = self.answers.get(self.drill, {}).get(scene.id, {})
        return answer

    def suspected(self, scene: Scene) -> str:
        """Return what `scene` should be suspected to be."""
        return NONE if scene.look_alike else self.drill

    def actions(self, scene: Scene) -> dict[str, bool]:
        """Return for each action of the drill whether it belongs to `scene`."""
        record = self.record
        return {a.id: scene.id in a.when for a in record.actions} if record else {}

    def shuffle(self, chance: random.Random) -> None:
        """Put the scenes of each drill in an order drawn from `chance`, if nothing is answered."""
        if not self.answers:
            self.order = {
                id_: chance.sample(list(scenes), len(scenes)) for id_, scenes in self.order.items()
            }

    def begin(self, drill: str) -> None:
        """Practise `drill`, at its first scene that is not done; raises KeyError."""
        self.course.drills[drill]
        with self.hold_trait_notifications():
            self.drill, self.left_out, self.at = drill, False, 0
            while self.scene and self.step == "done":
                self.at += 1

    def leave_out(self) -> None:
        """Step out; answers given stay, and nothing else is missing."""
        with self.hold_trait_notifications():
            self.drill, self.left_out, self.at = "", True, 0

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
        if self.step == "first" and self.scene:
            self.actions(self.scene)[action]
            chosen = list(self.given(self.scene).get("actions", []))
            chosen.remove(action) if action in chosen else chosen.append(action)
            self._give(actions=chosen)

    def try_actions(self) -> None:
        """Have the chosen actions answered, if there are any."""
        if self.step == "first" and self.scene and self.given(self.scene).get("actions"):
            self._give(tried=True)

    def go(self, steps: int) -> None:
        """Look back, or go on once the scene is done."""
        if steps > 0 and self.step != "done":
            return
        self.at = min(max(self.at + steps, 0), len(self.scenes))

    def again(self) -> None:
        """Begin this drill again, unanswered."""
        with self.hold_trait_notifications():
            self.answers = {k: v for k, v in self.answers.items() if k != self.drill}
            self.at = 0

    def state(self) -> dict[str, Any]:
        """Return where the learner is, as plain data."""
        return {
            "drill": self.drill,
            "left_out": self.left_out,
            "order": {id_: list(scenes) for id_, scenes in self.order.items()},
            "at": self.at,
            "answers": {
                id_: {scene: dict(given) for scene, given in scenes.items()}
                for id_, scenes in self.answers.items()
            },
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what the course has no more."""
        order = {id_: list(scenes) for id_, scenes in state["order"].items()}
        if {id_: sorted(scenes) for id_, scenes in order.items()} != {
            drill.id: sorted(scene.id for scene in drill.scenes)
            for drill in self.course.drills.values()
        }:
            raise ValueError("the scenes have changed")
        drill, at = str(state["drill"]), int(state["at"])
        if (drill and drill not in order) or not 0 <= at <= len(order.get(drill, [])):
            raise ValueError("no such scene")
        answers = {
            id_: {scene: self._checked(id_, scene, given) for scene, given in scenes.items()}
            for id_, scenes in state["answers"].items()
        }
        with self.hold_trait_notifications():
            self.drill, self.left_out = drill, bool(state["left_out"])
            self.order, self.at, self.answers = order, at, answers

    def _checked(self, drill: str, scene: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return `given` if the course still has all of it; raises KeyError or ValueError."""
        record = self.course.drills[drill]
        known = (
            scene in {one.id for one in record.scenes}
            and given.get("suspect", NONE) in {NONE, *self.course.drills}
            and given.get("speed", LEVELS[0]) in LEVELS
            and set(given.get("actions", [])) <= {action.id for action in record.actions}
        )
        if not known:
            raise ValueError(f"the drill {drill} has changed")
        kept = {key: given[key] for key in ("suspect", "speed") if key in given}
        if "actions" in given:
            kept["actions"] = list(given["actions"])
        if given.get(ACTIONS_TRIED):
            kept[ACTIONS_TRIED] = True
        return kept

    def _give(self, **answer: Any) -> None:
        scene = self.scene
        if scene:
            mine = self.answers.get(self.drill, {})
            given = {**mine, scene.id: {**self.given(scene), **answer}}
            self.answers = {**self.answers, self.drill: given}


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
            lambda _change: self._follow(), ["drill", "left_out", "order", "at", "answers"]
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
            case "drill":
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
            case "again":
                self.model.again()

    def _follow(self) -> None:
        record, scene = self.model.record, self.model.scene
        if record is None:
            self.panel.draw(self._door(), self._door_words())
        elif scene is None:
            self.panel.draw([self._drills(), *self._closing(record)], _("All done."))
        else:
            blocks, said = self._scene(record, scene)
            self.panel.draw([self._drills(), *blocks], said)

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
            self._drills(),
        ]
        if not self.model.left_out:
            blocks.append(Buttons((Button("leave", _("Leave this out")),)))
        return blocks

    def _drills(self) -> Choice:
        groups = {"core": _("Begin with these"), "more": _("When you have time")}
        options = [Option("", _("Choose one"))] if not self.model.drill else []
        # The names would give the answer away: a drill is known by its number.
        drills = sorted(self.course.drills.values(), key=lambda drill: drill.path)
        options += [
            Option(drill.id, _("Drill {n}").format(n=n), group=groups[drill.path])
            for n, drill in enumerate(drills, start=1)
        ]
        return Choice("drill", _("Which drill?"), tuple(options), self.model.drill, "menu")

    def _scene(self, record: Drill, scene: Scene) -> tuple[list[Block], str]:
        model = self.model
        given, step = model.given(scene), model.step
        n, total = model.at + 1, len(model.scenes)
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
            self._suspects(scene),
        ]
        said = scene.story
        if "suspect" in given:
            verdict = self._verdict(scene, given["suspect"])
            blocks += [verdict, ask_how_fast("speed", given.get("speed"), scene.judgement)]
            said = f"{verdict.title} {scene.why}"
        if "speed" in given:
            level: Level = given["speed"]
            claims = scene.judgement.level_from or scene.claims
            blocks.append(
                how_it_stands(self.course, scene.judgement, level, scene.speed, claims)
            )
            said = f"{standing_name(scene.judgement.standing(level))}. {scene.speed}"
            if not scene.look_alike:
                blocks += self._first(record, scene)
        if step == "done":
            if scene.then:
                blocks.append(Callout("notice", _("What came of it"), (Paragraph(scene.then),)))
            said = " ".join(filter(None, [said, scene.then]))
        blocks.append(self._ways_on(step))
        return blocks, said

    def _suspects(self, scene: Scene) -> Choice:
        given = self.model.given(scene).get("suspect", "")
        mark: Literal["right", "wrong"] = (
            "right" if given == self.model.suspected(scene) else "wrong"
        )
        names = {drill.id: drill.name for drill in self.course.drills.values()}
        names[NONE] = _("None of these: no red flag in this story")
        options = tuple(
            Option(id_, name, mark if id_ == given else "") for id_, name in names.items()
        )
        words = _("What do you suspect?")
        return Choice("suspect", words, options, given, disabled=bool(given))

    def _verdict(self, scene: Scene, given: str) -> Callout:
        right = self.model.suspected(scene)
        words = [Paragraph(scene.why, chips(self.course, scene.claims))]
        if given == right:
            return Callout("right", _("Yes."), tuple(words))
        if given != NONE:
            other = self.course.drills[given]
            shows = _("What you chose shows otherwise: {name}.").format(name=other.name.lower())
            words.append(Paragraph(shows))
            words += [
                Paragraph(self.course.claims[id_].says, chips(self.course, [id_]))
                for id_ in other.signs
            ]
        title = (
            _("A red flag was overlooked.") if given == NONE else _("Not quite: look again.")
        )
        return Callout("wrong", title, tuple(words))

    def _first(self, record: Drill, scene: Scene) -> list[Block]:
        given = self.model.given(scene)
        chosen, tried = given.get("actions", []), bool(given.get(ACTIONS_TRIED))
        right = self.model.actions(scene)
        options = tuple(
            Option(a.id, a.text, _mark(right[a.id]) if tried and a.id in chosen else "")
            for a in record.actions
        )
        blocks: list[Block] = [
            Toggles(
                "actions", _("What comes first? Choose all that belong here."), options,
                tuple(chosen), disabled=tried,
            )
        ]
        if not tried:
            blocks.append(
                Buttons((Button("try", _("See the reasons"), main=True, disabled=not chosen),))
            )
            return blocks
        left, wrong = (
            [a for a in record.actions if right[a.id] and a.id not in chosen],
            [a for a in record.actions if not right[a.id] and a.id in chosen],
        )
        good = [a for a in record.actions if right[a.id] and a.id in chosen]
        rest = [a for a in record.actions if not right[a.id] and a.id not in chosen]
        for look, title, actions in (
            ("right", _("This belongs here"), good),
            ("wrong", _("Left out, and it belongs here"), left),
            ("wrong", _("This does not belong here"), wrong),
            ("right", _("Rightly left alone"), rest),
        ):
            if actions:
                words = tuple(self._told(action) for action in actions)
                shown: Literal["right", "wrong"] = "right" if look == "right" else "wrong"
                blocks.append(Callout(shown, title, (Bullets(words, title),)))
        return blocks

    def _told(self, action: Action) -> Paragraph:
        return Paragraph(f"{action.text}: {action.told}", chips(self.course, action.claims))

    def _ways_on(self, step: Step) -> Buttons:
        last = self.model.at + 1 == len(self.model.scenes)
        onward = _("Finish") if last else _("Next scene")
        return Buttons(
            (
                Button("back", _("Back"), disabled=self.model.at == 0),
                Button("next", onward, main=step == "done", disabled=step != "done"),
                Button("leave", _("Leave this out")),
            )
        )

    def _closing(self, record: Drill) -> list[Block]:
        rows = []
        for scene in self.model.scenes:
            given = self.model.given(scene)
            suspected = _("yes") if given["suspect"] == self.model.suspected(scene) else _("no")
            speed = standing_name(scene.judgement.standing(given["speed"]))
            asked = level_name(scene.judgement.best)
            kind = _("Look-alike") if scene.look_alike else record.name
            rows.append((scene.story, kind, suspected, asked, speed))
        head = (
            _("Scene"), _("What it was"), _("Recognised"), _("Best answer"), _("Your speed"),
        )
        signs = tuple(
            Paragraph(self.course.claims[id_].says, chips(self.course, [id_]))
            for id_ in record.signs
        )
        return [
            Heading(record.name),
            Bullets(signs, _("How it shows")),
            Table(_("The scenes of this drill"), head, tuple(rows), wide=True),
            Paragraph(_("Local protocol comes first: know its number before you need it.")),
            Buttons(
                (
                    Button("back", _("Back to the last scene")),
                    Button("again", _("Begin this drill again")),
                    Button("leave", _("Leave this out")),
                )
            ),
        ]


def _mark(right: bool) -> Literal["right", "wrong"]:
    return "right" if right else "wrong"
