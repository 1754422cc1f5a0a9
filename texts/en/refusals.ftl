# What is wrong and how it would be right. No HTML and at most 200 signs: a refusal may also be shown over the chat.

refusal-unfit =
    { $kind ->
        [sticker] A sticker does not fit here: please answer the question below.
        [voice] I cannot listen to voice messages: please answer the question below.
        [audio] Audio does not fit here: please answer the question below.
        [video] A video does not fit here: please answer the question below.
        [video_note] I cannot watch video messages: please answer the question below.
        [animation] A GIF does not fit here: please answer the question below.
        [location] Your location is not needed here: please answer the question below.
        [contact] A contact is not needed here: please answer the question below.
        [poll] A poll does not fit here: please answer the question below.
        [dice] Dice do not decide here: please answer the question below.
        [photo] A picture is not needed here: please answer the question below.
        [document] A file is not needed here: please answer the question below.
        [file] A file is not needed here: please answer the question below.
        [text] Text does not fit here: please answer as the question below asks.
        [edited] An edited message does not fit here: please send a new one.
       *[other] Such an answer does not fit here: please look at the question below.
    }
refusal-stale-button = This button no longer works. Please answer the question below.
refusal-choose-button = Please choose one of the buttons under the question.

refusal-not-an-email = This does not look like an e-mail address. Example: anna@example.ru
    .too-long = The address is too long. See whether something is too much. Example: anna@example.ru
    .no-at = The address has no @ sign. Example: anna@example.ru
    .two-ats = The address must have one @ sign only. Example: anna@example.ru
    .space = The address must not have spaces. Example: anna@example.ru
    .no-name = The name before the @ sign is missing. Example: anna@example.ru
    .no-domain = After the @ sign there must be a mail site with a dot. Example: anna@example.ru
    .cyrillic = The address has Russian letters. Switch to the Latin keyboard. Example: anna@example.ru
    .other = { refusal-not-an-email }

refusal-not-a-phone = This does not look like a mobile number. Example: +7 912 345-67-89
    .too-short = The number is short of digits. Example: +7 912 345-67-89
    .too-long = The number has too many digits. Example: +7 912 345-67-89
    .letters = A number has only digits, plus, spaces, brackets and dashes. Example: +7 912 345-67-89
    .not-mobile = This number gets no SMS. A mobile number is needed, for example +7 912 345-67-89
    .no-plus = Begin a number of another country with a plus and its code, for example +375 29 123-45-67
    .unknown = { refusal-not-a-phone }
refusal-foreign-contact = This is another person’s contact. Share your own number or write it, for example +7 912 345-67-89

refusal-password-too-short = The password is short: at least { $shortest ->
        [one] { $shortest } character is
       *[other] { $shortest } characters are
    } needed, for example “lilac7evening” (just not this one).
refusal-password-too-long = The password is too long: at most { $longest ->
        [one] { $longest } character is
       *[other] { $longest } characters are
    } possible. One like “lilac7evening” is enough (just not this one).
refusal-password-unprintable = The password has invisible characters. Type it by hand in one line, for example “lilac7evening” (just not this one).
refusal-password-other-letters = A password can have Russian and Latin letters, for example “lilac7evening” (just not this one).
refusal-password-no-letter = A password needs at least one letter, for example “lilac7evening” (just not this one).
refusal-password-no-digit = A password needs at least one digit, for example “lilac7evening” (just not this one).
refusal-password-common = This password is among the commonest and easy to guess. Make up another, for example of two words and a digit: “lilac7evening” (just not this one).
refusal-password-sample = This is our example, and others can guess it. Make up a password of your own, of two words and a digit like this one.
refusal-password-personal =
    { $of ->
        [email] The password is made of your e-mail and easy to guess.
        [phone] The password is made of your phone number and easy to guess.
       *[name] The password is made of your name and easy to guess.
    } Make up another, for example of two words and a digit: “lilac7evening” (just not this one).
refusal-password-mismatch = The passwords differ. Make up a password and write it twice, the same both times.

refusal-tick-both = To register, tick both consents: to the user agreement and to the processing of personal data.
refusal-already-registered = A user with these contacts is already registered, please use the password recovery/reset conversation

refusal-same-contact =
    { $kind ->
        [phone] This is your present number. Write another one, for example +7 912 345-67-89
       *[email] This is your present address. Write another one, for example anna@example.com
    }
refusal-confirmed-long-ago = The password was given a while ago. So that nobody else gets into the account, write it once more.
refusal-changed-meanwhile = The password or a contact of the account has been changed meanwhile, so please start again.

refusal-not-a-code = A code is 6 digits, for example 123 456
    .too-short = A code has 6 digits, and here are fewer. Example: 123 456
    .too-long = A code has 6 digits, and here are more. Example: 123 456
    .letters = Send the code only: 6 digits, without letters or other text. Example: 123 456
refusal-wrong-code =
    The code is not right, please check it. { $left ->
        [one] { $left } attempt is left.
       *[other] { $left } attempts are left.
    }
refusal-code-spent = The code is not right and no attempts are left: the codes sent so far no longer work. Press “Send another code”.
refusal-code-over = There is no code in force: it is too old or already used. Press “Send another code”.
refusal-code-too-soon =
    You can ask for another code in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }. The one we sent may still be on its way.
refusal-too-many-codes = Too many codes have been sent. You can ask for the next one after { $until }.
refusal-too-many-guesses = Too many wrong codes. You can enter a code again after { $until }.
refusal-codes-closed = No codes are taken for a while: other people’s wrong ones are too many. You can enter a new code after { $until }.
refusal-too-many-tries = Too many attempts. Please try again after { $until }.

