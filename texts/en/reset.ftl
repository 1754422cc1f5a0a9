# “Password reset”: a contact, the code that came with a new password, and on to the sign-in.

form-reset = Password reset

reset-kind =
    <b>TYPE OF CONTACT</b>
    Where shall we send the code and a new password? Either contact from your registration will do.
    .given = Type of contact
    .email = E-mail
    .phone = Phone
    .login = Remembered it? Sign in

reset-email =
    <b>E-MAIL</b>
    Write the address from your registration, for example anna@example.ru.
    .given = E-mail
    .login = Remembered it? Sign in

reset-phone =
    <b>PHONE</b>
    Press “Share my number” or write the number from your registration, for example +7 912 345-67-89.
    .given = Phone
    .share = Share my number
    .login = Remembered it? Sign in

reset-code =
    <b>CONFIRMATION CODE</b>
    If this contact is registered, a code and a new password have been sent there. Enter the code: 6 digits, for example 123 456.

    It works for 10 minutes. Until you enter it, your old password stays in force.
    You can ask for another code from { $again }.
    .resend = Send another code
    .change = Change contact
    .login = Remembered it? Sign in

reset-done = To sign in, use the new password that was sent to you with the confirmation code
