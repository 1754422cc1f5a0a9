"""Documents that nobody has to have: drawn ones, from a tray by one click, or dragged to other files."""

from playwright.async_api import expect

from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

DRAG = """async (column, key) => {
    const carried = new DataTransfer();
    const event = (type) => new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true});
    column.querySelector(`[data-specimen="${key}"]`).dispatchEvent(event('dragstart'));
    column.dispatchEvent(event('dragover'));
    column.dispatchEvent(event('drop'));
}"""


async def test_each_click_sends_one_document(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.presses("Образцы документов")
    for title in ("Паспорт: чётко", "Селфи с паспортом: смазано", "Последняя страница: блик"):
        await anna.presses(f"Отправить образец: {title}")
        photo = (await bot.hears())["photo"]
        assert (photo[-1]["width"], photo[-1]["height"]) == (1280, 960)
    await anna.presses("Отправить образец: Паспорт в PDF")
    assert (await bot.hears())["document"]["file_name"] == "скан_паспорта.pdf"
    await anna.presses("Отправить образец: Повреждённый файл")
    assert (await bot.hears())["document"]["file_name"] == "повреждённый.jpg"


async def test_three_at_once_make_an_album(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.presses("Образцы документов")
    await anna.presses("Все три сразу, чётко")
    heard = [await bot.hears() for _ in range(3)]
    assert len({message["media_group_id"] for message in heard}) == 1
    assert len({message["photo"][-1]["file_unique_id"] for message in heard}) == 3


async def test_every_specimen_has_its_picture(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.presses("Образцы документов")
    pictures = anna.root.locator(".specimen img")
    await expect(pictures).to_have_count(12)
    for number in range(12):
        await pictures.nth(number).scroll_into_view_if_needed()
        await expect(pictures.nth(number)).to_have_js_property("naturalWidth", 200)


async def test_a_specimen_is_dragged_into_the_tray(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.presses("Образцы документов")
    await anna.root.locator('[data-specimen="passport-sharp"]').wait_for()
    await anna.root.evaluate(DRAG, "passport-sharp")
    await expect(anna.root.locator(".tray-file")).to_have_count(1)
    await anna.says("мой паспорт")
    assert (await bot.hears())["caption"] == "мой паспорт"


async def test_the_tray_closes_by_escape_and_gives_the_focus_back(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    opener = anna.button("Образцы документов")
    await opener.click()
    specimen = anna.root.locator('[data-specimen="pdf"]')
    await specimen.focus()
    await screen.page.keyboard.press("Escape")
    await expect(specimen).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_a_group_has_no_documents_to_send(screen: Screen, town: Town) -> None:
    await expect(screen.column(town.olga, town.support).button("Образцы документов")).to_have_count(0)
