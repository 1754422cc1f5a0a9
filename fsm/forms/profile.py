"""«Мои данные»: six obligatory answers and a page to check them."""

from __future__ import annotations

from collections.abc import Mapping

from account.birth_dates import BirthDate, Gender
from account.cabinet import Cabinet
from account.documents import DOCUMENT_TYPES, IdentityDocument
from account.names import FullName
from account.records import Profile
from account.refusals import Refusal
from account.step import Step
from fsm.form import Done, Field, Form, Line, Privacy, ask
from fsm.readers import choice, summary, text, text_within


def read_birth_date(form: ProfileForm, typed: str, step: Step) -> BirthDate:
    del form
    return BirthDate.parse(typed, step.today)


def read_series(form: ProfileForm, typed: str, step: Step) -> str:
    del step
    return DOCUMENT_TYPES[form.document_type].parse_series(typed)


def read_number(form: ProfileForm, typed: str, step: Step) -> str:
    del step
    return DOCUMENT_TYPES[form.document_type].parse_number(typed)


def has_series(form: ProfileForm) -> bool:
    """Whether the chosen document has a series; before the choice the usual one is expected to."""
    return not form.answered("document_type") or DOCUMENT_TYPES[form.document_type].asks_series != "none"


def may_skip_series(form: ProfileForm) -> bool:
    return DOCUMENT_TYPES[form.document_type].asks_series == "optional"


IDENTITY = ("full_name", "birth_date", "document_type", "series", "number")


class ProfileForm(Form, name="profile", version=1):
    """Without it the account is limited; it can be filled in anew at any time."""

    full_name: FullName = ask(text(FullName.parse), privacy=Privacy.PERSONAL)
    birth_date: BirthDate = ask(text_within(read_birth_date, BirthDate.load), privacy=Privacy.PERSONAL)
    gender: Gender = ask(choice(*Gender, load=Gender), privacy=Privacy.PERSONAL)
    document_type: str = ask(choice(*DOCUMENT_TYPES), privacy=Privacy.PERSONAL)
    series: str = ask(
        text_within(read_series, skip=may_skip_series),
        privacy=Privacy.PERSONAL,
        needs=("document_type",),
        when=has_series,
    )
    number: str = ask(text_within(read_number), privacy=Privacy.PERSONAL, needs=("document_type",))
    confirm: str = ask(
        summary("save", corrects=("full_name", "birth_date", "gender", "document_type", "series", "number")),
        privacy=Privacy.OPEN,
    )

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        """Whoever has a profile begins at the page to check, with every answer there."""
        standing = await cabinet.verification.standing(step.person)
        if standing.open:
            raise Refusal("profile-frozen")
        if (profile := standing.account.profile) is None:
            return
        document = profile.document
        self.place.answers |= {
            "full_name": str(profile.name),
            "birth_date": str(profile.born),
            "gender": str(profile.gender),
            "document_type": document.type,
            "series": document.series,
            "number": document.number,
        }
        if standing.account.verified_at is not None:
            self.place.drafts["confirm"] = {"verified": self._identity()}

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        """On the page to check: whether saving it would cost the approval of who the person is."""
        verified = self.place.drafts.get("confirm", {}).get("verified")
        loses = asked.name == "confirm" and verified is not None and verified != self._identity()
        return {"loses": "yes" if loses else "no"}

    def _identity(self) -> list[str]:
        """What an approval is about, as it is kept."""
        return [self.place.answers.get(name, "") for name in IDENTITY]

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        document = IdentityDocument(self.document_type, self.series if has_series(self) else "", self.number)
        lost = await cabinet.profiles.save(step, Profile(self.full_name, self.birth_date, self.gender, document))
        return Done((Line("profile-saved-verify-again" if lost else "profile-saved"),))
