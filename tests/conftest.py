"""What every test may ask for."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from course_lib.content.course import ROOT, Course, load_course

# No test writes into the record of whoever runs it, nor does a process that a test starts.
os.environ["COURSE_DATA_FOLDER"] = tempfile.mkdtemp(prefix="course-data-")
atexit.register(shutil.rmtree, os.environ["COURSE_DATA_FOLDER"], ignore_errors=True)
for name in ("COURSE_DATABASE_URL", "COURSE_LEARNER", "COURSE_COOKIE_SECRET", "JUPYTERHUB_USER"):
    os.environ.pop(name, None)


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
