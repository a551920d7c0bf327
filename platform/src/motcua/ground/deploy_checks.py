"""What `motcua check --deploy` finds missing before people may use an installation, in whole sentences."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from motcua.ground import scanning

FILES = "filebased"


@register(deploy=True)
def ready_for_people(**_asked: object) -> list[CheckMessage]:
    """Errors for what would harm people, warnings for what they would miss."""
    return list(_found())


def _found() -> Iterator[CheckMessage]:
    for kind, number, missing, vi, en in _LIST:
        if missing():
            yield kind(f"{vi}\n\t{en}", id=f"motcua.{kind.__name__[0]}{number:03}")


def _has_no_province() -> bool:
    return not all(settings.PROVINCE_NAMES.values())


def _is_not_public() -> bool:
    return not settings.BASE_URL.startswith("https://")


def _keeps_mail() -> bool:
    return not settings.EMAIL_HOST or FILES in settings.EMAIL_BACKEND


_Row = tuple[type[Error] | type[Warning], int, Callable[[], bool], str, str]
_LIST: tuple[_Row, ...] = (
    (
        Error,
        1,
        lambda: scanning.scanner() == "none",
        "Tệp người dân gửi không được quét mã độc. Hãy cài ClamAV, đặt SCANNER=clamd và CLAMD_ADDRESS.",
        "Files that people send are not scanned. Install ClamAV and set SCANNER=clamd and CLAMD_ADDRESS.",
    ),
    (
        Error,
        2,
        lambda: settings.DEMO,
        "Đây là bản dùng thử với mật khẩu ai cũng biết. Hãy bỏ MOTCUA_DEMO.",
        "This is a demonstration whose passwords everybody knows. Take MOTCUA_DEMO away.",
    ),
    (
        Error,
        3,
        _is_not_public,
        "Địa chỉ in trên văn bản không phải địa chỉ https. Hãy đặt MOTCUA_BASE_URL.",
        "The address printed on letters is no https address. Set MOTCUA_BASE_URL.",
    ),
    (
        Error,
        4,
        _has_no_province,
        "Văn bản sẽ không có tên tỉnh. Hãy đặt MOTCUA_PROVINCE và MOTCUA_PROVINCE_EN.",
        "Letters would not name the province. Set MOTCUA_PROVINCE and MOTCUA_PROVINCE_EN.",
    ),
    (
        Warning,
        1,
        lambda: not settings.CONTACT,
        "Người dân không thấy số điện thoại để hỏi. Hãy đặt MOTCUA_CONTACT.",
        "People see no telephone number to ask at. Set MOTCUA_CONTACT.",
    ),
    (
        Warning,
        2,
        _keeps_mail,
        "Thư điện tử không được gửi đi. Hãy đặt EMAIL_HOST.",
        "No e-mail leaves the house. Set EMAIL_HOST.",
    ),
    (
        Warning,
        3,
        lambda: settings.CELERY_BROKER_URL.startswith("filesystem"),
        "Bộ báo việc là một thư mục, chỉ dùng được trên một máy. Nếu có nhiều máy, hãy đặt CELERY_BROKER_URL.",
        "The broker is a folder, which works on one machine only. With several, set CELERY_BROKER_URL.",
    ),
)
