"""The desk's ready replies: the file that comes with the bot, and one of the operator's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from account.desk.replies import RepliesError, read_replies

GOOD = '[hello]\norder = 1\nlabel = "Привет"\ncustomer = { ru = "Здравствуйте!", en = "Hello!" }\n'


def test_our_own_are_sound_and_in_order() -> None:
    replies = list(read_replies(None).values())
    assert len(replies) > 3
    assert [each.order for each in replies] == sorted(each.order for each in replies)


def test_a_file_of_ones_own_takes_their_place(tmp_path: Path) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(GOOD)
    (reply,) = read_replies(file).values()
    assert (reply.key, reply.label, reply.customer["en"]) == ("hello", "Привет", "Hello!")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[hello", "not TOML"),
        (GOOD.replace("en =", "de ="), "languages"),
        (GOOD.replace('label = "Привет"', ""), "customer"),
        (GOOD.replace("hello", '"Привет!"'), "short name"),
        (GOOD.replace("Здравствуйте!", " "), "signs"),
        (GOOD.replace("Здравствуйте!", "я" * 2001), "signs"),
        (GOOD + GOOD.replace("hello", "again"), "order"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(text)
    with pytest.raises(RepliesError, match=why):
        read_replies(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match="cannot be read"):
        read_replies(tmp_path / "none.toml")
