# Admins: who is named one, and what they see of a customer and do with the account.

command-user = Find a customer
command-admins = Who runs this bot

admins-page = <b>Who runs this bot</b>
admins-owner = • <code>{ $person }</code>: owner, by the settings
admins-line =
    • <code>{ $person }</code>: { $role ->
        [admin] admin
       *[reader] view only
    }, named by { $by }
admins-how =
    To name an admin: <code>/admins 123456 admin</code>
    To let somebody only look: <code>/admins 123456 reader</code>
    Put the numeric Telegram id in place of 123456. The person must have written to the bot before.
admins-drop = Remove { $person }
admins-done = Done: the role is given, the person will get a message.
admins-same = This person has that role already.
admins-removed = The role is taken back.
admins-removed-before = This person has no role any more.
admins-not-understood = I did not understand. A Telegram id and a role are needed: admin or reader.
refusal-owner-stays = This is an owner: they are named and removed in the settings only.
refusal-never-talked = This person has not written to the bot yet. Check the id, or ask them to press /start.

notice-role-admin =
    You have been named an admin of this bot.
    /user finds a customer by e-mail, phone, Telegram id or a request’s number (№12). /broadcast writes to many. Policies are imported as a CSV file.
notice-role-reader =
    You may now look at customers in this bot.
    /user finds a customer by e-mail, phone, Telegram id or a request’s number (№12).

user-page =
    <b>Personal account</b>
    E-mail: { $email }
    Phone: { $phone }
user-blocked = ⛔ Blocked since { $since }
user-opened = Opened { $since }
user-named = { $name }, born { $born }
user-has-profile = Details are filled in
user-no-profile = Details are not filled in
user-verified = Identity verified { $since }
user-not-verified = Identity not verified
user-sign-ins = Where the account is open:
user-no-sign-ins = Open nowhere at the moment.
user-sign-in = • Telegram <code>{ $person }</code>, since { $since }
user-sign-in-gone = • Telegram <code>{ $person }</code>, since { $since }; has blocked the bot
user-guest = Telegram <code>{ $person }</code>: not signed in to any account now.
user-guest-gone = Has blocked the bot.
user-request-open =
    { $kind ->
        [question] Open question
       *[verification] Open request
    } №{ $request }: <code>/request { $request }</code> in the support group
user-request-over = Last request №{ $request }: <code>/request { $request }</code> in the support group

user-end = End all sign-ins
user-block = Block
user-unblock = Unblock
user-back = No
user-ask-end = End all sign-ins to this account? The customer can sign in again with the password.
user-ask-block = Block this account? All sign-ins end, and nobody can sign in until you unblock it.
user-ask-unblock = Unblock this account? The customer will be able to sign in again.
user-yes-end = Yes, end them
user-yes-block = Yes, block
user-yes-unblock = Yes, unblock
refusal-no-such-user = Nobody found. After /user write an e-mail, a phone, a Telegram id or a request’s number with “№”.

refusal-account-blocked = This account is blocked, nobody can sign in to it. Write to us: { $support_email }.
notice-account-blocked =
    Your account is blocked, and all its sign-ins have ended.
    If this is a mistake, write to us: { $support_email }.
notice-sign-ins-ended = The support has ended all sign-ins to your account. Sign in again to go on.
