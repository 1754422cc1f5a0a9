"""The support group as two of its members see it, with topics."""

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key


async def test_two_members_see_one_group(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    olga, petr = screen.column(town.olga, town.support), screen.column(town.petr, town.support)
    await bot.says(town.support, "Заявка № 1", reply_markup=inline([key("Взять в работу", "take")]))
    await petr.hears("Заявка № 1")
    await olga.presses("Взять в работу")
    query = await bot.hears("callback_query")
    assert query["from"]["id"] == town.olga.id
    await bot.answers(query, "Заявка ваша")
    await expect(olga.root.get_by_text("Заявка ваша")).to_be_visible()
    await expect(petr.root.get_by_text("Заявка ваша")).to_have_count(0)
    await olga.says("Беру")
    await expect(petr.message("Беру").locator(".sender")).to_have_text("Ольга")


async def test_topics_come_are_chosen_and_close(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    olga = screen.column(town.olga, town.support)
    topic = await bot.call("createForumTopic", chat_id=town.support.id, name="№ 12 Смирнова")
    thread = topic["message_thread_id"]
    await bot.says(town.support, "Карточка заявки", message_thread_id=thread)
    await bot.says(town.support, "Всем доброе утро")
    await expect(olga.message("Карточка заявки").get_by_text("№ 12 Смирнова")).to_be_visible()
    tab = olga.root.locator(f'[data-topic="{thread}"]')
    await tab.click()
    await expect(olga.message("Карточка заявки")).to_be_visible()
    await expect(olga.root.get_by_text("Всем доброе утро")).to_have_count(0)
    await olga.says("Смотрю")
    await expect(olga.message("Смотрю")).to_be_visible()
    sent = screen.column(town.petr, town.support).message("Смотрю")
    await expect(sent.get_by_text("№ 12 Смирнова")).to_be_visible()
    await bot.call("closeForumTopic", chat_id=town.support.id, message_thread_id=thread)
    await expect(tab.get_by_role("img", name="тема закрыта")).to_be_visible()
    await olga.presses("General")
    await expect(olga.message("Всем доброе утро")).to_be_visible()
    await expect(olga.root.get_by_text("Карточка заявки")).to_have_count(0)


async def test_a_reply_stays_in_the_topic_it_answers(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    olga = screen.column(town.olga, town.support)
    topic = await bot.call("createForumTopic", chat_id=town.support.id, name="№ 13")
    await bot.says(town.support, "Вопрос клиента", message_thread_id=topic["message_thread_id"])
    await olga.does_with(olga.message("Вопрос клиента"), "Ответить")
    await olga.says("Ответ поддержки")
    heard = await bot.hears()
    assert heard["message_thread_id"] == topic["message_thread_id"]


async def test_the_columns_of_a_group_that_became_a_supergroup_move_there(
    screen: Screen, town: Town, playground: Playground, bot: ScriptedBot
) -> None:
    world = playground.world
    basic = world.add_group("Касса", [town.olga, town.boris], basic=True)
    await screen.chip(town.boris, basic).click()
    await screen.column(town.boris, basic).says("добрый день")
    assert (await bot.hears("message", basic))["text"] == "добрый день"
    new = world.migrate(basic)
    assert (await bot.hears("message", new))["migrate_from_chat_id"] == basic.id
    moved = screen.column(town.boris, new)
    await moved.hears("Группа стала супергруппой")
    await expect(screen.column(town.boris, basic).root).to_have_count(0)
    await expect(screen.chip(town.boris, basic)).to_have_count(0)
    await moved.says("мы переехали")
    assert (await bot.hears("message", new))["text"] == "мы переехали"
    await moved.hears("мы переехали")


async def test_an_anonymous_admin_is_shown_as_the_group_and_keeps_what_is_theirs(
    screen: Screen, town: Town, playground: Playground, bot: ScriptedBot
) -> None:
    olga, petr = screen.column(town.olga, town.support), screen.column(town.petr, town.support)
    playground.world.promote(town.support, town.olga, anonymous=True)
    await olga.says("Ответ без имени")
    assert (await bot.hears("message", town.support))["from"]["username"] == "GroupAnonymousBot"
    await expect(petr.message("Ответ без имени").locator(".sender")).to_have_text("Поддержка")
    await expect(olga.message("Ответ без имени")).to_have_attribute("data-own", "")
    await olga.does_with(olga.message("Ответ без имени"), "Изменить")
    await olga.says("Ответ от группы")
    await petr.hears("Ответ от группы")
    await petr.does_with(petr.message("Ответ от группы"), "Ответить")
    await expect(petr.root.get_by_text("Ответ: Поддержка")).to_be_visible()
    await screen.page.reload()
    await expect(olga.message("Ответ от группы")).to_have_attribute("data-own", "")


async def test_the_support_hides_its_name_and_deletes_a_topic_from_the_menu(
    screen: Screen, town: Town, bot: ScriptedBot
) -> None:
    petr, olga = screen.column(town.petr, town.support), screen.column(town.olga, town.support)
    await petr.chooses("Действия", "Стать анонимным админом")
    await petr.says("без имени")
    await expect(olga.message("без имени").locator(".sender")).to_have_text("Поддержка")
    await petr.chooses("Действия", "Писать от своего имени")
    await petr.says("с именем")
    await expect(olga.message("с именем").locator(".sender")).to_have_text("Пётр")
    topic = await bot.call("createForumTopic", chat_id=town.support.id, name="№ 14")
    await petr.root.locator(f'[data-topic="{topic["message_thread_id"]}"]').click()
    await petr.chooses("Действия", "Удалить тему «№ 14»")
    await expect(olga.root.locator(".topic", has_text="№ 14")).to_have_count(0)
    await expect(petr.button("Все")).to_have_attribute("aria-pressed", "true")


async def test_both_members_of_the_support_stand_side_by_side(screen: Screen, town: Town) -> None:
    olga, petr = screen.column(town.olga, town.support), screen.column(town.petr, town.support)
    boxes = [await column.root.bounding_box() for column in (olga, petr)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert 0 <= boxes[1]["x"] - boxes[0]["x"] - boxes[0]["width"] < 20
    for column in (olga, petr):
        await expect(column.root).to_be_in_viewport(ratio=1)
