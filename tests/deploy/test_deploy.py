"""What a host copies from deploy/ is sound, as far as one machine can tell."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from course_lib.content.course import ROOT

DEPLOY = ROOT / "deploy"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_unit_of_systemd_is_sound(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed, so the unit was not looked at")
    unit = (DEPLOY / "course.service").read_text()
    there = unit.replace("/srv/course/.venv/bin/course app", sys.executable)
    there = there.replace("WorkingDirectory=/srv/course", "WorkingDirectory=/")
    path = tmp_path / "course.service"
    path.write_text(there)
    assert run("systemd-analyze", "verify", str(path)).stderr == ""
    path.write_text(there.replace("KillMode=mixed", "KilMode=mixed"))
    assert "KilMode" in run("systemd-analyze", "verify", str(path)).stderr


@pytest.mark.parametrize("recipe", ["Dockerfile", "hub/Dockerfile"])
def test_the_recipe_of_a_container_is_sound(recipe: str, tmp_path: Path) -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if hadolint is None:
        pytest.skip("hadolint is not made for this machine")
    found = run(hadolint, str(DEPLOY / recipe))
    assert (found.returncode, found.stdout) == (0, "")
    worse = tmp_path / "Dockerfile"
    worse.write_text((DEPLOY / recipe).read_text() + "RUN cd /srv/course\n")
    assert run(hadolint, str(worse)).returncode != 0


def test_the_hub_is_set_alike_on_one_machine_and_on_many() -> None:
    config = (DEPLOY / "hub" / "jupyterhub_config.py").read_text()
    values = yaml.safe_load((DEPLOY / "hub" / "values.yaml").read_text())
    learner = values["singleuser"]
    assert learner["defaultUrl"] in config
    hub = values["hub"]["config"]
    assert hub["JupyterHub"]["authenticator_class"] in config
    assert hub["LTI13Authenticator"]["username_key"] == "sub"
    assert 'username_key = "sub"' in config
    for name in hub["LTI13Authenticator"]:
        assert f"LTI13Authenticator.{name} = " in config
    seconds = learner["extraFiles"]["course"]["data"]["MappingKernelManager"]["cull_idle_timeout"]
    assert f"cull_idle_timeout={seconds}" in config


def test_everything_that_the_recipe_copies_is_there_and_let_in() -> None:
    copied = [
        name.removeprefix("./")
        for line in (DEPLOY / "Dockerfile").read_text().splitlines() if line.startswith("COPY ")
        for name in line.split()[1:-1]
    ]
    assert {"requirements.lock", "course_lib", "data", "notebooks"} <= set(copied)
    let_in = (ROOT / ".dockerignore").read_text().splitlines()
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in let_in


def test_the_proxy_passes_on_nothing_that_a_browser_claims(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    text = (DEPLOY / "nginx.conf").read_text()
    for name in ("X-Forwarded-For $remote_addr", "X-Real-IP $remote_addr"):
        assert f"proxy_set_header {name};" in text
    if nginx is None:
        pytest.skip("nginx is not installed, so its settings were not tried")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = run(
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        "-subj", "/CN=course.example", "-keyout", str(key), "-out", str(certificate),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    text = text.replace("/etc/ssl/course/fullchain.pem", str(certificate))
    text = text.replace("/etc/ssl/course/privkey.pem", str(key))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    tried = run(nginx, "-t", "-c", str(whole), "-e", str(tmp_path / "errors"))
    assert tried.returncode == 0, tried.stderr
