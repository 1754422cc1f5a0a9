# “My details”: six questions about the person and the page to check them.

form-profile = My details

profile-full-name =
    <b>Full name</b>
    Write surname, name and patronymic in one line, for example Иванова Анна Сергеевна. If you have no patronymic, leave it out.
    .given = Full name
    .correct = Change name

profile-birth-date =
    <b>Date of birth</b>
    Write day, month and year, for example 07.03.1985.
    .given = Date of birth
    .correct = Change date of birth

profile-gender =
    <b>Gender</b>
    Choose as it stands in your document.
    .given = Gender
    .correct = Change gender
    .male = Male
    .female = Female

profile-document-type =
    <b>Type of identity document</b>
    Choose the document that your policy is for. Most people use their Russian passport.
    .given = Document
    .correct = Change document
    .passport-rf = Russian passport
    .foreign-passport-rf = Russian passport for travel abroad
    .residence-permit = Residence permit
    .foreign-passport = Passport of another country
    .temporary-id = Temporary identity card
    .military-id = Military ID

profile-series =
    <b>Document series</b>
    Write the series as in the document. In a Russian passport it is 4 digits, for example 45 08; in a passport for travel abroad and a residence permit 2 digits; in a military ID 2 letters.
    .given = Series
    .correct = Change series
    .skip = There is no series
    .skipped = none

profile-number =
    <b>Document number</b>
    Write the number as in the document. In a Russian passport it is 6 digits, for example 123456; in a passport for travel abroad, a residence permit and a military ID 7 digits.
    .given = Number
    .correct = Change number

profile-confirm =
    <b>Check your details</b>
    They will be in your policy, so they must be the same as in the document.
    { $loses ->
        [yes] ⚠️ You have changed the name, the date of birth or the document: once saved, your identity has to be verified again. To leave everything as it was, press “Cancel”.
       *[no] If all is right, press “Save”.
    }
    .save = Save

profile-saved =
    Your details are saved.
    Your registration is now complete
profile-saved-verify-again =
    Your details are saved.
    Your name, date of birth or document has changed, so please verify your identity again: /verify.
