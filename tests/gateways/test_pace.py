"""The timetable never gives more places than Telegram allows, whenever and for however many is asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gateways.pace import Pace
from gateways.telegram import a_group_s_pace

ASKED = st.lists(st.tuples(st.floats(0, 40), st.integers(1, 4)), min_size=1, max_size=60)


def places(pace: Pace, asked: list[tuple[float, int]]) -> list[float]:
    now = 1000.0
    given_: list[float] = []
    for later, amount in asked:
        now += later
        moment = pace.next(now, amount)
        assert moment >= now
        pace.take(moment, amount)
        given_ += [moment] * amount
    return given_


@given(ASKED)
def test_a_group_gets_no_more_than_twenty_in_any_minute(asked: list[tuple[float, int]]) -> None:
    moments = places(a_group_s_pace(), asked)
    assert moments == sorted(moments)
    for first, beyond in zip(moments, moments[20:], strict=False):
        assert beyond - first > 60 - 1e-6


def test_lateness_does_not_add_up() -> None:
    pace = Pace(0.04)
    moments = places(pace, [(0.0, 1)] * 1000)
    assert abs(moments[-1] - moments[0] - 999 * 0.04) < 1e-6


def test_after_a_rest_the_burst_is_full_again_and_no_fuller() -> None:
    pace = Pace(1.0, burst=3)
    assert places(pace, [(0.0, 1)] * 4) == [1000, 1000, 1000, 1001]
    assert [pace.next(2000.0) for _ in range(2)] == [2000, 2000]
    assert pace.idle(2000.0)


def test_more_than_the_burst_goes_at_once_and_is_paid_for_after() -> None:
    pace = Pace(1.0, burst=3)
    pace.take(pace.next(1000.0, 10), 10)
    assert pace.next(1000.0) == 1008


def test_a_held_timetable_gives_no_place_before_the_end() -> None:
    pace = Pace(0.04)
    pace.hold(1005.0)
    pace.hold(1002.0)
    assert pace.next(1000.0) == 1005
    assert pace.held(1001.0) == 4
