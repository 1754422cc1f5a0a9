"""Our bot with a six-step form and nothing else changed: four texts, a button, done, and again from the top."""

from __future__ import annotations

import cProfile
import os
from collections.abc import Mapping

import bot.parts.dispatcher
from account.birth_dates import Gender
from account.cabinet import Cabinet
from account.step import Step
from bot.__main__ import main
from fsm.form import Done, Field, Form, Line, Privacy, ask
from fsm.readers import choice, summary, text


class Survey(Form, name="profile", version=1):
    """Named as a form whose words exist; nothing of it reaches SQL."""

    full_name: str = ask(text(str), privacy=Privacy.PERSONAL)
    birth_date: str = ask(text(str), privacy=Privacy.PERSONAL)
    series: str = ask(text(str), privacy=Privacy.PERSONAL)
    number: str = ask(text(str), privacy=Privacy.PERSONAL)
    gender: Gender = ask(choice(*Gender, load=Gender), privacy=Privacy.PERSONAL)
    confirm: str = ask(summary("save", corrects=()), privacy=Privacy.OPEN)

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        del asked
        return {"loses": "no"}

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        del cabinet, step
        return Done((Line("profile-saved"),), opens="profile")


if __name__ == "__main__":
    # The bench's form in place of the bot's: the rest is the bot as it runs.
    vars(bot.parts.dispatcher)["FORMS"] = (Survey,)
    if out := os.environ.get("PROFILE"):
        profile = cProfile.Profile()
        try:
            profile.runcall(main)
        finally:
            profile.dump_stats(out)
    else:
        main()
