# “Sign in”: by e-mail or phone, and the password.

form-login = Sign in

login-kind =
    <b>TYPE OF CONTACT</b>
    How would you like to sign in? Either contact from your registration will do.
    .given = Type of contact
    .email = E-mail
    .phone = Phone

login-email =
    <b>E-MAIL</b>
    Write the address from your registration, for example anna@example.ru.
    .given = E-mail

login-phone =
    <b>PHONE</b>
    Press “Share my number” or write the number from your registration, for example +7 912 345-67-89.
    .given = Phone
    .share = Share my number

login-password =
    <b>PASSWORD</b>
    Write the password of your personal account. The message with it will vanish from the chat at once.
    .given = Password
    .reset = Forgot your password?

login-done = You are signed in to your personal account.
