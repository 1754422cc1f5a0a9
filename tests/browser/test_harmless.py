"""Names and texts with HTML in them: shown as they are, and stopped by the policy were they not."""

import pytest
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

EVIL = "<img src=x onerror=document.title='взлом'><script>document.title='взлом'</script>"
SCRIPT = """
const planted = document.createElement("script");
planted.textContent = "document.title = 'взлом'";
document.body.append(planted)
"""
HANDLER = "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"document.title=1\">')"
STYLE = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')"
VIOLATED = """
const stopped = new Promise((heard) =>
  document.addEventListener("securitypolicyviolation", (event) => heard(event.violatedDirective), {once: true}))
"""


async def test_html_is_harmless_wherever_it_stands(
    page_of: PageOf, playground: Playground, town: Town, bot: ScriptedBot
) -> None:
    world = playground.world
    mallory = world.add_person(EVIL, EVIL, phone="+79990001122")
    group = world.add_group(EVIL, [mallory, town.olga], is_forum=True)
    world.say(mallory, EVIL)
    world.share_contact(mallory)
    world.send_files(mallory, [(EVIL, b"x", "text/html")], "document", caption=EVIL)
    await bot.call("createForumTopic", chat_id=group.id, name=EVIL)
    await bot.call("setMyCommands", commands=[{"command": "help", "description": EVIL}])
    keys = {"inline_keyboard": [[{"text": EVIL, "callback_data": "x"}]]}
    await bot.says(mallory, EVIL, reply_markup=keys, reply_parameters={"message_id": 1})
    screen = await page_of()
    column = screen.column(mallory)
    await column.root.get_by_role("button", name=EVIL).last.click()
    await bot.answers(await bot.hears("callback_query"), EVIL[:200], show_alert=True)
    await expect(column.root.get_by_role("alertdialog")).to_contain_text("взлом")
    await column.presses("OK")
    await screen.chip(mallory, group).click()
    await expect(screen.column(mallory, group).root.locator(".topic").last).to_contain_text("взлом")
    await expect(screen.page.locator("img[src='x'], body script")).to_have_count(0)
    await expect(screen.page).to_have_title("Площадка бота")


@pytest.mark.parametrize(
    ("planted", "directive"), [(SCRIPT, "script-src"), (HANDLER, "script-src"), (STYLE, "style-src")]
)
async def test_the_policy_stops_what_would_get_in(screen: Screen, planted: str, directive: str) -> None:
    violated: str = await screen.page.evaluate(f"(() => {{ {VIOLATED}; {planted}; return stopped; }})()")
    assert violated.startswith(directive)
    await expect(screen.page).to_have_title("Площадка бота")
    screen.complaints.clear()  # the browser notes what it stopped
