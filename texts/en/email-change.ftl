# “Change e-mail”: the password, a code to the old address, the new address and a code to it.

form-email-change = Change e-mail

email-change-password =
    <b>PASSWORD</b>
    Write the password that you sign in with now. The message with it will vanish from the chat at once.

email-change-old-code =
    <b>Code from the old e-mail</b>
    We sent a code to { $old }. Enter it: 6 digits, for example 123 456.

    The code works for 10 minutes; if there is no letter, look into the spam folder.
    You can ask for another code from { $again }.
    .resend = Send another code
    .lost = I cannot read the old e-mail

email-change-email =
    <b>NEW E-MAIL</b>
    Write the new e-mail address, for example anna@example.com. One more code will come to it.
    .given = New e-mail

email-change-new-code =
    <b>Confirm the new e-mail</b>
    Enter the code that was sent to the new address: 6 digits, for example 123 456.

    The code works for 10 minutes. Until it is entered, your account keeps the old address.
    You can ask for another code from { $again }.
    .resend = Send another code
    .change = Change the address

email-change-done = Done: your e-mail is changed. Sign in with the new address from now on, the old one will not do.