refusal-wrong-pair = The contact or the password is not right. Check the keyboard layout and Caps Lock, or reset the password.
refusal-wrong-old-password = This is not your present password. Check the keyboard layout and Caps Lock.
refusal-locked = Too many attempts have failed. Signing in is locked until { $until }; please try again then.
refusal-too-many-passwords = Too many wrong passwords in one day. Please try again after { $until }.
refusal-sign-ins-closed = Signing in from a new Telegram is closed for a while: other people’s failed attempts are too many. Try after { $until }; where you were signed in before, it works.
refusal-signed-out = Please sign in to your personal account first.

refusal-not-a-name = Write surname, name and patronymic. Example: Иванова Анна Сергеевна
    .empty = { refusal-not-a-name }
    .one-word = Both surname and name are needed; the patronymic if there is one. Example: Иванова Анна Сергеевна
    .initials = Write name and patronymic in full, without initials. Example: Иванова Анна Сергеевна
    .letters = A name can have only letters, space, hyphen and apostrophe. Example: Иванова Анна Сергеевна
    .mixed = Russian and Latin letters are mixed in one word. Please type it again. Example: Иванова Анна Сергеевна
    .hyphens = Hyphen and apostrophe stand within a word. Example: Римская-Корсакова Анна Сергеевна
    .too-long = This is too long. Write only surname, name and patronymic. Example: Иванова Анна Сергеевна
refusal-not-a-date = I did not understand the date. Example: 07.03.1985
    .format = I did not understand the date. Write day, month and year, for example 07.03.1985 or 7 March 1985
    .no-such-day = There is no such day in the calendar. Check day and month. Example: 07.03.1985
refusal-birth-date-future = This day is still to come. Check the year. Example: 07.03.1985
refusal-birth-date-age = By this date you are younger than { $youngest } or older than { $oldest }, and an account cannot be opened. Check the year. Example: 07.03.1985
refusal-not-a-series =
    { $digits ->
        [0] { $letters ->
            [0] The series does not fit this document: it has only letters and digits.
            [one] The series of this document has { $letters } letter.
           *[other] The series of this document has { $letters } letters.
        }
        [one] The series of this document has { $digits } digit.
       *[other] The series of this document has { $digits } digits.
    } Example: { $example }
refusal-not-a-number =
    { $digits ->
        [0] { $letters ->
            [0] The number does not fit this document. Please check it.
            [one] The number of this document has { $letters } letter.
           *[other] The number of this document has { $letters } letters.
        }
        [one] The number of this document has { $digits } digit.
       *[other] The number of this document has { $digits } digits.
    } Example: { $example }

refusal-send-picture = A picture or a file is needed here, not text. Press the paper clip and choose one, for example passport_scan.pdf
refusal-all-files-there = All files are there. To exchange one, press “Replace” under the list and send the new one.
refusal-file-missing = First send all pictures of the list, then the request.
refusal-file-kind = Such a file does not fit. Send JPEG, PNG, HEIC, WebP or PDF, for example a photo from the gallery.
refusal-file-too-big = The file is too big: up to { $megabytes } MB are possible. Send, for example, a JPEG instead of a PDF.
refusal-file-too-small = The picture is too small: its short side needs at least { $pixels ->
        [one] { $pixels } pixel
       *[other] { $pixels } pixels
    }. Send the original as a file, uncompressed.
refusal-file-not-fetched = This file could not be received. Please send it once more.
refusal-file-broken = The file cannot be opened. Save it anew or take the picture again, for example as JPEG.
refusal-pdf-pages = This PDF has too many pages: up to { $pages } are possible. Leave only the pages of the passport.
refusal-pdf-locked = This PDF is locked by a password. Send it without one, or a photo, for example JPEG.
refusal-pdf-empty = The pages of this PDF are empty. Check the file or send a photo, for example JPEG.

refusal-profile-first = First fill in “My details”: the documents are compared with them.
refusal-profile-frozen = While your request is being considered your details stay as they are: the documents are compared with them. To withdraw it: /verify.
refusal-request-open = Your request is already being considered. Its status: /verify.
refusal-already-verified = Your identity is already verified, there is nothing to send.
refusal-refused-for-good = Your request was refused for good, a new one cannot be made. Questions: { $support_email }.
refusal-nothing-open = There is nothing to withdraw: no request is open.

refusal-already-taken = A colleague has taken this request.
refusal-not-a-verification = This is a question and no request for verification: there is nothing to decide.
refusal-proposal-pending = A colleague proposes a decision already: confirm it or disagree.
refusal-proposal-changed = The proposal is another one by now. Look at the card once more.
refusal-second-person = This is your own proposal: somebody else has to confirm or drop it, and you can recall it.
refusal-not-your-proposal = Only the one who made the proposal can recall it.
refusal-already-yours = The request is yours already.
refusal-owner-active = A colleague is busy with this request. It can be taken over after { $again } if nothing is done about it until then.
refusal-already-decided = This request is already decided.
refusal-already-told = The customer has been told of the decision, it cannot be changed.
refusal-not-yours = You have not taken this request.
refusal-no-such-request = There is no request of this number. Example: /request 12

refusal-not-a-member = Only members of the group can act on requests.
refusal-letter-gone = This message was sent or deleted already.
refusal-not-a-letter = This message was not sent to the customer.
refusal-not-a-question = This is no question but a request: it is approved or rejected.
refusal-too-many-letters = There are too many messages. You can write to the support again at { $again }. We read all that has come.
