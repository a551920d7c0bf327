"""Organisation has dates."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from motcua.agencies import demo, reads
from motcua.agencies.errors import NobodyCompetent, UnknownAgency
from motcua.agencies.models import Agency, Competence, Place

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 29)


@pytest.fixture(autouse=True)
def province():
    demo.load()


@pytest.mark.parametrize("code", ["H48.101", "000.00.101.H48"])
def test_an_agency_is_found_by_either_code(code):
    """Both generations of agency codes lead to the same agency."""
    assert reads.agency(code, TODAY).name.endswith("phường Cẩm Thành")


def test_an_agency_exists_only_between_its_days():
    """Before it was founded an agency is unknown, with a sentence that says so."""
    with pytest.raises(UnknownAgency) as caught:
        reads.agency("H48.101", date(2025, 6, 30))
    assert "30/06/2025" in caught.value.sentences["vi"]


def test_a_merged_agency_passes_its_wards_to_its_successor():
    """When an office is merged, whoever took over is competent from that day."""
    office = reads.agency("H48.12.05", TODAY)
    successor = Agency.objects.create(
        code_new="H48.12.09", name="Văn phòng mới", kind="land_office", valid_from=date(2026, 8, 1)
    )
    Agency.objects.filter(pk=office.pk).update(valid_to=date(2026, 7, 31), successor=successor)
    assert reads.competent("land_office", "21025", date(2026, 7, 31)) == office
    assert reads.competent("land_office", "21025", date(2026, 8, 1)) == successor


def test_a_ward_merged_on_1_7_2025_is_served_by_the_new_one():
    """An address of before 1/7/2025 still finds the competent commune."""
    assert reads.place("21022", date(2025, 6, 30)).name == "Phường Trần Hưng Đạo"
    assert reads.place("21022", TODAY).name == "Phường Cẩm Thành"
    assert reads.competent("commune", "21022", TODAY).code_new == "H48.101"


def test_a_ward_without_a_declared_agency_says_so():
    """Where nobody is declared competent the clerk learns what to do."""
    with pytest.raises(NobodyCompetent) as caught:
        reads.competent("commune", "21340", TODAY)
    assert "Xã Sơn Tây" in caught.value.sentences["vi"]


def test_a_competence_for_the_sector_goes_first():
    """An agency declared for one sector is competent for it, another one for the rest."""
    special = Agency.objects.create(
        code_new="H48.102", name="Trung tâm khác", kind="commune", valid_from=date(2026, 1, 1)
    )
    ward = reads.place("21025", TODAY)
    Competence.objects.create(agency=special, place=ward, sector="dat_dai", valid_from=date(2026, 1, 1))
    assert reads.competent("commune", "21025", TODAY, sector="dat_dai") == special
    assert reads.competent("commune", "21025", TODAY, sector="ho_tich").code_new == "H48.101"


def test_descendants_reach_all_levels():
    """The province's agencies are everything below it, however deep."""
    top = reads.agency("H48", TODAY)
    below = Agency.objects.filter(pk__in=reads.descendants({top.pk}))
    assert {"H48", "H48.10", "H48.12", "H48.12.05", "H48.101"} <= set(
        below.values_list("code_new", flat=True)
    )
    assert "H48.30" not in below.values_list("code_new", flat=True)


def test_remote_wards_are_known():
    """Remote communes and islands are marked, because their deadlines may be longer."""
    remote = reads.wards(demo.PROVINCE, TODAY).filter(place_class="remote")
    assert {place.name for place in remote} == {"Xã Sơn Tây", "Đặc khu Lý Sơn"}


def test_search_needs_no_diacritics():
    """An office is found by part of its name typed without diacritics, or by its code."""
    assert reads.find("dat dai", TODAY).get().code_new == "H48.12.05"
    assert reads.find("H48.101", TODAY).count() == 1


def test_an_end_before_the_beginning_is_refused():
    """The database refuses an agency that ends before it begins."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(
            kind="ward", code="1", name="x", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)
        )


def test_loading_twice_changes_nothing():
    """The demonstration's organisation can be loaded again and again."""
    before = (Agency.objects.count(), Place.objects.count(), Competence.objects.count())
    demo.load()
    assert before == (Agency.objects.count(), Place.objects.count(), Competence.objects.count())
