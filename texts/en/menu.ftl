# The menu, the list of commands, help and the choice of language.

welcome = Hello! This is the personal account of { $brand }.
menu-guest = To buy an E-OSAGO policy you need to register a personal account
menu-customer = You are in your personal account. What would you like to do?

menu-menu = Menu
menu-register = Register
menu-login = Sign in
menu-reset = Forgot your password?
menu-profile-first = Fill in my details
menu-policies = My policies
menu-verify = Verify my identity
menu-profile = My details
menu-password = Change password
menu-security = Sign-ins and contacts
menu-logout = Sign out
menu-help = Help

command-start = Menu
command-register = Register
command-login = Sign in
command-reset = Forgot your password?
command-profile = My details
command-policies = My policies
command-verify = Verify my identity
command-password = Change password
command-security = Sign-ins and contacts
command-logout = Sign out
command-language = Language · Язык
command-privacy = What is kept about you
command-help = Help
command-cancel = Cancel what you began

help =
    <b>Help</b>
    Here you can do the same as on the site of the <a href="{ $cabinet_url }">personal account</a>.

    /register — register
    /login — sign in
    /reset — a new password if you forgot yours
    /profile — my details
    /policies — my policies
    /verify — verify my identity
    /password — change password
    /security — sign-ins and contacts
    /logout — sign out in this chat
    /language — language
    /privacy — what is kept about you, download and delete it
    /cancel — cancel what you began

    Made a mistake? Press “Back” or edit your message in the chat.
    You may leave at any time: I remember the conversation for 7 days.
    If you are stuck, write to us: { $support_email }.
help-of-roles = For those who run the bot:
help-broadcast = /broadcast — make a broadcast
help-broadcasts = /broadcasts — broadcasts: progress and results
help-user = /user — find a customer
help-stats = /stats — figures and the funnel
help-admins = /admins — who runs the bot
help-policies = A CSV file — import policies: send it here

already-signed-in = You are already in your personal account. To use another one, sign out first: /logout.
signed-out = You have signed out.

choose-language = Choose a language · Выберите язык
language-ru = Русский
language-en = English
language-chosen = Let’s speak English.
