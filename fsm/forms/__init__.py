"""Every conversation that the bot can hold, one file each."""

from __future__ import annotations

from fsm.form import Form
from fsm.forms.broadcast import BroadcastForm
from fsm.forms.broadcast_edit import BroadcastEdit
from fsm.forms.contacts import EmailChange, PhoneChange
from fsm.forms.erasure import Erasure
from fsm.forms.password import OwnPassword, PasswordChange
from fsm.forms.profile import ProfileForm
from fsm.forms.registration import Registration
from fsm.forms.reset import Reset
from fsm.forms.sign_in import Login
from fsm.forms.verification import Verification

FORMS: tuple[type[Form], ...] = (
    Registration,
    ProfileForm,
    Login,
    Reset,
    PasswordChange,
    OwnPassword,
    EmailChange,
    PhoneChange,
    Verification,
    Erasure,
    BroadcastForm,
    BroadcastEdit,
)
