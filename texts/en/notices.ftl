# What the bot writes first: decisions on requests, broken promises, codes that could not be delivered.

notice-approved = Your identity is verified, and all your policies are open. Thank you, there is nothing more to send.
notice-rejected =
    We looked at your request and could not approve it yet.
    Please send only these again:
notice-refused =
    We looked at your request and, unfortunately, refused to verify your identity. This decision is final.
    If you have questions, write to { $support_email }.
notice-overdue =
    We are sorry: we did not manage to look at your request in time.
    We still have it, and you need not do anything. We will answer by { $until }.

notice-question-closed =
    The support has closed your question.
    If something is still unclear, press the button below.
notice-overdue-question =
    Sorry, we did not manage to answer your question in time.
    It is still with us, there is nothing for you to do. We will answer by { $until }.

notice-new-sign-in =
    Somebody signed in to your account from another Telegram.
    If it was not you, end that sign-in and change the password: /password.
notice-password-changed =
    The password of your account was changed from another Telegram, and your sign-in has ended.
    If it was not you, end that sign-in and get a new password: /reset.
notice-password-reset =
    The password of your account was reset from another Telegram, and all sign-ins have ended.
    If it was not you, get a new password: /reset.
notice-many-guesses =
    Somebody seems to be guessing passwords or codes.
    In the last hour: wrong passwords { $passwords } of { $passwords_most } possible, wrong codes { $codes } of { $codes_most }.
    When a limit is full, those who were never signed in to the account wait; the others do not notice. If it goes on, we will write again in an hour.
notice-email-changed =
    The e-mail of your account was changed from another Telegram.
    If it was not you, end that sign-in, change the password (/password) and write to us: { $support_email }.
notice-phone-changed =
    The phone of your account was changed from another Telegram.
    If it was not you, end that sign-in, change the password (/password) and write to us: { $support_email }.
notice-sign-in-ended =
    Your sign-in to the account was ended from another Telegram.
    If it was not you, sign in again and change the password: /password.
button-end-session = End that sign-in
session-ended = That sign-in has ended. If somebody else knows the password, change it.
session-over = That sign-in has ended already.

delivery-failed-email =
    The code could not be sent to your e-mail.
    Try again or change the address. Everything you entered is kept.
delivery-failed-phone =
    The code could not be sent to your phone number.
    Try again or change the number. Everything you entered is kept.
delivery-failed-old-email =
    The code could not be sent to your old e-mail.
    Try again. If it does not work any more, press “I cannot read the old e-mail”.
delivery-failed-old-phone =
    The code could not be sent to your old number.
    Try again. If it does not work any more, press “I have lost the old number”.
