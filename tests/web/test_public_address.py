"""Codes and slips tell people one address, the public one."""

from dataclasses import replace

import pytest

from contest.services.rosters import create_person

DESK = "/ban-to-chuc/thi-sinh"


@pytest.mark.parametrize(
    ("base_url", "shown"), [("https://hoithi.example.vn", "https://hoithi.example.vn"), ("", "http://localhost")]
)
def test_the_code_page_and_the_slips_name_the_same_address(app, as_, cast, now, base_url, shown):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], base_url=base_url)
    who = create_person("Đặng Thị Mai", "official", cast.units["ward"], now_ms=now, phone="0911222333")
    code_page = as_("dung").post(f"{DESK}/{who.id}/ma").text
    slips = as_("dung").post(f"{DESK}/phieu", data={"unit_q": "phuong an hoa"}).text
    assert f"{shown}/kich-hoat" in code_page
    assert f"{shown}/kich-hoat" in slips
