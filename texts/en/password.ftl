# “Change password”: the old password, the new one and the new one again.

form-password = Change password

password-old =
    <b>OLD PASSWORD</b>
    Write the password that you sign in with now. The message with it will vanish from the chat at once.

password-password =
    <b>NEW PASSWORD</b>
    Make up a password: at least 6 characters with a letter and a digit, for example “lilac7evening” (just not this one).
    .given = New password

password-repeat =
    <b>REPEAT THE PASSWORD</b>
    Write the new password again, to rule out a slip.

password-done = Your new password is in force. All other sign-ins of this account have ended.
