# /privacy: what is kept of a person and why, the file of it, and what a guest may have erased.

privacy-kept =
    <b>What is kept about you</b>
    Your account was opened on { $day }. It holds:
    • your e-mail and phone, so that you can sign in and get codes;
    • a fingerprint of your password: the password itself we do not have;
    { $profile ->
        [there] • “My details”, to find your policies and compare documents;
       *[missing] • “My details” are not filled in yet;
    }
    { $requests ->
        [0] • nothing sent to the support;
       *[other] • requests and questions to the support, with letters and decisions: { $requests };
    }
    • the sign-ins from Telegram and your language, to recognise you here.
    Policies are kept by the insurer: the account shows those that are yours. Codes and letters are carried by mail, phone networks and Telegram.
privacy-consents = <b>Your consents</b>
privacy-consent-agreement = • User agreement, version { $version }: { $day }, Telegram ID { $person }
privacy-consent-personal-data = • Processing of personal data, version { $version }: { $day }, Telegram ID { $person }
privacy-advertising =
    <b>Advertising</b>
    { $state ->
        [given] You agreed to get advertising, version { $version }: { $day }, Telegram ID { $person }. You can withdraw it at any time with the button below.
        [withdrawn] Consent withdrawn: { $day }. We send you no advertising.
       *[none] No consent is given, we send you no advertising.
    }
privacy-advertising-text = With the button “I agree to get advertising” you allow { $brand } to send you advertising for its products in Telegram, and to use your Telegram ID and language for it (version { $version }). You need not agree, and nothing in the account depends on it; you can withdraw it here.
button-advertising-agree = I agree to get advertising
button-advertising-withdraw = Withdraw consent to advertising
privacy-advertising-agreed = Consent received. You can withdraw it here.
privacy-advertising-withdrawn = Consent withdrawn: there will be no more advertising.
privacy-time =
    <b>How long</b>
    The account: until you delete it. Codes: a day. Unfinished talks: 7 days. Pictures of documents: 30 days after the decision (rejected ones 90). Texts of letters to the support: until they are sent.
    To withdraw your consent to the processing of data, delete the account with the button below or write to { $support_email }. Questions go there, too.

privacy-guest =
    <b>What is kept about you</b>
    There is no account in this chat, so next to nothing: Telegram ID { $person }, your language and the day when you first wrote: { $day }.
    { $requests ->
        [0] You have asked the support nothing.
        [one] And { $requests } question to the support.
       *[other] And { $requests } questions to the support.
    }
    An unfinished registration is kept for 7 days, codes for a day. If you have an account, sign in: then all that it holds is shown here.
privacy-guest-erase =
    <b>Delete my data</b>
    We will delete all that we remember of you here: your language, an unfinished registration, codes, questions to the support and the answers. This cannot be undone.
    An account, if you have one, stays: to delete it, sign in to it.
    Please delete this chat yourself: the bot does not keep it, and cannot remove all of it.
privacy-guest-erased = Done: in this chat we remember nothing of you any more.

button-my-data = Download my data
button-erase-mine = Delete my data
button-erase-guest = Delete
privacy-file-soon = The file is being made, it will be here in a few seconds.
privacy-file = All that is kept about you. It opens in any browser or editor; forward it to nobody.
