# Broadcasts on their way and afterwards: the message with the progress, the list, changing, deleting and sending again.

command-broadcasts = Broadcasts: progress and results

broadcasts-page = <b>Broadcasts</b>
broadcasts-none =
    <b>Broadcasts</b>
    There have been none yet. Make the first one: /broadcast
broadcasts-line =
    <b>No. { $broadcast }</b> · { $state ->
        [scheduled] 🕒 starts { $since }
        [running] ▶️ running, { $percent }%
        [paused] ⏸ paused, { $percent }%
        [stopped] ⏹ stopped { $since }
        [cancelled] ⏹ cancelled { $since }
       *[done] finished { $since }
    }
broadcasts-mark =
    • { $deed ->
        [edit] changed
        [delete] deleted for recipients
       *[resend] repeated
    }: { $sent } of { $total }{ $state ->
        [scheduled] , about to start
        [running] , running
        [paused] , paused
        [stopped] , stopped
       *[done] { "" }
    }
broadcasts-open = No. { $broadcast }
broadcasts-older = Earlier →
broadcasts-newest = ← To the newest
broadcasts-back = To the list
broadcasts-refresh = Refresh

broadcasts-head =
    <b>{ $deed ->
        [edit] Change of broadcast no. { $of }
        [delete] Deletion of broadcast no. { $of }
        [resend] Repetition of broadcast no. { $of }
       *[send] Broadcast no. { $broadcast }
    }</b>
broadcasts-audience =
    { $kind ->
        [advertising] Advertising
       *[service] Service message
    } · { $whom ->
        [everyone] everyone
        [registered] with an account
        [unfinished] details missing
       *[unverified] identity not verified
    }{ $language ->
        [any] { "" }
        [ru] , in Russian
       *[en] , in English
    }
broadcasts-who = Begun by: <code>{ $who }</code>
broadcasts-unbegun =
    { $state ->
        [scheduled] 🕒 Starts { $since }
       *[stopped] ⏹ Cancelled { $since }, sent to nobody
    }
broadcasts-state =
    { $state ->
        [running] ▶️ Running since { $since }
        [paused] ⏸ Paused, begun { $since }
        [stopped] ⏹ Stopped { $since }
       *[done] ✅ Finished { $since }
    }
broadcasts-bar = <code>{ $bar }</code> { $percent }%
broadcasts-figures =
    { $deed ->
        [edit] Changed
        [delete] Deleted
       *[send] Sent
    }: { $sent } of { $total }
    Bot blocked: { $blocked } · failed: { $failed } · unknown: { $unknown }
broadcasts-rate = Speed: { $rate } a second
broadcasts-rate-soon = Speed: { $rate } a second · less than a minute left
broadcasts-rate-left = Speed: { $rate } a second · about { $time } left
broadcasts-run =
    • { $deed ->
        [edit] Change { $since }: changed
        [delete] Deletion { $since }: deleted
       *[resend] Repetition { $since }: sent
    } { $sent } of { $total }{ $state ->
        [scheduled] , about to start
        [running] , running
        [paused] , paused
        [stopped] , stopped
       *[done] { "" }
    }
broadcasts-unsure =
    It is not known whether { $number ->
        [one] { $number } recipient has
       *[other] { $number } recipients have
    } it. The connection broke while the message was leaving. It is not repeated by itself: { $number ->
        [one] the recipient
       *[other] some of them
    } may have got it.
broadcasts-untraced =
    { $number ->
        [one] { $number } recipient
       *[other] { $number } recipients
    } may keep { $deed ->
        [edit] the earlier message: it is not known whether it arrived, so it cannot be changed.
       *[delete] a copy: it is not known whether it arrived, so it cannot be deleted.
    }

broadcasts-pause = Pause
broadcasts-resume = Go on
broadcasts-stop = Stop
broadcasts-cancel = Cancel the broadcast
broadcasts-content = Show the message
broadcasts-edit = Change
broadcasts-delete = Delete for recipients
broadcasts-resend = Repeat to the unknown ({ $number })

