"""The venv door and the conda door lead to the same versions."""

import re
import tomllib

import yaml

from course_lib.content.course import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)


def pins(name: str) -> dict[str, str]:
    found = PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    assert found, name
    return {package.lower().replace("_", "-"): version for package, version in found}


def wanted(table: list[str]) -> set[str]:
    names = (re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in table)
    return {name.lower().replace("_", "-") for name in names}


def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]


def test_the_export_holds_the_same_pins_as_the_lock() -> None:
    assert pins("requirements.txt") == pins("requirements.lock")


def test_the_test_lock_agrees_with_the_lock() -> None:
    lock, test_lock = pins("requirements.lock"), pins("requirements-test.lock")
    assert lock.items() <= test_lock.items()


def test_every_dependency_is_in_the_lock() -> None:
    table = project()
    assert wanted(table["dependencies"]) <= set(pins("requirements.lock"))
    assert wanted(table["optional-dependencies"]["test"]) <= set(pins("requirements-test.lock"))


def test_the_lock_has_a_hash_for_every_package_and_names_no_index() -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for block in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
            assert "--hash=sha256:" in block, block
        for name_of_host in ("://", "--index-url", "--find-links", "--extra-index"):
            assert name_of_host not in text


def test_the_conda_door_installs_the_export_and_the_package() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    [pip] = [part["pip"] for part in environment["dependencies"] if isinstance(part, dict)]
    assert pip == ["-r requirements.txt", "-e ."]
    python = next(part for part in environment["dependencies"] if str(part).startswith("python"))
    assert f">={python.split('=')[1]}" == project()["requires-python"]
    assert "--hash" not in (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_voila_and_the_widgets_front_end_are_pinned_as_a_pair() -> None:
    exact = {line.split("==")[0] for line in project()["dependencies"] if "==" in line}
    assert {"voila", "jupyterlab_widgets"} <= exact


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tables = re.findall(r"^(?:dependencies|test) = \[\n(.*?)^\]", text, re.M | re.S)
    assert len(tables) == 2
    for line in "".join(tables).splitlines():
        assert re.search(r'^\s+"[^"]+",\s+# .+', line), line


def test_the_ci_calls_the_test_command_of_the_readme_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/bin/sh", "exec make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
