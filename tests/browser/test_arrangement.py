"""Columns and settings that the page remembers: order, names, what is closed, the theme, the language."""

import re

import pytest
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

DICTIONARIES = """
async () => {
  const {russian} = await import("/page/words.js");
  const {english} = await import("/page/english.js");
  const shape = (words) => Object.fromEntries(Object.entries(words).map(([key, said]) =>
    [key, typeof said === "object" ? (Array.isArray(said) ? said.length : shape(said)) : typeof said]));
  return [shape(russian), shape(english)];
}
"""


async def names(screen: Screen) -> list[str]:
    return await screen.page.locator(".column h2").all_inner_texts()


async def test_columns_are_moved_and_stay_so_after_a_reload(screen: Screen, town: Town) -> None:
    assert await names(screen) == ["Анна Смирнова", "Борис", "Ольга", "Пётр", "Админ"]
    await screen.column(town.boris).chooses("Действия", "Сдвинуть влево")
    await screen.column(town.olga, town.support).chooses("Действия", "Сдвинуть вправо")
    assert await names(screen) == ["Борис", "Анна Смирнова", "Пётр", "Ольга", "Админ"]
    await screen.page.reload()
    await screen.column(town.admin).root.wait_for()
    assert await names(screen) == ["Борис", "Анна Смирнова", "Пётр", "Ольга", "Админ"]


async def test_a_column_gets_a_name_and_gives_it_back(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    dialog = screen.page.get_by_role("dialog", name="Переименовать колонку")
    await anna.chooses("Действия", "Переименовать колонку")
    await dialog.get_by_label("Название колонки").fill("Покупатель <b>1</b>")
    await dialog.get_by_role("button", name="Сохранить").click()
    await expect(anna.root.get_by_role("heading")).to_have_text("Покупатель <b>1</b>")
    await expect(screen.chip(town.anna)).to_contain_text("Покупатель <b>1</b>")
    await expect(anna.root.locator(".column-state")).to_contain_text("Анна Смирнова · клиент")
    await screen.page.reload()
    await expect(anna.root.get_by_role("heading")).to_have_text("Покупатель <b>1</b>")
    await anna.chooses("Действия", "Переименовать колонку")
    await dialog.get_by_label("Название колонки").fill("")
    await screen.page.keyboard.press("Enter")
    await expect(anna.root.get_by_role("heading")).to_have_text("Анна Смирнова")


async def test_what_was_closed_and_opened_stays_so_after_a_restart(page_of: PageOf) -> None:
    first = Playground(port=0)
    await first.start()
    anna, boris = first.world.add_person("Анна"), first.world.add_person("Борис")
    olga = first.world.add_person("Ольга", role="staff")
    group = first.world.add_group("Поддержка", [olga])
    screen = await page_of(first)
    await screen.column(boris).chooses("Действия", "Закрыть колонку")
    await screen.chip(olga).click()
    await screen.column(olga).root.wait_for()
    await first.stop()
    second = Playground(port=first.port)
    second.world.add_person("Анна", id=anna.id)
    second.world.add_person("Борис", id=boris.id)
    second.world.add_group("Поддержка", [second.world.add_person("Ольга", id=olga.id, role="staff")], id=group.id)
    await second.start()
    await screen.page.reload()
    await screen.column(anna).root.wait_for()
    await expect(screen.column(olga).root).to_be_visible()
    await expect(screen.column(olga, group).root).to_be_visible()
    await expect(screen.column(boris).root).to_have_count(0)
    await second.stop()


async def test_somebody_else_under_the_same_number_is_nobody_known(page_of: PageOf) -> None:
    first = Playground(port=0)
    await first.start()
    boris, anna = first.world.add_person("Борис"), first.world.add_person("Анна")
    screen = await page_of(first)
    await screen.column(boris).chooses("Действия", "Закрыть колонку")
    await first.stop()
    second = Playground(port=first.port)
    second.world.add_person("Глеб", id=boris.id)
    second.world.add_person("Анна", id=anna.id)
    await second.start()
    await screen.page.reload()
    await expect(screen.column(boris).root).to_be_visible()
    await second.stop()


async def test_the_theme_is_chosen_and_remembered(screen: Screen, town: Town) -> None:
    root = screen.column(town.anna).root
    await screen.settles("Тёмная")
    await expect(root).to_have_css("background-color", "rgb(23, 33, 43)")
    await screen.page.reload()
    await expect(root).to_have_css("background-color", "rgb(23, 33, 43)")
    await screen.settles("Светлая")
    await expect(root).to_have_css("background-color", "rgb(255, 255, 255)")
    await screen.page.emulate_media(color_scheme="dark")
    await screen.settles("Как в системе")
    await expect(root).to_have_css("background-color", "rgb(23, 33, 43)")
    await screen.page.emulate_media(color_scheme=None)


async def test_the_language_is_chosen_and_remembered_and_what_was_typed_is_kept(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.input.fill("не отправлено")
    await screen.settles("English")
    await expect(anna.button("Start")).to_be_visible()
    await expect(anna.root.get_by_role("textbox", name="Message")).to_have_value("не отправлено")
    await expect(screen.page.get_by_role("button", name="Add a person")).to_be_visible()
    await expect(screen.page).to_have_title("Bot playground")
    await expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    await screen.page.reload()
    await expect(anna.button("Start")).to_be_visible()
    await screen.settles("Русский")
    await expect(anna.button("Начать")).to_be_visible()


async def test_nothing_russian_is_said_in_english(page_of: PageOf, playground: Playground, bot: ScriptedBot) -> None:
    ann = playground.world.add_person("Ann", phone="+79161112233")
    rob = playground.world.add_person("Rob", role="staff")
    group = playground.world.add_group("Support", [rob], is_forum=True)
    playground.world.say(ann, "hello")
    await bot.call("createForumTopic", chat_id=group.id, name="No. 1")
    screen = await page_of(locale="en-GB")
    for person, chat in ((ann, None), (rob, group)):
        await screen.column(person, chat).button("Actions").click()
        text = await screen.page.locator("body").evaluate("body => body.innerText + body.outerHTML")
        assert re.findall("[а-яё]+", text.replace("Русский", ""), re.IGNORECASE) == []
        await screen.page.keyboard.press("Escape")


async def test_both_languages_have_the_same_words(screen: Screen) -> None:
    russian, english = await screen.page.evaluate(DICTIONARIES)
    assert english == russian


@pytest.mark.parametrize("locale", ["ru-RU", "en-GB"])
async def test_the_page_speaks_the_browsers_language_first(page_of: PageOf, town: Town, locale: str) -> None:
    screen = await page_of(locale=locale)
    await expect(screen.column(town.anna).button("Начать" if locale == "ru-RU" else "Start")).to_be_visible()


async def test_a_chip_counts_what_came_out_of_sight(page_of: PageOf, playground: Playground, town: Town) -> None:
    screen = await page_of(viewport={"width": 360, "height": 740})
    await screen.chip(town.boris).click()
    await expect(screen.column(town.boris).root).to_have_attribute("data-in-sight", "")
    await expect(screen.column(town.anna).root).not_to_have_attribute("data-in-sight", "")
    playground.world.say(town.anna, "раз")
    playground.world.say(town.anna, "два")
    await expect(screen.chip(town.anna).locator(".chip-count")).to_contain_text("2")
    await screen.chip(town.anna).click()
    await expect(screen.chip(town.anna).locator(".chip-count")).to_be_hidden()