broadcasts-did-pause = Paused
broadcasts-did-resume = Going on
broadcasts-did-stop = Stopped. What has been sent stays with its recipients.
broadcasts-did-delete = Deleting broadcast no. { $broadcast } for its recipients. The progress is below.
broadcasts-did-resend = Repeating broadcast no. { $broadcast }. The progress is below.
broadcasts-did-not = Done already, or over by itself: see what the message says now
broadcasts-finish-first = Finish the conversation you have begun first, or cancel it: /cancel

broadcasts-ask-cancel = Cancel broadcast no. { $broadcast }? Nobody will get it.
broadcasts-ask-stop =
    { $deed ->
        [send] Stop broadcast no. { $broadcast }? Whoever has not got it yet never will. It cannot go on later: for that there is “Pause”.
       *[other] Stop it? It will not reach the other recipients. It cannot go on later: for that there is “Pause”.
    }
broadcasts-ask-delete =
    Delete broadcast no. { $broadcast } for { $number ->
        [one] { $number } recipient
       *[other] { $number } recipients
    }? It cannot be brought back.
broadcasts-ask-resend =
    Send broadcast no. { $broadcast } once more to { $number ->
        [one] { $number } recipient
       *[other] { $number } recipients
    }? { $number ->
        [one] The recipient
       *[other] Some
    } may have got it already, and would get it twice.
broadcasts-yes-stop = Yes, stop
broadcasts-yes-delete = Yes, delete
broadcasts-yes-resend = Yes, repeat
broadcasts-no = No, leave it
broadcasts-as-it-was = Fine, nothing is changed.

form-broadcast-edit = Change of a broadcast
broadcast-edit-content =
    <b>New message for no. { $broadcast }</b>
    { $kind ->
        [text] Send the new text.
        [album] Send the new caption of the album. The files themselves stay.
        [voice] Send the new caption. The voice message itself stays.
       *[photo] Send the new caption. To replace the file too, send one of the same kind with a caption.
    }
    .given = Message
    .correct = Change the message
    .next = Go on
broadcast-edit-link =
    <b>Button with a link</b>
    Write the button's text and the address, for example: More — https://example.com/offer
    .given = Button
    .correct = Change the button
    .same = Keep the present one
    .skip = No button
    .skipped = none
broadcast-edit-confirm =
    <b>Check the change of broadcast no. { $broadcast }</b>
    The message above: that is what everybody who has it will see. The present one can no longer be read then.{ $untraced ->
        [0] { "" }
        [one] { " " }{ $untraced } recipient may keep the earlier message: it is not known whether it arrived, so it cannot be changed.
       *[other] { " " }{ $untraced } recipients may keep the earlier message: it is not known whether it arrived, so it cannot be changed.
    }
    .change = Change it for all
    .test = Send it to me
broadcast-edit-done = Changing broadcast no. { $broadcast } for its recipients. The progress is below.

refusal-broadcast-gone = There is no such broadcast.
refusal-broadcast-not-over = The broadcast is not over yet. Stop it, or wait for its end.
refusal-broadcast-run-busy = Something is being done with this broadcast already. Wait for its end, or stop it.
refusal-broadcast-taken-back = This broadcast has been deleted for its recipients already.
refusal-broadcast-too-late = More than 48 hours have passed: Telegram no longer lets this broadcast be changed or deleted.
refusal-broadcast-nobody-has-it = Nobody has got this broadcast: there is nothing to change.
refusal-broadcast-none-unsure = There are no unknown ones any more: nobody to repeat it to.
refusal-broadcast-not-shown = Telegram does not take this message any more: it cannot be shown.
refusal-broadcast-forgotten = More than 30 days have passed and its text is erased: it can be neither shown, changed nor repeated.
refusal-broadcast-other-kind = The kind of a message cannot be changed: a text for a text, a caption's text for a caption, one file of the same kind for a file.
refusal-broadcast-caption-long = That is too long for a caption: up to { $most } characters are possible.
refusal-broadcast-choose = Choose the broadcast once more: /broadcasts, its number and “Change”.
