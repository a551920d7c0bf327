"""A citizen without script goes from the home page to the acknowledgement, for both seed procedures."""

import re

import pytest
from motcua.people import demo as people_demo
from plain_browser import PlainBrowser

pytestmark = pytest.mark.usefixtures("demo")


def found(browser: PlainBrowser, words: str, name: str) -> PlainBrowser:
    """From the home page by search to the procedure, and to its form after signing in as Hoa."""
    browser.open("/vi/").fill("Tìm thủ tục", words).press("Tìm kiếm").follow(name)
    browser.follow("Nộp trực tuyến")
    assert browser.address.startswith("/vi/dang-nhap/")
    browser.fill("Tên đăng nhập", "hoa").fill("Mật khẩu", people_demo.PASSWORD)
    return browser.press("Đăng nhập")


def handed_in(browser: PlainBrowser, unit: str) -> None:
    """Declare and hand in; the page shows code and PIN, and the slip is a PDF."""
    if any(label.startswith("Tôi cam đoan") for label in browser.labels()):
        browser.fill("Tôi cam đoan", "")
    browser.press("Nộp hồ sơ")
    assert browser.address.endswith("/da-nop/"), browser.text
    assert re.search(rf"{re.escape(unit)}-260706-\d{{4}}", browser.text)
    assert re.search(r"PIN ?\d{6}", browser.text)
    browser.follow("Tải phiếu xác nhận")
    assert browser.response.getvalue().startswith(b"%PDF")


def test_certified_copies_from_home_to_acknowledgement(browser: PlainBrowser) -> None:
    """Hoa finds “chung thuc” without diacritics, fills in three pages and sees 20.000 đồng and today's date."""
    found(browser, "chung thuc ban sao", "Chứng thực bản sao")
    browser.choose("Trường hợp của ông/bà", "Bản sao thông thường").choose("Ai nộp", "Cá nhân")
    browser.fill("Nơi giải quyết", "Phường Cẩm Thành").press("Tiếp tục")
    assert "Bước 1/3" in browser.text
    assert browser.box("Họ và tên").get("value") == "Nguyễn Thị Hoa"
    assert browser.box("Số định danh").get("value") == "051190000001"
    browser.press("Tiếp tục").press("Tiếp tục")
    assert "Có chỗ cần sửa" in browser.text
    assert "Bước 2/3" in browser.text
    browser.fill("Tên bản chính", "Bằng tốt nghiệp đại học").fill("Do cơ quan, tổ chức", "")
    for question in ("Bản chính do", "Bản chính có bị", "Bản chính có đóng"):
        browser.choose(question, "Không")
    browser.fill("Số trang của một bản", "3").fill("Số bản sao", "4").press("Tiếp tục")
    assert "Bước 3/3" in browser.text, browser.text
    browser.press("Tiếp tục")
    assert "20.000 đ" in browser.text
    assert "06/07/2026" in browser.text
    handed_in(browser, "H48.101")


def test_land_change_from_home_to_acknowledgement(browser: PlainBrowser) -> None:
    """A transfer of land on Lý Sơn: joint owners added and removed as rows, papers uploaded, remote date."""
    found(browser, "bien dong dat dai", "Đăng ký biến động")
    browser.choose("Trường hợp của ông/bà", "Chuyển nhượng").choose("Ai nộp", "Cá nhân")
    browser.fill("Nơi giải quyết", "Đặc khu Lý Sơn").press("Tiếp tục")
    owner_page(browser)
    browser.choose("Người khác nộp thay", "Không").press("Tiếp tục")
    parcel_page(browser)
    change_page(browser)
    browser.fill("Cấp giấy chứng nhận mới", "").fill("Số lượng giấy chứng nhận", "1")
    browser.fill("Không thuộc đối tượng", "").press("Tiếp tục")
    papers_page(browser)
    assert "Kiểm tra lại" in browser.text, browser.text
    assert "03/08/2026" in browser.text  # 10 + 10 working days after Monday 6 July
    assert not browser.page.xpath('//input[@name="declare"]')  # declared on the form already
    handed_in(browser, "H48.12.05")


def owner_page(browser: PlainBrowser) -> None:
    """The owner, with a second one added and a third added and taken away again."""
    browser.fill("Tỉnh", "Tỉnh Quảng Ngãi").fill("Xã", "Phường Cẩm Thành").fill("Số nhà", "12 Quang Trung")
    browser.choose("Có nhiều người", "Có").press("Tiếp tục")
    assert "Có chỗ cần sửa" in browser.text
    while browser.text.count("Xóa người") < 3:
        browser.press("Thêm")
    browser.press("Xóa người đứng tên 3")
    for row, (name, number, share) in enumerate(
        [("Nguyễn Thị Hoa", "051190000001", "50"), ("Phạm Anh Tuấn", "051085000002", "50")]
    ):
        for column, value in (("name", name), ("personal_id", number), ("share", share)):
            browser.page.xpath(f'//input[@name="owners.{row}.{column}"]')[0].set("value", value)
    browser.press("Tiếp tục")
    assert "Bước 2/6" in browser.text, browser.text


def parcel_page(browser: PlainBrowser) -> None:
    """Certificate and parcel."""
    texts = {
        "Số phát hành": "AA 00123456",
        "Số vào sổ": "CH 00123",
        "Ngày cấp": "05/09/2020",
        "Cơ quan cấp": "Ủy ban nhân dân huyện Lý Sơn",
        "Thửa đất số": "120",
        "Tờ bản đồ số": "15",
        "Diện tích": "120,5",
        "Tỉnh": "Tỉnh Quảng Ngãi",
        "Xã": "Đặc khu Lý Sơn",
    }
    for label, value in texts.items():
        browser.fill(label, value)
    browser.choose("Thửa đất hoặc tài sản", "Không").press("Tiếp tục")


def change_page(browser: PlainBrowser) -> None:
    """What changes."""
    browser.choose("Biến động đối với toàn bộ", "Có")
    browser.fill("Nội dung trước", "Ông Phạm Văn Bảy").fill("Nội dung sau", "Bà Nguyễn Thị Hoa")
    browser.fill("Số hợp đồng", "123/2026").fill("Ngày công chứng", "01/07/2026")
    browser.fill("Giá chuyển quyền", "1.250.000.000").press("Tiếp tục")


def summary(browser: PlainBrowser) -> str:
    """What the box at the top of the page says has to be mended."""
    return "".join(box.text_content() for box in browser.page.find_class("problem-summary"))


def papers_page(browser: PlainBrowser) -> None:
    """A wrong kind is refused with a sentence; right ones stay; one is removed and put back."""
    browser.attach("Đơn đăng ký", "don.txt", b"khong phai pdf").press("Tải các tệp")
    assert "don.txt: Loại tệp này không được chấp nhận" in summary(browser)
    labels = (
        "Đơn đăng ký", "Giấy chứng nhận đã cấp", "Hợp đồng, văn bản chuyển nhượng", "Văn bản thỏa thuận",
        "Tờ khai lệ phí", "Tờ khai thuế",
    )  # fmt: skip
    for label in labels:
        browser.attach(label)
    browser.press("Tải các tệp").press("Xóa giay-to.pdf").press("Tiếp tục")
    assert "Có chỗ cần sửa" in browser.text
    browser.attach("Đơn đăng ký").fill("Tôi cam đoan", "").press("Tiếp tục")
