# “Change phone”: the password, a code to the old number, the new number and a code to it.

form-phone-change = Change phone

phone-change-password =
    <b>PASSWORD</b>
    Write the password that you sign in with now. The message with it will vanish from the chat at once.

phone-change-old-code =
    <b>Code from the old number</b>
    We sent an SMS with a code to { $old }. Enter it: 6 digits, for example 123 456.

    The code works for 10 minutes.
    You can ask for another code from { $again }.
    .resend = Send another code
    .lost = I have lost the old number

phone-change-phone =
    <b>NEW PHONE</b>
    Press “Share my number” or write the new mobile number, for example +7 912 345-67-89. One more code will come to it.
    .given = New phone
    .share = Share my number

phone-change-new-code =
    <b>Confirm the new number</b>
    Enter the code from the SMS that was sent to the new number: 6 digits, for example 123 456.

    The code works for 10 minutes. Until it is entered, your account keeps the old number.
    You can ask for another code from { $again }.
    .resend = Send another code
    .change = Change the number

phone-change-done = Done: your phone is changed. Sign in with the new number from now on, the old one will not do.
