# What the bot writes first: decisions on requests, broken promises, codes that could not be delivered.

notice-approved = Your identity is verified. Thank you, there is nothing more to send.
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
    If something is still unclear, write again.
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
button-end-session = End that sign-in
session-ended = That sign-in has ended. If somebody else knows the password, change it.
session-over = That sign-in has ended already.

delivery-failed-email =
    The code could not be sent to your e-mail.
    Try again or change the address. Everything you entered is kept.
delivery-failed-phone =
    The code could not be sent to your phone number.
    Try again or change the number. Everything you entered is kept.

reason-blurred = the picture is not sharp. Put the document on a table, wipe the lens and hold the phone still.
reason-glare = glare hides the data. Take it without the flash and turn the document away from lamp and window.
reason-dark = it is too dark. Take it by daylight or under a lamp.
reason-cut-off = the document is not all in the picture. Take it so that all four edges are in sight.
reason-not-readable = the data cannot be read. Take it from nearer and send it as a file, uncompressed.
reason-wrong-document = this is another document. Send the passport that you gave under “My details”.
reason-other-person = the data or the face in the picture are not yours. Send a picture of your own passport.
reason-no-face = no face is to be seen. Take the selfie so that both your face and the open passport are in it.
reason-expired = the document has expired. Send a valid one, and correct “My details” if it is another.
reason-retouched = the picture was edited. Send the original, without any retouching or filters.
