# The support group: a request's card, its buttons and short answers to those who press them.

desk-card =
    <b>Request No. { $request }</b>
    { $name }
    Date of birth: { $born }
    Document: { $document }
    E-mail: { $email }
    Phone: { $phone }
    { $before ->
        [0] First request
        [one] Before this: { $before } request
       *[other] Before this: { $before } requests
    }

desk-answer-by = Answer by { $until }

desk-topic = Request No. { $request } { $name }
desk-file = No. { $request } · { $slot }
desk-card-unknown = The connection broke, and the card of No. { $request } may not have arrived. If it is not here, press the button.

desk-waiting = Waits for somebody to take it.
desk-taken = In work: { $name }
desk-approved = Approved: { $name }
desk-rejected = Rejected: { $name }
desk-refused = Refused for good: { $name }
desk-withdrawn = The customer withdrew the request.
desk-note = For colleagues: { $note }
desk-told = The customer has been told.
desk-not-told = The customer has not been told yet: the decision can be taken back.

desk-take = Take it
desk-hand-back = Back to the queue
desk-take-over = Take it over
desk-approve = Approve
desk-reject = Reject
desk-reject-more = Reject another file
desk-several = Several files
desk-next = Next
desk-no-file = Tick at least one file.
desk-refuse = Refuse for good
desk-take-back = Take the decision back
desk-show-again = Show the card
desk-own-reason = In my own words

desk-write-reason =
    Request No. { $request }, “{ $slot }”.
    Write the reason as a reply to this message: the customer will get it word for word.
    Lines that begin with // are for colleagues only.
desk-only-notes = There are only notes for colleagues here, but the customer needs a reason. Nothing is decided: reply to the same question once more.

desk-did-take = It is yours.
desk-did-back = It is back in the queue.
desk-did-mine = It is yours now.
desk-did-ok = Approved.
desk-did-why = Rejected.
desk-did-refuse = Refused for good.
desk-did-propose = Proposed: somebody else has to confirm the decision.
desk-did-yes = Confirmed.
desk-did-nay = The proposal is dropped, the request is open again.
desk-did-drop = The proposal is recalled.
desk-did-undo = The decision is taken back.
desk-did-again = Showing it again.

desk-remind-half =
    { $kind ->
        [question] Question
       *[other] Request
    } No. { $request }: half of the time is over, answer by { $until }.
desk-remind-soon =
    { $kind ->
        [question] Question
       *[other] Request
    } No. { $request }: the time is nearly over, answer by { $until }.
desk-remind-overdue =
    { $kind ->
        [question] Question
       *[other] Request
    } No. { $request } is overdue. New time: by { $until }.
desk-taken-over =
    { $kind ->
        [question] Question
       *[other] Request
    } No. { $request } was taken over by { $name }: nothing had been done about it for more than half an hour.

desk-queue =
    <b>Wait for an answer: { $total }</b> · page { $page } of { $pages }
desk-queue-empty = The queue is empty: nobody waits for an answer.
desk-queue-line = No. { $request } · { $name } · { $left } · { $owner }
desk-queue-free = nobody's
desk-number = No. { $request }
desk-question = question

desk-left = { $time } left
desk-left-little = less than 10 min left
desk-late = { $time } overdue
desk-late-little = just overdue
span-days = { $days } d { $hours } h
span-hours = { $hours } h
span-hours-minutes = { $hours } h { $minutes } min
span-minutes = { $minutes } min

desk-card-below = The card of No. { $request } is below now.
desk-files-stay = No. { $request }: Telegram does not let the bot delete the customer's files. Please delete them yourselves.
desk-help =
    Commands of the support:
    /queue — the queue of requests by deadline
    /request 12 — a request by its number
    /desk — figures of the support
    /delete — delete your own message at the customer (in reply to it)
desk-what-is-wrong = What is wrong?
desk-why = The reason for “{ $slot }”:
desk-which-request = Write the number of the request behind the command, for example /request 12
desk-request =
    <b>{ $kind ->
        [question] Question
       *[other] Request
    } No. { $request }</b> · { $name }
desk-trail = <b>History</b>
desk-trail-cut =
    { $missing ->
        [one] … { $missing } earlier entry did not fit
       *[other] … { $missing } earlier entries did not fit
    }
desk-trail-line = { $at } · { $what } · { $who }
desk-trail-customer = the customer
desk-trail-asked = question asked
desk-trail-wrote = letter written
desk-trail-changed-letter = letter changed
desk-trail-took-letter-back = letter deleted on the customer's side
desk-trail-closed = question closed
desk-trail-submitted = submitted
desk-trail-withdrawn = withdrawn
desk-trail-taken = taken
desk-trail-taken-over = taken over
desk-trail-handed-back = handed back
desk-trail-approved = approved
desk-trail-rejected = rejected
desk-trail-refused = refused for good
desk-trail-taken-back = decision taken back
desk-trail-viewed = looked at

desk-proposes-approved = { $name } proposes: approve
desk-proposes-rejected = { $name } proposes: reject
desk-proposes-refused = { $name } proposes: refuse for good
desk-proposed-by = Proposed by: { $name }
desk-confirm = Confirm
desk-disagree = I disagree
desk-recall = Recall
desk-closed = Closed: { $name }
desk-trail-proposed-approved = approval proposed
desk-trail-proposed-rejected = rejection proposed
desk-trail-proposed-refused = refusal for good proposed
desk-trail-confirmed = proposal confirmed
desk-trail-disagreed = proposal dropped
desk-trail-recalled = proposal recalled
