"""Getting updates: by long poll or by webhook; and who the bot is."""

from typing import Any

from playground.call import Call
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import Refused, bad

ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LIMIT = 100
LONGEST_POLL = 50
TOAST_LIMIT = 200


@method("getMe")
async def get_me(call: Call) -> Json:
    flags = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = {"can_connect_to_business": False, "has_main_web_app": False}
    return call.state.bot | flags | more


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    if call.state.webhook.url:
        raise Refused(409, ACTIVE)
    updates = call.state.updates
    call.state.events.touch()
    updates.allow(call.params.get("allowed_updates"))
    limit = min(max(call.integer("limit", LIMIT), 1), LIMIT)
    seconds = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    return await updates.get(call.integer("offset"), limit, seconds)


@method("answerCallbackQuery")
async def answer_callback_query(call: Call) -> bool:
    query = str(call.params.get("callback_query_id") or "")
    text = str(call.params.get("text") or "")
    alert, url = call.flag("show_alert"), call.params.get("url")
    if len(text) > TOAST_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    if url and not str(url).startswith(("https://t.me/", "tg://")):
        raise bad("URL_INVALID")
    toast = call.state.callbacks.answer(query, text, url, alert=alert)
    link: dict[str, Any] = {"url": toast.url} if toast.url else {}
    call.state.events.add("toast", to=toast.to, text=text, alert=alert, **link)
    return True
