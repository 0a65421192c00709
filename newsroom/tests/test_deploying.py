"""What `deploy/`, the Dockerfile and compose.yaml say is tried: their server serves, their environment is clean."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from newsroom.tests.installation.programs import BIN, ROOT, Program, ask, free_port

UNITS = ("newsroom.service", "newsroom-backup.service", "newsroom-backup.timer")


def environment():
    """Return the variables of the example, as a shell or systemd reads them."""
    text = (ROOT / "deploy" / "newsroom.env.example").read_text(encoding="utf-8")
    return dict(each.split("=", 1) for each in shlex.split(text, comments=True))


def production(tmp_path):
    of_tests = ("DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")
    kept = {name: value for name, value in os.environ.items() if name not in of_tests}
    key = {"SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijkl"}
    return kept | environment() | key | {"DATA_DIR": str(tmp_path), "DEBUG": ""}


def test_the_production_checks_have_nothing_to_say(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=production(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def command_of_unit():
    text = (ROOT / "deploy" / "newsroom.service").read_text(encoding="utf-8")
    return re.search(r"^ExecStart=(.+)$", text, re.M)[1]


def command_of_image():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    return json.loads(re.search(r"^CMD (.+)$", text, re.M)[1])[2].rpartition("exec ")[2]


@pytest.mark.parametrize("command", [command_of_unit, command_of_image])
def test_the_server_of_each_way_to_deploy_serves(command, tmp_path):
    port = free_port()
    values = {"PORT": str(port), "WORKERS": "1", "THREADS": "2"}
    words = [re.sub(r"\$\{?([A-Z]+)\}?", lambda match: values[match[1]], word) for word in shlex.split(command())]
    server = Program(port, [BIN / words[0].rpartition("/")[2], *words[1:]], tmp_path / "log", **production(tmp_path))
    try:
        server.start()
        assert ask(port, "/health/live/") == (200, "alive\n")
    finally:
        server.stop()


def test_every_variable_told_to_set_is_one_that_is_read():
    told = set(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / "deploy/newsroom.env.example").read_text("utf-8"), re.M))
    told |= set(re.findall(r"^      ([A-Z_]+): ", (ROOT / "compose.yaml").read_text("utf-8"), re.M))
    code = (ROOT / "newsroom" / "settings.py").read_text("utf-8")
    of_others = {"WORKERS", "THREADS", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}  # the server's, Amazon's library's
    assert {name for name in told - of_others if f'"{name}"' not in code} == set()


@pytest.mark.skipif(
    not shutil.which("systemd-analyze") and not os.environ.get("NOTHING_SKIPPED"), reason="systemd is not installed"
)
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_units(name, tmp_path):
    for each in UNITS:  # the programs are there on the real machine only
        text = (ROOT / "deploy" / each).read_text(encoding="utf-8")
        (tmp_path / each).write_text(re.sub(r"/srv/newsroom/\.venv/bin/\w+", "/bin/true", text), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
