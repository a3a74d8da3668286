import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from letters.reading import child
from letters.reading.extraction import extract_here, to_json
from letters.reading.isolation import Failed, run
from letters.reading.text import SHORT, Extraction, Part, extract, from_json

from . import builders

ROOT = str(Path(child.__file__).parents[2])


def program(code: str, data: bytes = b"", seconds: float = 20.0, max_output: int = 1_000) -> bytes:
    return run([sys.executable, "-c", code], data, seconds=seconds, max_output=max_output)


def test_answers_while_being_written_to():
    code = "import sys; d = sys.stdin.buffer.read(); sys.stdout.buffer.write(d[::-1])"
    data = b"abcdef" * 200_000

    assert program(code, data, max_output=2_000_000) == data[::-1]


def test_a_program_that_does_not_read_is_heard_all_the_same():
    assert program("print('done')", b"a" * 1_000_000) == b"done\n"


@pytest.mark.parametrize(
    ("code", "seconds", "reason"),
    [
        ("import time; time.sleep(60)", 0.2, "too_slow"),
        ("import os, time; os.close(1); time.sleep(60)", 1.0, "too_slow"),
        ("while True: print('a' * 10_000)", 20.0, "hostile"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 20.0, "hostile"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 20.0, "too_much_memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", 20.0, "too_slow"),
        ("raise SystemExit(3)", 20.0, "unavailable"),
    ],
)
def test_how_a_program_ends_gives_the_reason(code, seconds, reason):
    with pytest.raises(Failed) as failure:
        program(code, seconds=seconds)

    assert failure.value.reason == reason


def test_a_program_that_does_not_exist():
    with pytest.raises(Failed) as failure:
        run(["/nonexistent/program"], b"", seconds=1, max_output=1)

    assert failure.value.reason == "unavailable"


def test_what_it_started_is_ended_with_it(tmp_path):
    mark = tmp_path / "alive"
    os.mkfifo(mark)
    heard = os.open(mark, os.O_RDONLY | os.O_NONBLOCK)
    late = f"import time; mark = open({str(mark)!r}, 'w'); time.sleep(5); mark.write('alive')"
    code = (
        "import subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {late!r}])\n"
        "time.sleep(60)"
    )
    with pytest.raises(Failed) as failure:
        program(code, seconds=1.0)

    assert failure.value.reason == "too_slow"
    # Waits for what it started to write, or to be no more.
    os.set_blocking(heard, True)
    assert os.read(heard, 10) == b""
    os.close(heard)


def test_nothing_of_the_environment_reaches_it(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "to be kept")

    assert b"to be kept" not in program("import os; print(dict(os.environ))")


def test_the_child_limits_itself():
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n"
        "from letters.reading import child\n"
        "import json, resource as r\n"
        "child.limit()\n"
        "names = ['AS', 'CPU', 'FSIZE', 'NOFILE', 'NPROC', 'CORE']\n"
        "print(json.dumps([r.getrlimit(getattr(r, 'RLIMIT_' + n))[0] for n in names]))"
    )

    memory, seconds, *others = json.loads(program(code))

    assert memory <= child.MEMORY <= 400 * 1024 * 1024
    assert seconds <= child.PROCESSOR_SECONDS < 10
    assert others == [0, child.FILES, 0, 0]


@pytest.mark.parametrize("event", ["socket.connect", "subprocess.Popen", "os.system", "os.exec"])
def test_the_child_has_no_network_and_starts_nothing(event):
    with pytest.raises(PermissionError):
        child.refuse(event, ())
    child.refuse("open", ())


def test_memory_is_bounded():
    found = extract(b"<html><a " + b"a=b " * 900_000 + b">Bonjour", "a.html")

    assert (found.text, found.unreadable_reason) == ("", "too_much_memory")


def test_parsers_stay_out_of_the_server():
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n"
        "import letters.reading.text\n"
        "print([name for name in ('pypdf', 'defusedxml', 'email') if name in sys.modules])"
    )

    assert program(code) == b"[]\n"


def test_only_a_short_plain_text_is_read_without_a_child():
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n"
        "from letters.reading.text import SHORT, extract\n"
        "def refuse(event, _):\n"
        "    if event == 'subprocess.Popen': raise PermissionError(event)\n"
        "sys.addaudithook(refuse)\n"
        "short, mail = b'x' * SHORT, b'From: a@b.fr\\nTo: c@d.fr\\nSubject: x\\n\\nBonjour'\n"
        "for data in (short, short + b'x', mail, b'<html>Bonjour'):\n"
        "    print(extract(data).unreadable_reason)\n"
    )

    assert program(code).split(b"\n") == [b"", b"unavailable", b"unavailable", b"unavailable", b""]


def test_child_and_process_read_the_same():
    files = [
        builders.odt_letter(),
        builders.docx_letter(),
        builders.pdf_letter(["Nous signons."]),
        builders.mail().as_bytes(),
        "Nous signons, « œuvre ». ".encode() * (SHORT // 25),
    ]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(extract, files * 2))

    assert found == [extract_here(data) for data in files] * 2
    assert all(one.text for one in found)


def test_json_keeps_everything():
    whole = Extraction(
        "é\U0001f600\n",
        "message/rfc822",
        sender="A <a@b.fr>",
        sent_on=date(2026, 3, 9),
        subject="S",
        parts=(Part("x", "text/plain", 0, 2, ""),),
    )

    assert from_json(to_json(whole)) == whole


@pytest.mark.parametrize(
    "change",
    [
        {"text": 3},
        {"text": ""},
        {"unreadable_reason": "because"},
        {"unreadable_reason": "empty"},
        {"sent_on": "tomorrow"},
        {"parts": [{"name": "x"}]},
        {"parts": [["x", "text/plain", 0, 99, ""]]},
        {
            "parts": [
                {
                    "name": "x",
                    "media_type": "a/b",
                    "start": 0,
                    "end": 99,
                    "unreadable_reason": "",
                }
            ]
        },
        {"more": 1},
    ],
)
def test_an_unsound_answer_is_refused(change):
    sound = json.loads(to_json(Extraction("Bonjour", "text/plain")))

    with pytest.raises(Failed):
        from_json(json.dumps({**sound, **change}).encode())
    with pytest.raises(Failed):
        from_json(b"[" * 100_000)
