"""The command line: every command as people type it, with its exit code."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from forms_schema.cli import main

WORKED = [
    ("2026-02-12", "3", "working_day", "2026-02-24"),
    ("2026-08-20", "3", "working_day", "2026-08-24"),
    ("2025-12-31", "3", "working_day", "2026-01-07"),
    ("2024-04-26", "3", "working_day", "2024-05-04"),
    ("2026-02-06", "10", "calendar_day", "2026-02-23"),
    ("2026-01-31", "1", "month", "2026-03-02"),
    ("2026-07-01", "7", "working_day", "2026-07-10"),
]


def typed(capsys, *words):
    """What the command printed and its exit code."""
    code = main(list(words))
    return code, capsys.readouterr().out


@pytest.mark.parametrize(("start", "amount", "unit", "end"), WORKED)
def test_the_worked_examples_of_the_calendar(capsys, start, amount, unit, end):
    """The dates of the design come out on the command line, Tết, swaps and month ends included."""
    assert typed(capsys, "calendar", "due", "--from", start, "--amount", amount, "--unit", unit) == (
        0,
        f"{end}\n",
    )


def test_explain_lists_the_days_that_were_counted(capsys):
    """Whoever doubts a date sees the days one by one."""
    words = ("calendar", "due", "--from", "2026-02-12", "--amount", "3", "--unit", "working_day", "--explain")
    code, printed = typed(capsys, *words)
    assert code == 0
    assert [line.strip() for line in printed.splitlines()[-3:]] == [
        "1. 2026-02-13",
        "2. 2026-02-23",
        "3. 2026-02-24",
    ]


def test_hours_end_at_a_moment(capsys):
    """A time limit in working hours gives the hour, not only the day."""
    words = ("calendar", "due", "--from", "2026-08-20T09:00", "--amount", "2", "--unit", "working_hour")
    assert typed(capsys, *words)[1] == "2026-08-20T11:00\n"


def explain(capsys, procedures_folder, answers, *words):
    return typed(
        capsys,
        "procedure",
        "explain",
        str(procedures_folder / "land_change.json"),
        "--answers",
        str(answers),
        *words,
    )


@pytest.fixture
def answers(seed, tmp_path):
    """A file with the answers of a land transfer."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(seed("land_change")["scenarios"][0]["answers"]), encoding="utf-8")
    return path


def test_a_land_transfer_explained(capsys, procedures_folder, answers):
    """The tax slip stops the clock: sent on 6 July, paid on 20 July, the certificate is due on 29 July."""
    code, printed = explain(
        capsys, procedures_folder, answers, "--received", "2026-07-01T09:30", "--case", "transfer",
        "--channel", "direct", "--event", "financial_duty_requested@2026-07-06T10:00",
        "--event", "financial_duty_met@2026-07-20T15:00",
    )  # fmt: skip
    assert code == 0
    assert "Hẹn trả kết quả: ngày 29/7/2026." in printed
    assert "Tổng cộng: 595.000 đồng" in printed


def test_explain_as_data_and_in_english(capsys, procedures_folder, answers):
    """Programs get the same as JSON, and English readers get English."""
    words = ("--received", "2026-07-01T09:30", "--channel", "direct", "--json")
    found = json.loads(explain(capsys, procedures_folder, answers, *words)[1])
    assert (found["due"], found["total"], found["verdict"]) == ("2026-07-15", 595000, "open")
    assert {"id", "why"} <= set(found["components"][0])
    english = explain(capsys, procedures_folder, answers, *words[:-1], "--language", "en")[1]
    assert "Total: 595,000 VND" in english


def test_an_extension_is_an_event_with_a_new_date(capsys, procedures_folder, answers):
    """“extended@TIME=DATE” puts the date off."""
    words = (
        "--received",
        "2026-07-01T09:30",
        "--channel",
        "direct",
        "--event",
        "extended@2026-07-14T09:00=2026-07-20",
    )
    assert "20/7/2026" in explain(capsys, procedures_folder, answers, *words)[1]


@pytest.mark.parametrize(
    ("amount", "told"),
    [("NaN", "“NaN”"), ("-1", "“-1”"), ("1e99", "“1e99”"), ("2.3", "2.3 theo đơn vị “working_day”")],
)
def test_an_amount_nobody_can_count_is_answered_with_a_sentence(capsys, amount, told):
    """What is no length of time ends with exit code 2 and the number as it was typed."""
    words = ("calendar", "due", "--from", "2026-02-12", f"--amount={amount}", "--unit", "working_day")
    code, printed = typed(capsys, *words)
    assert code == 2
    assert told in printed


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("lunch@2026-07-01T12:00", "Hãy chọn: accepted, decided"),
        ("extended@2026-07-03T10:00=2026-07-40", "“2026-07-40” không phải ngày"),
    ],
)
def test_a_wrong_event_is_explained_in_the_readers_language(capsys, procedures_folder, answers, event, told):
    """A Vietnamese reader is not answered half in English, and sees what to write instead."""
    words = ("--received", "2026-07-01T09:30", "--event", event)
    code, printed = explain(capsys, procedures_folder, answers, *words)
    assert code == 2
    assert told in printed
    assert not [word for word in ("There is", "range", "month") if word in printed]


