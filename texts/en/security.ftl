# “Sign-ins and contacts”: how the account is reached and where it is signed in; the end of a change that only people can help.

security-page =
    <b>Sign-ins and contacts</b>
    E-mail: { $email }
    Phone: { $phone }

    Where your account is open:
security-here = • This chat, since { $since }
security-named = { $number }. Another Telegram: { $name }, since { $since }
security-other = { $number }. Another Telegram, since { $since }
security-more = and { $number } more
security-email = Change e-mail
security-phone = Change phone
security-end = End { $number }
security-end-all = End all others
security-ended = The sign-in has ended. If somebody else knows the password, change it.

old-contact-lost =
    Without the code from the old contact it cannot be changed here: this keeps strangers out of your account.
    Write to the support: they will make sure that it is you, and help.
