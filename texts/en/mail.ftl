# Letters and SMS that bring codes: plain text, blank lines between paragraphs; an SMS counts every sign (70, then 67 a part).

mail-registration =
    Hello,

    Your confirmation code: { $code }

    It confirms your e-mail for the registration of a personal account at { $brand }. Enter it in the chat with the bot.

    It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Do not tell it to anyone: our staff never ask for it.

    If you did not register, you need not do anything. Questions: { $support_email }.

    { $brand }
    { $cabinet_url }
    .subject = { $brand }: your registration code

mail-reset =
    Hello,

    Your confirmation code: { $code }

    Your new password: { $password }

    The code resets the password of your personal account at { $brand }. Enter it in the chat with the bot, and the new password will work for 72 hours. Within this time, sign in with it and make up your own.

    The code works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Do not tell code or password to anyone: our staff never ask for them.

    If you did not ask for a reset, you need not do anything: your old password stays in force. Questions: { $support_email }.

    { $brand }
    { $cabinet_url }
    .subject = { $brand }: your password reset code

mail-change-old =
    Hello,

    Your confirmation code: { $code }

    It changes the e-mail of your personal account at { $brand }: another address will take the place of this one. Enter the code in the chat with the bot.

    It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Do not tell it to anyone: our staff never ask for it.

    If you are not changing your e-mail, show the code to no one and change the password of your account: somebody knows it. Questions: { $support_email }.

    { $brand }
    { $cabinet_url }
    .subject = { $brand }: your code to change the e-mail

mail-change-new =
    Hello,

    Your confirmation code: { $code }

    It makes this address the new e-mail of a personal account at { $brand }. Enter the code in the chat with the bot.

    It works for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }. Do not tell it to anyone: our staff never ask for it.

    If you did not ask for it, you need not do anything. Questions: { $support_email }.

    { $brand }
    { $cabinet_url }
    .subject = { $brand }: your code for the new e-mail

mail-email-changed =
    Hello,

    The e-mail of your personal account at { $brand } has been changed: this address does not sign in any more, and gets no more letters.

    If it was you, you need not do anything.

    If it was not you, write to us at once: { $support_email }. You can reset the password in the bot by your phone number: that also ends all other sign-ins.

    { $brand }
    { $cabinet_url }
    .subject = { $brand }: the e-mail of your account has changed

sms-registration = { $brand }: registration code { $code } for { $minutes } min. Tell no one
sms-reset = { $brand }: password reset code { $code } for { $minutes } min. Tell no one. New password: { $password }
sms-change-old = { $brand }: phone change code { $code } for { $minutes } min. Tell no one
sms-change-new = { $brand }: new phone code { $code } for { $minutes } min. Tell no one
sms-phone-changed = { $brand }: account phone changed. Not you? { $support_email }
