# What every conversation shares: its frame, the buttons under any question, and answers to what fits nowhere.

progress = Step { $number } of { $of }
as-typed = { $text }
megabytes = { $size } MB

button-back = Back
button-cancel = Cancel
button-keep = Leave as it is
button-continue = Continue
button-anew = Start again
button-interrupt = Leave without saving
button-retry = Try again
button-change-email = Change address
button-change-phone = Change number

code-sent-again = Another code is on its way.
corrected = Corrected.
keyboard-gone = All right.
please-delete =
    We could not delete your message with the password or code.
    Please delete it yourself: tap it and choose “Delete”.
erased-stray =
    That looked like a password or a code, so your message was deleted from the chat.
    If it is the number of a policy or a car, write it again together with a few words.

resume =
    You stopped at “{ $form }”.
    Continue where you were, or start again?
interrupt =
    “{ $form }” is not finished yet.
    If you leave now, what you have entered will be lost.
cancelled = Cancelled. Nothing you entered was saved.
nothing-to-cancel = There is nothing to cancel: no form is open.
conversation-over = This conversation is already over. Choose what to do next.
conversation-lost =
    The conversation you began was not kept: it lasts 7 days.
    Your account and its data are safe. Please start again.

stale-button = This button no longer works.
edited-outside = You changed a message, but right now it answers no question.
edited-unknown =
    The message you changed is not one of your answers, so nothing has changed.
    The question is the same.
unknown-command = There is no such command. All commands: /help.
not-understood = Sorry, I did not understand. Please choose a button or a command: /help.
nothing-asked =
    { $kind ->
        [file] I got your file, but it belongs to nothing right now and was not kept. Documents are taken under “Verify my identity”.
        [policies] I got the file but did not keep it. Send policies as a CSV table, and your own documents in “Verify my identity”.
        [contact] I got the contact, but it is not needed right now and was not kept.
        [voice] I cannot listen to voice messages. Please write, or choose a button.
        [location] I do not need your location and have not kept it.
        [sticker] Thank you for the sticker! How can I help?
       *[other] I cannot use such a message right now. Choose what to do.
    }

trouble =
    We have a temporary problem, so the answer will be late.
    Your message is not lost: there is no need to send it again.
fault =
    Sorry, something went wrong on our side. Please try again.
    If that does not help, write to { $support_email } and give the number <code>{ $number }</code>.
