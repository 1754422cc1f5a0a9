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

sms-registration = { $brand }: registration code { $code } for { $minutes } min. Tell no one
sms-reset = { $brand }: password reset code { $code } for { $minutes } min. Tell no one. New password: { $password }
