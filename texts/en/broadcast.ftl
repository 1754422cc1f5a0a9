# “Broadcast”: the message, whom it is for, the button under it, its time, and the page where all is checked.

command-broadcast = Write to many
form-broadcast = Broadcast

broadcast-content =
    <b>Message</b>
    { $files ->
        [0] Send it as it should arrive, or forward one: text with formatting, photo, video, GIF, document, audio, voice message, or an album of up to 10 files.
        [one] { $files } file of the album is here. If that is all of it, press “Next”.
       *[other] { $files } files of the album are here. If that is all of it, press “Next”.
    }
    .given = Message
    .correct = Change message
    .next = Next: files { $count }
broadcast-shown =
    { $kind ->
        [text] text
        [photo] photo
        [video] video
        [animation] GIF
        [document] document
        [audio] audio
        [voice] voice message
       *[album] album, files: { $count }
    }{ $words ->
        [none] { "" }
       *[some] , “{ $words }”
    }

broadcast-whom =
    <b>Audience</b>
    Choose who gets it. Beside each is how many they are now; those who blocked the bot are not counted.
    .given = Audience
    .correct = Change audience
    .everyone = Everyone: { $count }
    .registered = With an account: { $count }
    .unfinished = Details missing: { $count }
    .unverified = Not verified: { $count }
    .everyone-given = everyone
    .registered-given = with an account
    .unfinished-given = whose details are missing
    .unverified-given = who are not verified

broadcast-language =
    <b>Language</b>
    You can write only to those who chose one language in the bot.
    .given = Language
    .correct = Change language
    .all = All languages: { $count }
    .ru = Русский: { $count }
    .en = English: { $count }
    .all-given = all languages
    .ru-given = Russian
    .en-given = English

broadcast-category =
    <b>Service or advertising</b>
    A service message — about a contract, the account or the bot — goes to all. Advertising may go only to those who agreed to it.
    .given = Kind
    .correct = Change kind
    .service = Service, to all: { $count }
    .advertising = Advertising, agreed: { $count }
    .service-given = service
    .advertising-given = advertising, only to those who agreed

broadcast-link =
    <b>Link button</b>
    Write the button's text and the address, for example: Read more — https://example.ru/osago
    .given = Button
    .correct = Change button
    .skip = No button
    .skipped = none

broadcast-starts-at =
    <b>When to send</b>
    Press “Now” or write the { $zone ->
        [moscow] Moscow time
       *[other] time in { $zone }
    }, for example: tomorrow 10:00, { $day } 18:30, on Monday 10:00, in 2 hours. It is { $since } now.{ $album ->
        [yes] { " " }An album can have no button, so you were not asked for one.
       *[no] { "" }
    }
    .given = When
    .correct = Change time
    .skip = Now
    .skipped = at once
broadcast-starts = { $since }

broadcast-confirm =
    <b>Check the broadcast</b>
    The message above is just what people will get.
    Recipients: <b>{ $total }</b>. Sending takes about { $hours ->
        [0] { $minutes } min.
       *[other] { $hours } h { $minutes } min.
    }
    “Send to me” sends it to you once more, with sound, as to everyone.
    .send = Send
    .test = Send to me

broadcast-number =
    <b>Many recipients</b>
    So many people will get it: <b>{ $total }</b>. To send it, type that number.

broadcast-made = Broadcast No. { $number } is accepted and about to begin.
broadcast-planned = Broadcast No. { $number } is scheduled: { $since }.

refusal-broadcast-kind =
    { $kind ->
        [poll] A poll cannot be sent to many.
        [sticker] A sticker cannot be sent to many.
        [video_note] A video message cannot be sent to many.
        [location] A location cannot be sent to many.
        [contact] A contact cannot be sent to many.
       *[other] Such a message cannot be sent to many.
    } Send text, photo, video, GIF, document, audio, voice message or an album.
refusal-broadcast-caption = The caption is too long: a bot can send up to { $most } characters. Shorten it or send the text as a message of its own.
refusal-broadcast-not-taken = Telegram does not take this message from the bot. Check the button's address or send the message anew.
refusal-broadcast-nobody = There are no recipients now: nobody would get it. Choose others.
refusal-broadcast-nobody-agreed = None of them has agreed to advertising yet. Choose others, or a service message.
refusal-broadcast-changed = The number of recipients has changed, it is { $count } now. Check and press “Send” again.
refusal-broadcast-no-number = Type the number of recipients in digits, as it is written below.
refusal-broadcast-other-number = The number is not the same. Type it as it is written below.

refusal-not-a-link = I did not understand. Write the button's text and the address, for example: Read more — https://example.ru/osago
    .format = { refusal-not-a-link }
    .address = The address has to begin with https://, http:// or tg://. Example: Read more — https://example.ru/osago
    .no-label = Write the button's text before the address. Example: Read more — https://example.ru/osago
    .label-too-long = The button's text is too long: up to 64 characters. Example: Read more — https://example.ru/osago
refusal-not-a-start = I did not understand the time. Example: tomorrow 10:00
    .format = I did not understand when. Write day and time, for example: tomorrow 10:00, on Monday 18:30 or in 2 hours
    .span = I did not understand how long from now. Examples: in 2 hours, in 30 minutes
    .no-time = I see the day, but no time. Write it too, for example: tomorrow 10:00
    .no-such-day = There is no such day. Example: on Monday 18:30
    .no-such-time = There is no such time on that day. Example: tomorrow 10:00
refusal-start-past = That time has passed. Choose another, for example: tomorrow 10:00
refusal-start-too-far = That is too far ahead: up to { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. Example: tomorrow 10:00