def test_an_empty_folder_is_not_silent(capsys, tmp_path):
    """Where there is nothing to test the command says so and does not end as if all were well."""
    for verb in ("check", "test"):
        code, printed = typed(capsys, "procedure", verb, str(tmp_path))
        assert (code, printed.strip()) == (1, "Không có tài liệu nào để kiểm tra.")


@pytest.mark.parametrize(
    "words",
    [
        ("--received", "yesterday"),
        ("--received", "2026-07-01T09:30+07:00"),
        ("--received", "2026-07-01T09:30", "--case", "sale"),
        ("--received", "2026-07-01T09:30", "--event", "lunch@2026-07-01T12:00"),
        ("--received", "2026-07-01T09:30", "--event", "decided"),
    ],
)
def test_a_wrong_word_is_answered_with_a_sentence(capsys, procedures_folder, answers, words):
    """A day, case or event that makes no sense ends with exit code 2 and what to write instead."""
    code, printed = explain(capsys, procedures_folder, answers, *words)
    assert code == 2
    assert "LỖI" in printed


def test_check_of_a_folder(capsys, procedures_folder):
    """The procedures that ship pass; the command says so and ends with 0."""
    code, printed = typed(capsys, "procedure", "check", str(procedures_folder))
    assert code == 0
    assert printed.count("không có vấn đề nào") == len(list(procedures_folder.glob("*.json")))


def test_check_points_to_mistakes(capsys, changed, tmp_path):
    """A broken document ends with 1 and a pointer; broken JSON and a missing file too."""
    broken = tmp_path / "a.json"
    broken.write_text(
        json.dumps(changed("land_change", lambda d: d["fees"][0].update(amunt=1))), encoding="utf-8"
    )
    (tmp_path / "b.json").write_text('{"a": 1, "a": 2}', encoding="utf-8")
    code, printed = typed(capsys, "procedure", "check", str(tmp_path), str(tmp_path / "missing.json"))
    assert code == 1
    assert "/fees/0/amunt" in printed
    found = json.loads(typed(capsys, "procedure", "check", str(tmp_path), "--json")[1])
    assert [problem["code"] for problem in found[str(broken)]] == ["document.unknown_key"]
    assert found[str(tmp_path / "b.json")]


def test_test_runs_the_scenarios(capsys, procedures_folder, changed, tmp_path):
    """All examples pass on the seeds; a wrong expectation is named and ends with 1."""
    assert typed(capsys, "procedure", "test", str(procedures_folder))[0] == 0
    wrong = tmp_path / "wrong.json"
    edit = lambda d: d["scenarios"][0]["expect"].update(total=1)  # noqa: E731
    wrong.write_text(json.dumps(changed("certified_copies", edit)), encoding="utf-8")
    code, printed = typed(capsys, "procedure", "test", str(wrong))
    assert code == 1
    assert "fee_1_pages_1" in printed


def test_test_mutate_prints_what_survived(capsys, changed, tmp_path):
    """Without examples about money the cap survives, and the command prints where."""

    def edit(document):
        document["scenarios"] = [s for s in document["scenarios"] if not {"fees", "total"} & set(s["expect"])]

    thin = tmp_path / "thin.json"
    thin.write_text(json.dumps(changed("certified_copies", edit)), encoding="utf-8")
    code, printed = typed(capsys, "procedure", "test", "--mutate", str(thin))
    assert code == 1
    assert "/fees/0/cap: 200000 → 200001" in printed


def test_diff_prints_kind_and_reason(capsys, procedures_folder, changed, tmp_path):
    """A new fee is breaking, and the command says what was and what is."""
    new = tmp_path / "new.json"
    edit = lambda d: d["fees"][0]["amount"].update(fixed=30000)  # noqa: E731
    new.write_text(json.dumps(changed("land_change", edit)), encoding="utf-8")
    code, printed = typed(capsys, "procedure", "diff", str(procedures_folder / "land_change.json"), str(new))
    assert code == 0
    assert "không tương thích: /fees/certificate_citizen/amount/fixed (25000 → 30000)" in printed


def test_the_module_runs_by_itself_without_django(procedures_folder):
    """``python -m forms_schema`` needs no database and imports no Django."""
    script = "import sys, forms_schema.cli as c; c.main(sys.argv[1:]); assert 'django' not in sys.modules"
    words = [
        sys.executable,
        "-c",
        script,
        "procedure",
        "test",
        str(procedures_folder / "certified_copies.json"),
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    words = [
        sys.executable,
        "-m",
        "forms_schema",
        "calendar",
        "due",
        "--from",
        "x",
        "--amount",
        "1",
        "--unit",
        "month",
    ]
    assert subprocess.run(words, capture_output=True, text=True, check=False).returncode == 2
