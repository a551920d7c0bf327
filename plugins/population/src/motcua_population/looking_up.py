"""One look-up: sign, ask, read. Whatever goes wrong ends in "go on by hand", never in a wrong fact."""

from __future__ import annotations

import httpx
from motcua_sdk.host import Host
from motcua_sdk.values import Health, LookUp, PersonQuery

from motcua_population import signing, soap
from motcua_population.options import Options

NO_MATCH = {
    "vi": "Không tìm thấy dữ liệu khớp với số định danh, họ tên và ngày sinh đã nhập. Điều này không có nghĩa là "
    "người đó không tồn tại. Hãy kiểm tra lại hoặc điền tiếp bằng tay.",
    "en": "Nothing matches the number, name and date of birth entered. This does not mean that the person does not "
    "exist. Check them, or go on by hand.",
}


def look_up(query: PersonQuery, host: Host) -> LookUp:
    """Ask the registry for one person."""
    try:
        answer = _send(soap.request(query, Options.read(host.options)), host)
        found = soap.people(answer)
    except (httpx.HTTPError, soap.Unreadable) as error:
        host.log.warning("population.no_answer", kind=type(error).__name__)
        return LookUp("unavailable", _unavailable(), answered_at=host.today().now)
    if len(found) != 1:
        return LookUp("no_match", NO_MATCH, answered_at=host.today().now)
    words = {"vi": "Đã tìm thấy trong cơ sở dữ liệu dân cư.", "en": "Found in the population database."}
    return LookUp("found", words, found[0], host.today().now)


def test(host: Host) -> Health:
    """Reach the gateway with a signature and an envelope that asks for nobody."""
    try:
        _send(b"<empty/>", host)
    except httpx.HTTPStatusError as error:
        return _health(error.response.status_code)
    except httpx.HTTPError as error:
        words = type(error).__name__
        return Health(False, {"vi": f"Không kết nối được ({words}).", "en": f"No connection ({words})."})
    return _health(httpx.codes.OK)


def _health(status: int) -> Health:
    if status == httpx.codes.UNAUTHORIZED:
        return Health(
            False,
            {
                "vi": "Cổng từ chối chữ ký. Hãy kiểm tra tài khoản, khóa và đồng hồ.",
                "en": "The gateway refuses the signature. Check account, secret and clock.",
            },
        )
    reached = status in (httpx.codes.OK, httpx.codes.INTERNAL_SERVER_ERROR)
    vi, en = ("Kết nối và chữ ký đều được.", "Connection and signature are fine.")
    return Health(
        reached, {"vi": vi, "en": en} if reached else {"vi": f"HTTP {status}.", "en": f"HTTP {status}."}
    )


def _send(envelope: bytes, host: Host) -> bytes:
    options = Options.read(host.options)
    stamp = signing.timestamp(host.today().now, options.timestamp_unit)
    headers = {"Timestamp": stamp, "Content-Type": "application/xml; charset=utf-8", "SOAPAction": ""}
    address = options.gateway_url.rstrip("/") + options.call_path
    with host.http() as http:
        account = (options.account, signing.password(options, stamp))
        answer = http.post(address, content=envelope, headers=headers, auth=account)
    answer.raise_for_status()
    return answer.content


def _unavailable() -> dict[str, str]:
    return {
        "vi": "Cơ sở dữ liệu dân cư chưa trả lời. Ông/bà vẫn điền tiếp bằng tay được.",
        "en": "The population database did not answer. You can go on by hand.",
    }
