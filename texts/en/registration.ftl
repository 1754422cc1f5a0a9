# “Registration”: contacts, password, consents and the two codes.

form-registration = Registration

registration-email =
    <b>E-MAIL</b>
    Write your e-mail address, for example anna@example.ru. A confirmation code will be sent there.
    .given = E-mail
    .correct = Change e-mail

registration-phone =
    <b>PHONE</b>
    Press “Share my number” or write your mobile number, for example +7 912 345-67-89.
    .given = Phone
    .correct = Change phone
    .share = Share my number

registration-password =
    <b>PASSWORD</b>
    Make up a password: at least 6 characters with a letter and a digit, for example “lilac7evening” (just not this one).
    The message with your password will vanish from the chat at once.
    .given = Password
    .correct = Change password

registration-repeat =
    <b>REPEAT THE PASSWORD</b>
    Write the same password again, to rule out a slip.

registration-consents =
    <b>Check your answers and tick both consents</b>
    The first is to the <a href="{ $agreement_url }">user agreement</a>.
    The second is to the processing of personal data: { $brand } keeps and processes the data that you give here in order to run your personal account and your contracts. You can withdraw it by writing to { $support_email }.
    .agreement-on = ☑ I accept the user agreement
    .agreement-off = ☐ I accept the user agreement
    .personal-data-on = ☑ I consent to the processing of my personal data
    .personal-data-off = ☐ I consent to the processing of my personal data
    .register = REGISTER

registration-email-code =
    <b>Confirm your e-mail</b>
    Enter the code that was sent to your e-mail

    It is 6 digits, for example 123 456. It works for 10 minutes; if there is no letter, look into “Spam”.
    You can ask for another code from { $again }.
    .resend = Send another code
    .change = Change address

registration-phone-code =
    <b>Confirm your phone number</b>
    Enter the code that was sent to your phone number

    It is 6 digits from the SMS, for example 123 456. It works for 10 minutes.
    You can ask for another code from { $again }.
    .resend = Send another code
    .change = Change number

registration-done =
    Done: your e-mail and phone are confirmed, and you are in your personal account.
    Now only your details are missing.
