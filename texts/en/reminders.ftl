# Reminders that people can switch off: of an unfinished registration and of a policy's end; and their switches.

reminder-registration =
    You began to register: { $left ->
        [one] { $left } step is left
       *[other] { $left } steps are left
    }.
    What you entered is kept, so you can go on where you were.
reminder-policy =
    { $left ->
        [0] Today is the last day
        [one] { $left } day is left
       *[other] { $left } days are left
    } of the policy “{ $product }”: it is in force until { $ends } inclusive.
    No. { $number }, { $insured }

button-open-policy = Open the policy
button-remind-no-more = No more reminders

reminders =
    Reminders in this chat

    Of an unfinished registration: { $registration ->
        [on] on
       *[off] off
    }.
    Of a policy that ends soon: { $policies ->
        [on] on
       *[off] off
    }.
reminders-switched-off = All right, no more of these reminders.
reminders-switched-on = All right, we will remind you.

button-reminders = Reminders
button-registration-reminders-off = Don't remind me to register
button-registration-reminders-on = Remind me to register
button-policy-reminders-off = Don't remind me of policies
button-policy-reminders-on = Remind me of policies
