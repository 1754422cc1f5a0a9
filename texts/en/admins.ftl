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
admins-first = ← To the first ones
admins-more = { $left } more →
admins-done = Done: the role is given, the person will get a message.
admins-same = This person has that role already.
admins-removed = The role is taken back.
admins-removed-before = This person has no role any more.
admins-not-understood = I did not understand. A Telegram id and a role are needed: admin or reader.
refusal-owner-stays = This is an owner: they are named and removed in the settings only.
refusal-never-talked = This person has not written to the bot yet. Check the id, or ask them to press /start.

notice-role-admin =
    You have been named an admin of this bot.
    /user finds a customer by e-mail, phone, name, policy number, Telegram id or a request’s number (№12). /broadcast writes to many, /stats tells the figures. Policies are imported as a CSV file.
notice-role-reader =
    You may now look at customers in this bot.
    /user finds a customer by e-mail, phone, name, policy number, Telegram id or a request’s number (№12). /stats tells the figures.
notice-role-removed =
    Your role in this bot was taken back: its commands for admins are no longer yours.
    Everything else works as before.

user-page =
    <b>Personal account</b>
    E-mail: { $email }
    Phone: { $phone }
user-state =
    State: { $state ->
        [guest] guest
        [limited] limited
        [complete] details filled in
        [verified] verified
       *[blocked] blocked
    }
user-blocked = ⛔ Blocked since { $since }
user-opened = Opened { $since }
user-named = { $name }, born { $born }
user-has-profile = Details are filled in
user-no-profile = Details are not filled in, policies are not shown
user-verified = Identity verified { $since }
user-not-verified = Identity not verified
user-sign-ins = Where the account is open:
user-no-sign-ins = Open nowhere at the moment.
user-sign-in = • Telegram <code>{ $person }</code>, since { $since }
user-sign-in-gone = • Telegram <code>{ $person }</code>, since { $since }; has blocked the bot
user-guest = Telegram <code>{ $person }</code>: not signed in to any account now.
user-guest-gone = Has blocked the bot.
user-banned = ⛔ Telegram user blocked since { $since }
user-fault = Last error: number <code>{ $number }</code>, { $since }, Telegram <code>{ $person }</code>
user-several =
    <b>Several accounts found: { $total }</b>
    Choose one. If you know the patronymic, add it after /user.
user-several-more = These are the first { $shown }.
user-namesake = { $email }, { $phone }
user-namesake-born = { $born }, { $email }
user-request-open =
    { $kind ->
        [question] Open question
       *[verification] Open request
    } №{ $request }: <code>/request { $request }</code> in the support group
user-request-over = Last request №{ $request }: <code>/request { $request }</code> in the support group

user-end = End all sign-ins
user-block = Block the account
user-unblock = Unblock the account
user-ban = Block Telegram { $person }
user-unban = Unblock Telegram { $person }
user-back = No
user-ask-end = End all sign-ins to this account? The customer can sign in again with the password.
user-ask-block = Block this account? All sign-ins end, and nobody can sign in until you unblock it.
user-ask-unblock = Unblock this account? The customer will be able to sign in again.
user-ask-ban = Block this Telegram user? They are signed out of the account, if they are in one, and whatever they write, the bot answers that access is closed. The account stays open to others.
user-ask-unban = Unblock this Telegram user? The bot will answer them again.
user-yes-end = Yes, end them
user-yes-block = Yes, block
user-yes-unblock = Yes, unblock
user-yes-ban = Yes, block
user-yes-unban = Yes, unblock
refusal-no-such-user = Nobody found. After /user write an e-mail, a phone, a surname and name, a policy number, a Telegram id or a request’s number with “№”.
refusal-whom-to-find = Whom to find? Write after /user an e-mail, a phone, a surname and name, a policy number, a Telegram id or a request’s number with “№”.
refusal-surname-and-name = A surname and a name are needed, for example /user Smith Mary
refusal-policy-of-nobody = There is such a policy, but no account with its holder’s details.
refusal-no-such-user-by-policy = Nobody found. Policies are in the insurer’s system, which finds none by its number. Try an e-mail, a phone or a name.
refusal-runs-the-bot = This person has a role in the bot and cannot be blocked. An owner has to take the role back first: /admins.
refusal-shut-out = This Telegram user is blocked. Unblock them first, with /user.

shut-out = Access is closed. If this is a mistake: { $support_email }

refusal-account-blocked = This account is blocked, nobody can sign in to it. Write to us: { $support_email }.
notice-account-blocked =
    Your account is blocked, and all its sign-ins have ended.
    If this is a mistake, write to us: { $support_email }.
notice-sign-ins-ended = The support has ended all sign-ins to your account. Sign in again to go on.
