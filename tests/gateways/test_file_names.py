"""A file's name cannot make it look like another one."""

from __future__ import annotations

import pytest

from gateways.file_kinds import shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("СКАН_паспорта.jpg", "СКАН_паспорта.jpg"),
        ("scan.JPEG", "scan.JPEG"),
        ("scan.pdf", "scan.jpg"),
        ("scan", "scan.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\anna\\скан.jpg", "скан.jpg"),
        ("скан\u202egpj.exe", "сканgpj.jpg"),
        ("a\r\nb\x00.jpg", "ab.jpg"),
        ("ш" * 300 + ".jpg", "ш" * 60 + ".jpg"),
        (".jpg", "jpg.jpg"),
        ("", None),
        (None, None),
        ("...", None),
    ],
)
def test_a_name_is_shown_without_tricks(name: str | None, shown: str | None) -> None:
    assert shown_name(name, "jpeg") == shown
