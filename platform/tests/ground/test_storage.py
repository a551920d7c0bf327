"""Private files: received, claimed, swept, and never dangerous to open."""

import io
import socketserver
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from motcua.ground import clock, storage
from motcua.ground.errors import FileNotClaimable, FileRefused
from motcua.ground.models import StoredFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 30


def upload(name="don.pdf", contents=PDF):
    return SimpleUploadedFile(name, contents, content_type="application/x-whatever")


def test_a_received_file_is_pending_and_complete():
    """What was uploaded lies in the store byte for byte, with its hash and size."""
    file = storage.receive(upload())
    assert (file.state, file.kind, file.size) == ("pending", "pdf", len(PDF))
    assert b"".join(storage.chunks(file)) == PDF
    assert storage.is_intact(file)


def zip_bytes():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "contents", "code"),
    [
        ("rong.pdf", b"", "empty"),
        ("anh.pdf", b"MZ\x90\x00" + b"\x00" * 60, "wrong_kind"),
        ("trang.pdf", b"<html><script>alert(1)</script>", "wrong_kind"),
        ("hinh.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_kind"),
        ("nen.pdf", zip_bytes(), "wrong_kind"),
        ("lon.pdf", PDF + b"\x00" * 2_000_000, "too_large"),
    ],
)
def test_the_contents_decide_not_the_name(name, contents, code):
    """A program, a web page, an archive, an empty or too large file is refused whatever it is called."""
    with pytest.raises(FileRefused) as caught:
        storage.receive(upload(name, contents), limits=storage.Limits(largest=1_000_000))
    assert caught.value.code == code
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Đơn đăng ký.pdf", "Đơn_đăng_ký.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\hoa\\anh.jpg", "anh.png"),
        ("anh\u202egnp.exe", "anhgnp.png"),
        ("anh.png.exe", "anh.png.png"),
        ("x" * 300 + ".png", "x" * 150 + ".png"),
        ("", "tep.png"),
    ],
)
def test_names_shown_to_people_are_harmless(given, shown):
    """The name kept is only for show: no folders, no hidden direction marks, the true kind at its end."""
    assert storage.shown_name(given, "png") == shown


def test_a_claimed_file_belongs_to_one_owner():
    """A file given to one dossier cannot be given to another, but repeating the same claim is harmless."""
    file = storage.receive(upload())
    storage.claim(file, "dossier:a")
    assert storage.claim(file, "dossier:a").owner == "dossier:a"
    with pytest.raises(FileNotClaimable):
        storage.claim(file, "dossier:b")


def test_unclaimed_files_are_swept_after_two_days(django_capture_on_commit_callbacks):
    """A file nobody used within two days is removed from the store; a claimed one stays."""
    left, kept = storage.receive(upload()), storage.receive(upload())
    storage.claim(kept, "dossier:a")
    clock.shift(timedelta(days=2, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert storage.sweep() == 1
    assert not storage.store().exists(left.location)
    assert storage.is_intact(kept)


def test_files_are_served_so_that_they_cannot_act():
    """Every download is an attachment that the browser neither guesses about nor keeps."""
    response = storage.served(storage.receive(upload("Đơn.pdf")))
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_changed_file_is_noticed():
    """A file whose contents were changed in the store no longer matches its hash."""
    file = storage.receive(upload())
    with Path(storage.store().path(file.location)).open("ab") as stored:
        stored.write(b"more")
    assert not storage.is_intact(file)


class Clamd(socketserver.BaseRequestHandler):
    """Answers as the manual of clamd describes INSTREAM: EICAR is found, all else is OK."""

    def handle(self):
        assert self.read(10) == b"zINSTREAM\0"
        body = b""
        while size := int.from_bytes(self.read(4), "big"):
            body += self.read(size)
        found = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in body else b"stream: OK\0"
        self.request.sendall(found)

    def read(self, size):
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data


@pytest.fixture
def clamd(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER, settings.CLAMD_ADDRESS = "clamd", f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_an_infected_file_is_refused(clamd):
    """A file the scanner objects to is not kept."""
    with pytest.raises(FileRefused) as caught:
        storage.receive(upload(contents=PDF + b"X5O EICAR"))
    assert caught.value.code == "infected"
    assert storage.receive(upload()).scanned == "clean"


def test_nothing_unscanned_is_served_while_the_scanner_is_down(settings, clamd):
    """With the scanner down files are taken in but not served; once it is back they are."""
    address, settings.CLAMD_ADDRESS = settings.CLAMD_ADDRESS, "127.0.0.1:9"
    file = storage.receive(upload())
    with pytest.raises(FileNotClaimable):
        storage.served(file)
    settings.CLAMD_ADDRESS = address
    assert storage.scan_waiting() == 1
    assert storage.may_be_served(StoredFile.objects.get(pk=file.pk))


def test_without_a_scanner_files_say_so():
    """Where no scanner is installed a file is marked as not scanned."""
    assert storage.receive(upload("anh.png", PNG)).scanned == "not_scanned"
