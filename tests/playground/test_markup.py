"""Texts into entities: what HTML means, what is found unasked, and what is wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as strings

from playground.markup.entities import found, trimmed, width
from playground.markup.html import parse_html
from playground.refusal import Refused


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &nbsp;", 'a <b> & "c" &nbsp;', []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<s>x</s>", "😀x", [("strikethrough", 2, 1)]),
        ('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', "xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<u >x</u >", "x", [("underline", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://lk.soglasie.ru/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ('<a href="nothing">x</a>', "x", []),
        ("<code>/x</code>", "/x", [("code", 0, 2)]),
        ("&#1071;&#x42f;", "ЯЯ", []),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<pre><code>x</code></pre>", "x", [("pre", 0, 1)]),
    ],
)
def test_html_becomes_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    got, marks = parse_html(source)
    assert got == text
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in marks] == entities


@given(strings.text("<>/&;='\"#abi 😀", max_size=30))
def test_any_html_is_read_or_refused(source: str) -> None:
    with suppress(Refused):
        text, marks = parse_html(source)
        assert all(mark["offset"] + mark["length"] <= width(text) for mark in marks)


def test_the_code_within_a_block_names_its_language() -> None:
    source = '<pre><code class="language-python">x = 1</code></pre>'
    assert parse_html(source)[1] == [{"type": "pre", "language": "python", "offset": 0, "length": 5}]


def test_a_link_keeps_its_address() -> None:
    assert (
        parse_html("<a href='https://lk.soglasie.ru/x?a=1&amp;b=2'>x</a>")[1][0]["url"]
        == "https://lk.soglasie.ru/x?a=1&b=2"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("я<abac>", 'Unsupported start tag "abac" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused(source: str, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start register", [("bot_command", 0, 6)]),
        ("/start@playground_bot", [("bot_command", 0, 21)]),
        ("😀 /help", [("bot_command", 3, 5)]),
        ("a/b 1/2", []),
        ("пишите на digital@soglasie.ru", [("email", 10, 19)]),
        ("https://lk.soglasie.ru/, там", [("url", 0, 23)]),
        ("спросите @anna_i", [("mention", 9, 7)]),
        ("#важно #1", [("hashtag", 0, 6)]),
        ("просто слова.", []),
    ],
)
def test_entities_are_found(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in found(text, [])] == entities


def test_nothing_is_found_in_code() -> None:
    code = [{"type": "code", "offset": 0, "length": 6}]
    assert found("/start", code) == code


def test_trimming_moves_the_entities() -> None:
    text, marks = trimmed("  ab \n", [{"type": "bold", "offset": 1, "length": 5}])
    assert (text, marks) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])
