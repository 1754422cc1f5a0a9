"""The figures of /stats as text, as a chart's description and as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from account.admins.funnel import Stage
from account.admins.statistics import Funnel, Statistics
from account.broadcasts.records import Broadcast
from bot.parcels.figure_words import duration
from fsm.forms import FORMS
from gateways.chart import Overview
from handlers.words import Words

STOPS_MOST = 5
LABELS_APART = 5  # days between two dates under the chart
Stops = Counter[tuple[str, str]]


def stats_text(words: Words, figures: Statistics, stops: Stops | None) -> str:
    """People, the funnel, where they stop (None: not counted), what waits at the desk, what broadcasts reached."""
    users = figures.users
    people = {"people": users.people, "gone": users.gone}
    accounts = {"accounts": users.accounts, "complete": users.complete, "verified": users.verified}
    parts = [
        words.say("stats-users", people | accounts | {"blocked": users.blocked}),
        "\n".join([words.say("stats-funnel", {"days": len(figures.funnel.days)}), *_funnel(words, figures.funnel)]),
    ]
    if stops is None:
        parts.append("\n".join([words.say("stats-stops"), words.say("stats-stops-unknown")]))
    elif stops:
        parts.append("\n".join([words.say("stats-stops"), *_stops(words, stops)]))
    parts.append(_desk(words, figures))
    if figures.broadcasts:
        reached = [_reach(words, each, removed=each.id in figures.removed) for each in figures.broadcasts]
        parts.append("\n".join([words.say("stats-broadcasts"), *reached]))
    return "\n\n".join(parts)


def stats_chart(words: Words, figures: Statistics) -> Overview:
    """The funnel above, three of its steps by day below."""
    funnel = figures.funnel
    shown = (Stage.START, Stage.CODES, Stage.VERIFIED)
    days = [f"{day:%d.%m}" if not number % LABELS_APART else "" for number, day in enumerate(reversed(funnel.days))]
    return Overview(
        title=words.plain("stats-chart", {"days": len(funnel.days)}),
        steps={words.plain(f"stats-stage-{stage}"): funnel.total(stage) for stage in Stage},
        places=list(reversed(days)),
        unit=words.plain("stats-chart.by-day"),
        lines={words.plain(f"stats-stage-{stage}"): list(funnel.counts[stage]) for stage in shown},
    )


def stats_table(figures: Statistics) -> bytes:
    """The funnel by step and day; as spreadsheets of Russian systems open it."""
    funnel, out = figures.funnel, io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["day", *Stage])
    for number, day in enumerate(funnel.days):
        writer.writerow([day.isoformat(), *(funnel.counts[stage][number] for stage in Stage)])
    return out.getvalue().encode("utf-8-sig")


def _funnel(words: Words, funnel: Funnel) -> Iterator[str]:
    """Each step with its share of the one before."""
    before = 0
    for stage in Stage:
        total = funnel.total(stage)
        share = f"{100 * total // before}" if before else ""
        label = words.say(f"stats-stage-{stage}")
        yield words.say("stats-step" if share else "stats-first-step", {"step": label, "count": total, "share": share})
        before = total


def _stops(words: Words, stops: Stops) -> Iterator[str]:
    """A question by what it asks for, a code by its step: forms have several of them."""
    asked = {
        (form.name, name): (number, field)
        for form in FORMS
        for number, (name, field) in enumerate(form.fields.items(), start=1)
    }
    known = [(*asked[place], count) for place, count in stops.most_common() if place in asked]
    for number, field, count in known[:STOPS_MOST]:
        args: dict[str, str | int] = {"form": words.say(f"form-{field.form}"), "count": count}
        given = f"{field.key}.given"
        if words.knows(given):
            yield words.say("stats-stop", args | {"question": words.say(given)})
        else:
            yield words.say("stats-stop-step", args | {"number": str(number)})


def _desk(words: Words, figures: Statistics) -> str:
    waiting, times = figures.desk.waiting, figures.desk.all
    now = words.say("stats-desk", {"open": waiting.open, "overdue": waiting.overdue})
    if times is None:
        return now
    took = {"median": duration(words, times.median), "p90": duration(words, times.p90)}
    return f"{now}\n{words.say('stats-answers', took | {'answered': times.answered, 'percent': times.percent_in_time})}"


def _reach(words: Words, one: Broadcast, *, removed: bool) -> str:
    """Of all its recipients; those who came after they were counted are among them."""
    number, sent, total = str(one.id), one.counts.sent, max(one.total, one.counts.over)
    if one.started_at is None:
        return words.say("stats-broadcast-unbegun", {"number": number, "state": str(one.state)})
    reach: dict[str, str | int] = {"sent": sent, "total": total, "share": 100 * sent // total if total else 0}
    stands = {"number": number, "state": str(one.state), "removed": "yes" if removed else "no"}
    return words.say("stats-broadcast", reach | stands)
