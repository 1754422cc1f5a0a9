# “Delete account”: the password, the last page, and what the desk and others signed in are told.

form-erasure = Delete account

erasure-password =
    <b>PASSWORD</b>
    To delete the account, write its password. The message with it will vanish from the chat at once.

erasure-confirm =
    <b>Delete the account for good?</b>
    Gone at once: contacts and password, “My details”, consents, all sign-ins (other Telegrams, too), requests with their files and the letters to and from the support. An open request is withdrawn.
    What stays: policies, for they are the insurer's; the record of decisions without name and contacts, as the law demands; one mark that the data was deleted.
    The account cannot be brought back. The same contacts can register anew.
    Please delete this chat yourself: the bot does not keep it, and cannot remove all of it.
    .erase = DELETE ACCOUNT

erasure-done = The account is deleted together with your data. You can delete this chat yourself.

refusal-confirm-again = The password was given a while ago. To delete the account, write it once more.
refusal-signed-in = You are signed in: the account is deleted by “Delete account” in /privacy.
refusal-too-many-exports = The file can be had three times a day. The next one after { $until }.

notice-account-erased =
    The account that you were signed in to was deleted from another Telegram, with all its data.
    What you had begun in it here is deleted, too.
notice-exported =
    The data of your account was downloaded from another Telegram.
    If that was not you, end the stranger's session and change the password: /password.

desk-erased = No. { $request }: deleted at the customer's request.
desk-request-erased = No. { $request }: the customer deleted their data, there is nobody left to answer. The card, files and letters are removed; if somebody called them up with /request or /queue, please delete those messages by hand.
desk-erase-by-hand = No. { $request }: the customer deleted their data, but Telegram lets some messages about them stay. Please delete them by hand.
