# «Селфи с паспортом»: the pictures, what was sent so far, and the request's status.

form-verification = Подтверждение личности

verification-files =
    <b>Селфи с паспортом</b>
    Пришлите снимки из списка ниже: по одному или все сразу альбомом.

    • Лучше файлом, без сжатия: скрепка → «Файл» → снимок из галереи.
    • JPEG, PNG, HEIC, WebP или PDF, до 20 MB.
    • Короткая сторона снимка от 600 пикселей; PDF до 10 страниц, без пароля.
    • Всё читается: без бликов и теней, края документа видны.
    .send = Отправить
    .anyway = Отправить всё равно
    .remove = Убрать
    .choose-scan = Скан паспорта
    .choose-selfie = Селфи с паспортом
    .choose-last-page = Фото паспорта (последняя страница)
    .replace-scan = Заменить: скан паспорта
    .replace-selfie = Заменить: селфи с паспортом
    .replace-last-page = Заменить: последняя страница

slot-scan = Скан паспорта
slot-selfie = Селфи с паспортом
slot-last-page = Фото паспорта (последняя страница)

slot-filled = ☑ { $slot }: { $size } { $name }
slot-empty = ☐ { $slot }
slot-next = Жду файл: «{ $slot }».
slot-rejected = • <b>{ $slot }</b>: { $reason }

doubtful =
    «{ $slot }»: { $reasons }.
    Лучше пришлите другой снимок. Если на этом всё читается, нажмите «Отправить всё равно».
doubt-dark = слишком темно
doubt-glare = мешают блики
doubt-blurred = снимок нерезкий
doubt-empty-page = есть пустая страница

verification-sent =
    Ваша заявка рассматривается, ответ будет дан в течение суток.
    Напишем вам до { $until }.

status-open =
    <b>Заявка № { $request }</b>
    Ваша заявка рассматривается, ответ будет дан в течение суток.
    Напишем вам до { $until }.
status-approved = Ваша личность подтверждена. Присылать больше ничего не нужно.
status-rejected = Заявку пока не удалось одобрить. Пришлите, пожалуйста, заново только это:
status-refused = По вашей заявке принят отказ, подать её ещё раз нельзя. Вопросы можно задать по адресу { $support_email }.
request-withdrawn = Заявка отозвана. Новую можно отправить в любое время: /verify.

button-withdraw = Отозвать заявку
button-supplement = Дополнить заявку
