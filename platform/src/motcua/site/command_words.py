"""What `motcua --help` says: every command in plain words, Vietnamese first."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Command:
    """One command: what it does, in both languages, what may follow it, and the second words it knows."""

    name: str
    vi: str
    en: str
    usage: str = ""
    second_words: tuple[str, ...] = ()
    takes_words: bool = True


COMMANDS = (
    Command(
        "run",
        "Khởi động Một Cửa trên máy này và chạy cho tới khi nhấn Ctrl-C. Dữ liệu nằm trong MOTCUA_HOME, "
        "trang web ở cổng MOTCUA_PORT (mặc định 8000).",
        "Start Một Cửa on this machine and keep it running until Ctrl-C. Its data are in MOTCUA_HOME, "
        "the site is at port MOTCUA_PORT (8000 unless set).",
        takes_words=False,
    ),
    Command(
        "stop",
        "Dừng Một Cửa đang chạy trên máy này, dữ liệu được giữ nguyên.",
        "Stop the Một Cửa that runs on this machine; its data stay.",
        takes_words=False,
    ),
    Command(
        "procedure",
        "Kiểm tra, chạy thử, so sánh hoặc giải thích một tài liệu thủ tục; không cần cơ sở dữ liệu.",
        "Check, try, compare or explain a document of a procedure; needs no database.",
        second_words=("check", "test", "diff", "explain"),
    ),
    Command(
        "calendar",
        "Tính ngày hẹn trả kết quả theo lịch làm việc; không cần cơ sở dữ liệu.",
        "Count a due date by the calendar of working days; needs no database.",
        second_words=("due",),
    ),
    Command(
        "migrate",
        "Nâng cấp cơ sở dữ liệu bằng vai trò chủ sở hữu (DATABASE_OWNER_URL).",
        "Bring the database up to date as its owner (DATABASE_OWNER_URL).",
    ),
    Command(
        "createsuperuser",
        "Tạo tài khoản quản trị đầu tiên.",
        "Make the first administrator's account.",
    ),
    Command(
        "collectstatic",
        "Gom các tệp tĩnh để trang web phục vụ.",
        "Collect the static files that the site serves.",
    ),
    Command(
        "check",
        "Kiểm tra cấu hình; thêm --deploy để biết còn thiếu gì trước khi phục vụ người dân.",
        "Check the settings; with --deploy it says what is missing before people are served.",
    ),
    Command(
        "audit",
        "Kiểm tra chuỗi nhật ký (verify) hoặc ghi mốc của chuỗi ra ngoài cơ sở dữ liệu (anchor).",
        "Verify the chains of the record, or anchor their heads outside the database.",
        second_words=("verify", "anchor"),
    ),
    Command(
        "messages",
        "Bản dịch: lấy câu mới (extract), biên dịch (compile), tìm câu chưa dịch (check).",
        "Translations: extract new texts, compile them, check for texts without a translation.",
        usage="extract | compile | check",
        second_words=("extract", "compile", "check"),
    ),
    Command(
        "bench",
        "Đo tốc độ từng phần và của cả trang web.",
        "Measure the speed of the parts and of the whole site.",
    ),
)
BY_NAME = {command.name: command for command in COMMANDS}


def overview() -> str:
    """The answer to `motcua --help`."""
    lines = [
        "Một Cửa: danh mục thủ tục hành chính và hồ sơ của một tỉnh.",
        "Một Cửa: a province's administrative procedures and dossiers.",
        "",
        "Cách dùng · Usage:  motcua LỆNH|COMMAND [...]",
        "",
    ]
    for command in COMMANDS:
        name = " ".join(filter(None, (command.name, "|".join(command.second_words))))
        lines += [f"  motcua {name}", f"      {command.vi}", f"      {command.en}"]
    return "\n".join(
        [
            *lines,
            "",
            "motcua LỆNH --help nói rõ hơn về một lệnh; motcua help --commands liệt kê cả các lệnh của Django.",
            "motcua COMMAND --help says more about one command; motcua help --commands lists Django's commands too.",
        ]
    )


def about(command: Command) -> str:
    """The first lines of `motcua COMMAND --help`."""
    lines = [command.vi, command.en]
    if command.usage or not command.takes_words:
        lines += ["", f"Cách dùng · Usage:  motcua {command.name} {command.usage}".rstrip()]
    return "\n".join(lines)


def unknown(word: str, known: Iterable[str], *, after: str = "") -> str:
    """One sentence in each language for a word we do not know."""
    known = sorted(known)
    whole = f"motcua {after}".rstrip()
    near = next(iter(get_close_matches(word, known, n=1)), "")
    meant = (f" (có phải “{near}”?)", f" (did you mean “{near}”?)") if near else ("", "")
    return (
        f"✗ {whole} không có lệnh “{word}”{meant[0]}: gõ {whole} --help để xem các lệnh.\n"
        f"✗ {whole} has no command “{word}”{meant[1]}: type {whole} --help to see the commands."
    )


def too_much(command: Command, word: str) -> str:
    """One sentence in each language for words after a command that takes none."""
    return (
        f"✗ motcua {command.name} không nhận thêm “{word}”: gõ motcua {command.name} --help để xem cách dùng.\n"
        f"✗ motcua {command.name} takes no “{word}”: type motcua {command.name} --help to see how to use it."
    )


def no_database() -> str:
    """One sentence in each language for a command that needs the database where none answers."""
    return (
        "✗ Không kết nối được cơ sở dữ liệu: hãy chạy motcua run ở một cửa sổ khác, hoặc đặt MOTCUA_HOME là thư mục "
        "của nơi đang chạy, hoặc đặt DATABASE_URL (và DATABASE_OWNER_URL).\n"
        "✗ The database does not answer: start motcua run in another window, or set MOTCUA_HOME to the folder of the "
        "running installation, or set DATABASE_URL (and DATABASE_OWNER_URL)."
    )


def empty_database() -> str:
    """One sentence in each language for a database without our tables."""
    return (
        "✗ Cơ sở dữ liệu này chưa có bảng của Một Cửa: hãy chạy motcua migrate trước.\n"
        "✗ This database does not hold the tables of Một Cửa yet: run motcua migrate first."
    )
