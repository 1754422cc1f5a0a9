# Policies imported from a file: what an admin hears, and what was wrong with lines.

policy-file-taken = The file “{ $file }” is accepted. I will start reading it soon and show how it goes.
policy-file-elsewhere = Policies come straight from the insurer’s system. The file is not imported: customers would not see it.
policy-file-too-big = The file is larger than { $megabytes } MB, which bots cannot receive. Split it, or import it with the command on the server.
policy-file-begun = Reading the file “{ $file }”…
policy-file-progress = Reading the file “{ $file }”: { $lines } lines, { $percent }%.
policy-file-applied = The file “{ $file }” is read, the report is below.

policy-file-done = The file “{ $file }” is imported.
policy-file-all-refused = The file “{ $file }” is not imported: not one line was accepted.
policy-file-not-taken = The file “{ $file }” is not imported.
policy-file-figures =
    Lines accepted: { $accepted }
    • new policies: { $new }
    • changed: { $changed }
    • unchanged: { $unchanged }
    Lines refused: { $refused }
policy-file-unknown = Columns that were skipped: { $columns }
policy-file-list = Which lines were refused and why is in the table.

policy-report-file = refused.csv
policy-report-line = line
policy-report-column = column
policy-report-reason = reason
policy-report-more = and more lines: { $number }

policy-fault-empty = The file is empty.
policy-fault-no-header = There is no line with the names of columns.
policy-fault-no-lines = There are only names of columns and no lines with policies.
policy-fault-missing-columns = Columns are missing: { $columns }
policy-fault-repeated-columns = Columns are there twice: { $columns }
policy-fault-too-many-lines = The file has more than 1,100,000 lines. Split it.
policy-fault-encoding = The encoding cannot be read: the UTF-8 text is damaged in places. Save the table again as CSV in UTF-8 or Windows-1251.
policy-fault-utf-16 = The file is in UTF-16. Save it as CSV in UTF-8 or Windows-1251.
policy-fault-spreadsheet = This is an Excel workbook. Save the sheet as CSV.
policy-fault-binary = This is not a text file. Save the table as CSV.
policy-fault-too-big = The file is too large for bots to receive. Split it, or import it with the command on the server.
policy-fault-not-fetched = Telegram did not give the file. Send it once more.
policy-fault-broke-off = Reading this file broke off several times, and the bot with it. Split the file, or import it with the command on the server.
policy-fault-broken = An internal error; it is in the log. Send the file again later.

policy-column-line = the whole line
policy-column-number = number
policy-column-product = product
policy-column-start = start
policy-column-end = end
policy-column-status = status
policy-column-insured = insured
policy-column-name = name
policy-column-birth-date = birth-date
policy-column-document-type = document-type
policy-column-series = series
policy-column-document-number = document-number

policy-reason-empty = empty
policy-reason-too-long = too long
policy-reason-exponent = the number was spoilt by a spreadsheet (like 1.2E+10): format the column as text
policy-reason-not-a-date = not a date: write it like 31.12.2026 or 2026-12-31
policy-reason-no-such-day = there is no such day
policy-reason-before-start = the end is before the start
policy-reason-future = the birth date is in the future
policy-reason-age = the age is not 14 to 120 years
policy-reason-unknown-value = an unknown value
policy-reason-name-initials = full names are needed, no initials
policy-reason-name-letters = a name has letters, hyphens and apostrophes only
policy-reason-name-mixed = Russian and Latin letters in one word
policy-reason-name-hyphens = a hyphen or an apostrophe out of place
policy-reason-name-one-word = at least a surname and a name are needed
policy-reason-not-a-series = not a series of this document
policy-reason-decimal = written as a decimal (like 123456.0): format the column as text
policy-reason-not-a-number = not a number of this document
policy-reason-too-many-cells = more cells than columns
policy-reason-line-too-long = the line is too long
policy-reason-quotes = quotes are not closed
policy-reason-control-characters = characters that are not allowed
policy-reason-repeated = the number was in line { $first } before

policy-file-workbook = Policies are imported from a CSV table. Open the file in Excel, choose “Save as” → “CSV UTF-8”, and send what comes out.
