"""When what was sent may be changed, taken back or repeated, and what may take its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Counts,
    Deed,
    Link,
    Piece,
    Whom,
)
from account.broadcasts.second_runs import Overview, reworded
from account.refusals import Refusal

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = Link("Сайт", "https://example.ru")
TEXT, OTHER_TEXT = Piece("text", "a"), Piece("text", "b", ({"type": "bold", "offset": 0, "length": 1},))
PHOTO, VIDEO, VOICE = Piece("photo", "a", file="1"), Piece("video", "a", file="2"), Piece("voice", file="3")
SENT = Broadcast(
    id=1,
    deed=Deed.SEND,
    of=None,
    who=7,
    kind=BroadcastKind.SERVICE,
    audience=Audience(Whom.EVERYONE),
    content=Content((TEXT,)),
    state=BroadcastState.DONE,
    created_at=NOON,
    starts_at=NOON,
    started_at=NOON,
    finished_at=NOON,
    total=10,
    counts=Counts(sent=9, unknown=1),
    chat=7,
    message=5,
)


def run(deed: Deed, state: BroadcastState = BroadcastState.DONE, **more: object) -> Broadcast:
    return replace(SENT, id=2, deed=deed, of=1, state=state, content=None, counts=Counts(sent=9), **more)


def refusal(seen: Overview, deed: Deed, at: datetime = NOON + HOUR) -> str:
    try:
        seen.demand(deed, at)
    except Refusal as refused:
        return refused.name
    return ""


def test_what_is_over_offers_all_three_deeds() -> None:
    seen = Overview(SENT, (), unsure=1)
    assert seen.deeds == [Deed.EDIT, Deed.DELETE, Deed.RESEND]
    assert [refusal(seen, deed) for deed in seen.deeds] == ["", "", ""]


@pytest.mark.parametrize("state", [BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED])
def test_what_is_not_over_offers_nothing(state: BroadcastState) -> None:
    seen = Overview(replace(SENT, state=state), (), unsure=1)
    assert seen.deeds == []
    assert {refusal(seen, deed) for deed in (Deed.EDIT, Deed.DELETE, Deed.RESEND)} == {"broadcast-not-over"}


@pytest.mark.parametrize("deed", [Deed.EDIT, Deed.DELETE, Deed.RESEND])
@pytest.mark.parametrize("state", [BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED])
def test_one_second_run_at_a_time(deed: Deed, state: BroadcastState) -> None:
    seen = Overview(SENT, (run(deed, state),), unsure=1)
    assert seen.deeds == []
    assert refusal(seen, Deed.DELETE) == "broadcast-run-busy"


def test_changes_and_deletions_end_48_hours_after_the_last_of_it_went_out() -> None:
    seen, last = Overview(SENT, (), unsure=1), 48 * HOUR
    for deed in (Deed.EDIT, Deed.DELETE):
        assert refusal(seen, deed, NOON + last - HOUR) == ""
        assert refusal(seen, deed, NOON + last) == "broadcast-too-late"
        repeated = Overview(SENT, (run(Deed.RESEND, finished_at=NOON + HOUR),))
        assert refusal(repeated, deed, NOON + last) == ""
        changed = Overview(SENT, (run(Deed.EDIT, finished_at=NOON + HOUR),))
        assert refusal(changed, deed, NOON + last) == "broadcast-too-late"
    assert refusal(seen, Deed.RESEND, NOON + last) == ""


def test_what_was_taken_back_is_over_and_done_with() -> None:
    seen = Overview(SENT, (run(Deed.DELETE),), unsure=1)
    assert seen.deeds == []
    assert {refusal(seen, deed) for deed in (Deed.EDIT, Deed.DELETE, Deed.RESEND)} == {"broadcast-taken-back"}


def test_a_deletion_that_was_stopped_may_be_made_again_and_one_that_never_began_is_none() -> None:
    stopped = Overview(SENT, (run(Deed.DELETE, BroadcastState.STOPPED),), unsure=1)
    assert stopped.deeds == [Deed.DELETE]
    assert refusal(stopped, Deed.EDIT) == "broadcast-taken-back"
    cancelled = Overview(SENT, (run(Deed.DELETE, BroadcastState.STOPPED, started_at=None),))
    assert cancelled.deeds == [Deed.EDIT, Deed.DELETE]


def test_what_nobody_has_or_misses_or_knows_any_more_is_refused_by_name() -> None:
    nobody = Overview(replace(SENT, counts=Counts(blocked=3)))
    assert (nobody.deeds, refusal(nobody, Deed.EDIT)) == ([], "broadcast-nobody-has-it")
    assert refusal(Overview(SENT), Deed.RESEND) == "broadcast-none-unsure"
    assert refusal(Overview(replace(SENT, content=None), (), 1), Deed.RESEND) == "broadcast-forgotten"


def test_second_runs_of_second_runs_are_not_offered() -> None:
    assert Overview(run(Deed.EDIT)).deeds == []


def test_a_text_takes_the_place_of_a_text_and_the_button_may_change() -> None:
    assert reworded(Content((TEXT,), LINK), OTHER_TEXT, None) == Content((OTHER_TEXT,))
    assert reworded(Content((TEXT,)), OTHER_TEXT, LINK) == Content((OTHER_TEXT,), LINK)


def test_a_text_becomes_the_caption_of_the_same_file_and_of_an_album_s_first() -> None:
    captioned = replace(PHOTO, text="b", entities=OTHER_TEXT.entities)
    assert reworded(Content((PHOTO,), LINK), OTHER_TEXT, LINK) == Content((captioned,), LINK)
    assert reworded(Content((PHOTO, VIDEO)), OTHER_TEXT, LINK) == Content((captioned, VIDEO))
    assert reworded(Content((VOICE,)), OTHER_TEXT, None).pieces[0].file == "3"


def test_a_file_takes_the_place_of_one_of_its_kind() -> None:
    other = replace(PHOTO, file="9")
    assert reworded(Content((PHOTO,)), other, None) == Content((other,))


@pytest.mark.parametrize(
    ("sent", "given"),
    [((TEXT,), PHOTO), ((PHOTO,), VIDEO), ((VOICE,), VOICE), ((PHOTO, VIDEO), PHOTO), ((TEXT,), VOICE)],
)
def test_another_kind_is_refused(sent: tuple[Piece, ...], given: Piece) -> None:
    with pytest.raises(Refusal, match="broadcast-other-kind"):
        reworded(Content(sent), given, None)


def test_a_caption_has_1024_units() -> None:
    longest = "😀" * 512
    assert reworded(Content((PHOTO,)), replace(TEXT, text=longest), None).pieces[0].text == longest
    with pytest.raises(Refusal, match="broadcast-caption-long"):
        reworded(Content((PHOTO,)), replace(TEXT, text=longest + "a"), None)
