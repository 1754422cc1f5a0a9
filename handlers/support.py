"""«Написать в поддержку»: the customer's side of the correspondence."""

from __future__ import annotations

from aiogram.methods import SetMessageReaction
from aiogram.types import Message, ReactionTypeEmoji

from account.cabinet import Cabinet
from account.desk.letters import Written
from account.refusals import Refusal
from handlers.headers import answers_support
from handlers.letter_contents import from_customer
from handlers.menu import Menu
from handlers.talk import Talk
from handlers.visit import Visit

TAKEN = "👌"


class Support:
    """- After the choice to write, messages go to the desk until «Готово», another button or a command.

    - While a request or question is open, all that answers no question of the bot goes there, too.
    - The first letter is answered with words, the further ones with a sign.
    """

    def __init__(self, cabinet: Cabinet, menu: Menu, talk: Talk) -> None:
        self._letters = cabinet.correspondence
        self._changes = cabinet.letter_changes
        self._menu = menu
        self._talk = talk

    async def choose(self, visit: Visit) -> None:
        visit.record.support = True
        visit.show(visit.words.say("support-ask"), visit.words.choices([[("button-cancel", "m:done")]]))

    async def done(self, visit: Visit) -> None:
        """Back to where the person was."""
        if (place := self._talk.present_place(visit)) is not None:
            visit.take_buttons_away()
            self._talk.ask_again(visit, place)
        else:
            await self._menu.show(visit)

    async def pass_on(self, visit: Visit, message: Message) -> bool:
        """Take it to the desk; False when nothing there waits for it."""
        written = from_customer(message)
        if written is None:
            if visit.record.support:
                visit.say(visit.words.say("support-not-taken"))
            return visit.record.support
        try:
            return await self._post(visit, written)
        except Refusal as refusal:
            visit.say(visit.words.say(f"refusal-{refusal.name}", refusal.args_of_text))
            return True

    async def is_answer(self, visit: Visit, message: Message) -> bool:
        """Whether it replies to a letter of the desk: then it is for nobody else."""
        answered = message.reply_to_message
        if answered is None or answered.from_user is None or not answered.from_user.is_bot:
            return False
        return answers_support(message) or await self._letters.is_letter(visit.step.person, answered.message_id)

    async def edited(self, visit: Visit, message: Message) -> bool:
        """The same change at the desk; False when it is no letter."""
        written = from_customer(message)
        if written is None:
            return False
        known = await self._changes.edited_by_customer(visit.step, written.message, written.contents)
        if known:
            visit.calls.append(_sign(visit, written))
        return known

    async def _post(self, visit: Visit, written: Written) -> bool:
        came = await self._letters.from_customer(visit.step, written, begin=visit.record.support)
        if came == "nobody":
            return False
        within = self._talk.present_place(visit) is not None
        visit.record.support = visit.record.support and within  # outside of any talk the open question says so
        if came == "more":
            visit.calls.append(_sign(visit, written))
        else:
            ways = visit.words.choices([[("button-support-done", "m:done")]]) if within else None
            visit.say(visit.words.say("support-first"), ways)
        return True


def _sign(visit: Visit, written: Written) -> SetMessageReaction:
    """Seen and on its way: words under each of many messages would be noise."""
    return SetMessageReaction(chat_id=visit.chat, message_id=written.message, reaction=[ReactionTypeEmoji(emoji=TAKEN)])
