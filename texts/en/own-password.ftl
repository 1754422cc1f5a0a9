# “A password of your own”: in place of the sent one; it may be put off.

form-own-password = A password of your own

own-password-password =
    <b>PASSWORD</b>
    You signed in with a password that we sent, and it works for 72 hours only. Make up your own: at least 6 characters with a letter and a digit, for example “lilac7evening” (just not this one).
    .given = Password
    .later = Later

own-password-repeat =
    <b>REPEAT THE PASSWORD</b>
    Write the same password again, to rule out a slip.

own-password-put-off = All right. The password from the message works for 72 hours: change it from the menu when it suits you.
