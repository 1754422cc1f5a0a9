# “Selfie with passport”: the pictures, what was sent so far, and the request's status.

form-verification = Identity verification

verification-files =
    <b>Selfie with passport</b>
    Send the pictures listed below: one after another, or all at once as an album.

    • Best as a file, uncompressed: paper clip → “File” → a picture from the gallery.
    • JPEG, PNG, HEIC, WebP or PDF, up to 20 MB.
    • At least 600 pixels on the short side; a PDF of up to 10 pages, without a password.
    • Everything is readable: no glare, no shadows, all edges of the document in sight.
    .send = Send
    .anyway = Send it anyway
    .remove = Remove
    .choose-scan = Scan of the passport
    .choose-selfie = Selfie with passport
    .choose-last-page = Photo of the passport (last page)
    .replace-scan = Replace: scan of the passport
    .replace-selfie = Replace: selfie with passport
    .replace-last-page = Replace: last page

slot-scan = Scan of the passport
slot-selfie = Selfie with passport
slot-last-page = Photo of the passport (last page)

slot-filled = ☑ { $slot }: { $size } { $name }
slot-empty = ☐ { $slot }
slot-next = Waiting for the file: “{ $slot }”.
slot-rejected = • <b>{ $slot }</b>: { $reason }

doubtful =
    “{ $slot }”: { $reasons }.
    Better send another picture. If everything on this one is readable, press “Send it anyway”.
doubt-dark = it is too dark
doubt-glare = there is glare
doubt-blurred = it is not sharp
doubt-empty-page = there is an empty page

verification-sent =
    Your request is being considered, you will have an answer within a day.
    We will write to you by { $until }.

status-open =
    <b>Request No. { $request }</b>
    Your request is being considered, you will have an answer within a day.
    We will write to you by { $until }.
status-approved = Your identity is verified. There is nothing more to send.
status-rejected = We could not approve your request yet. Please send only these again:
status-rejected-long-ago = We could not approve your request, and we do not keep its pictures any more. Please send all three again.
status-refused = Your request was refused and cannot be made again. If you have questions, write to { $support_email }.
request-withdrawn = The request is withdrawn. You can send a new one at any time: /verify.

button-withdraw = Withdraw the request
button-supplement = Complete the request
