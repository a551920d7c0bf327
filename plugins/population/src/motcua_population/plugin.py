"""The hooks of the plugin."""

from __future__ import annotations

from motcua_sdk import PluginInfo, hookimpl
from motcua_sdk.host import Host
from motcua_sdk.metadata import PersonalData
from motcua_sdk.values import Health, LookUp, PersonQuery

from motcua_population import looking_up
from motcua_population.options import SCHEMA


@hookimpl
def plugin_info() -> PluginInfo:
    return PluginInfo(
        name="motcua_population",
        title={"vi": "Cơ sở dữ liệu quốc gia về dân cư", "en": "National population database"},
        version="0.1.0",
        contract=">=1,<2",
        options=SCHEMA,
        personal_data=(
            PersonalData(
                source="population",
                purpose={
                    "vi": "Điền sẵn và đối chiếu thông tin của người nộp hồ sơ",
                    "en": "Fill in and compare the details of the applicant",
                },
                legal_basis="Thông tư 46/2022/TT-BCA",
                fields=("name", "identity", "born", "sex", "residence", "nationality", "ethnicity"),
            ),
        ),
    )


@hookimpl
def look_up_person(query: PersonQuery, host: Host) -> LookUp:
    return looking_up.look_up(query, host)


@hookimpl
def test_connection(host: Host) -> Health:
    return looking_up.test(host)
