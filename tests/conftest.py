"""What every test may ask for."""

import shutil
from pathlib import Path

import pytest

from course_lib.content.course import ROOT, Course, load_course


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course()


@pytest.fixture
def copy_of_course(tmp_path: Path) -> Path:
    """A copy of data/ and notebooks/ that a test may break."""
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(
        ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints")
    )
    return root
