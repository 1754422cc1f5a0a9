# What customers and staff write to each other, and what is said about it.

letter-from-support = 💬 <b>Support</b>
letter-refused = This message did not reach the support. Please send it in another way: as text, photo or file.
letter-unknown = The connection broke, and this message may not have reached the support. If no answer comes, please send it again.
letter-not-changed = Your correction did not reach the support. Please write a new message.

menu-support = Write to the support
support-ask =
    Tell us what happened: in one or several messages, with photos and files if you like.
    Never send passwords or codes: the support does not ask for them.
support-first =
    Passed on to the support. The answer will come here, in this chat.
    You can add more: a 👌 shows that we have got it.
support-not-taken = Such a message cannot be passed on. Write a text, or send a photo, a video or a file.
button-support-done = Done

desk-letter = 💬 <b>Customer</b> · № { $request }
desk-letter-changed = 💬 <b>Customer</b> · № { $request } · edited
desk-letter-gone = ⚠️ Not delivered: the customer has blocked the bot or deleted the account.
desk-letter-refused = ⚠️ Not delivered: Telegram did not take this message. Send it in another way.
desk-letter-unknown = ⚠️ The connection broke: nobody knows whether the customer has got this. It is not repeated by itself.
desk-letter-not-changed = ⚠️ The customer still has the old message: it could not be changed.
desk-letter-not-deleted = ⚠️ The customer still has this message: it could not be deleted.

desk-how-to-write = <i>Reply to this card to write to the customer. A line that begins with // stays among you.</i>
desk-how-to-write-here = <i>All that you write in this topic goes to the customer. A line that begins with // stays among you.</i>

desk-letter-held =
    You write in the group's name, and it is not known who you are.
    Press the button, and the message goes to the customer, who will not see your name.
desk-letter-send = Send to the customer
desk-letter-released = Sent.
desk-delete-how = To delete your message on the customer's side, reply to it with /delete.

desk-question-card =
    <b>Question № { $request }</b>
desk-topic-question = Question № { $request } { $name }
desk-guest = A guest without an account.
desk-asks =
    { $name }
    E-mail: { $email }
    Phone: { $phone }
desk-answered = Answered, it is the customer's turn.
desk-canned = Ready reply
desk-close = Close the question
desk-did-close = Closed, the customer will be told.
desk-did-post = On its way to the customer.
desk-posted = <b>{ $name }</b> sends a ready reply to the customer:
desk-who-looks = You write in the group's name. Press the button, so that it is known who does this.
desk-delete = Delete on the customer's side
desk-did-delete = It is being deleted on the customer's side.

command-queue = The queue by deadline
command-request = A request by its number: /request 12
command-desk = Figures of the desk
command-delete = Delete one's message on the customer's side (as a reply to it)
