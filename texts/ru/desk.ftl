# The support group: a request's card, its buttons and short answers to those who press them.

desk-card =
    <b>Заявка № { $request }</b>
    { $name }
    Дата рождения: { $born }
    Документ: { $document }
    E-mail: { $email }
    Телефон: { $phone }
    { $before ->
        [0] Первая заявка
        [one] До этого: { $before } заявка
        [few] До этого: { $before } заявки
       *[many] До этого: { $before } заявок
    }

desk-answer-by = Ответить до { $until }

desk-topic = Заявка № { $request } { $name }
desk-file = № { $request } · { $slot }
desk-card-unknown = Связь прервалась, и карточка № { $request } могла не дойти сюда. Если её здесь нет, нажмите кнопку.

desk-waiting = Ждёт, кто возьмёт в работу.
desk-taken = В работе: { $name }
desk-approved = Одобрено: { $name }
desk-rejected = Отклонено: { $name }
desk-refused = Отказано окончательно: { $name }
desk-withdrawn = Клиент отозвал заявку.
desk-note = Коллегам: { $note }
desk-told = Клиент уже знает.
desk-not-told = Клиент ещё не знает: решение можно отменить.

desk-take = Взять в работу
desk-hand-back = Вернуть в очередь
desk-take-over = Забрать себе
desk-approve = Одобрить
desk-reject = Отклонить
desk-reject-more = Отклонить ещё файл
desk-several = Несколько файлов
desk-next = Дальше
desk-no-file = Отметьте хотя бы один файл.
desk-refuse = Отказать окончательно
desk-take-back = Отменить решение
desk-show-again = Показать карточку
desk-own-reason = Своими словами

desk-write-reason =
    Заявка № { $request }, «{ $slot }».
    Напишите причину ответом на это сообщение: клиент получит её слово в слово.
    Строки, которые начинаются с //, увидят только коллеги.
desk-only-notes = Здесь только заметки для коллег, а клиенту нужна причина. Ничего не решено: ответьте на тот же вопрос ещё раз.

desk-did-take = У вас в работе.
desk-did-back = Снова в очереди.
desk-did-mine = Теперь у вас в работе.
desk-did-ok = Одобрено.
desk-did-why = Отклонено.
desk-did-refuse = Отказано окончательно.
desk-did-propose = Предложено: решение должен подтвердить кто-то ещё.
desk-did-yes = Подтверждено.
desk-did-nay = Предложение снято, заявка снова открыта.
desk-did-drop = Предложение отозвано.
desk-did-undo = Решение отменено.
desk-did-again = Показываю ещё раз.

desk-remind-half =
    { $kind ->
        [question] Вопрос
       *[other] Заявка
    } № { $request }: прошла половина срока, ответить до { $until }.
desk-remind-soon =
    { $kind ->
        [question] Вопрос
       *[other] Заявка
    } № { $request }: срок скоро выйдет, ответить до { $until }.
desk-remind-overdue =
    { $kind ->
        [question] Вопрос № { $request } просрочен.
       *[other] Заявка № { $request } просрочена.
    } Новый срок: до { $until }.
desk-taken-over =
    { $kind ->
        [question] Вопрос
       *[other] Заявку
    } № { $request } забирает себе { $name }: больше получаса ничего не происходило.

desk-queue =
    <b>Ждут ответа: { $total }</b> · страница { $page } из { $pages }
desk-queue-empty = Очередь пуста: ответа никто не ждёт.
desk-queue-line = № { $request } · { $name } · { $left } · { $owner }
desk-queue-free = никто не взял
desk-number = № { $request }
desk-question = вопрос

desk-left = осталось { $time }
desk-left-little = осталось меньше 10 мин
desk-late = просрочено на { $time }
desk-late-little = только что просрочено
span-days = { $days } дн. { $hours } ч
span-hours = { $hours } ч
span-hours-minutes = { $hours } ч { $minutes } мин
span-minutes = { $minutes } мин

desk-card-below = Карточка № { $request } теперь ниже.
desk-files-stay = № { $request }: Telegram не даёт боту удалить файлы клиента. Удалите их, пожалуйста, сами.
desk-help =
    Команды поддержки:
    /queue — очередь заявок по сроку
    /request 12 — заявка по номеру
    /desk — показатели поддержки
    /delete — удалить своё сообщение у клиента (ответом на него)
desk-what-is-wrong = Что не так?
desk-why = Причина для «{ $slot }»:
desk-which-request = Напишите номер заявки после команды, например /request 12
desk-request =
    <b>{ $kind ->
        [question] Вопрос
       *[other] Заявка
    } № { $request }</b> · { $name }
desk-trail = <b>История</b>
desk-trail-cut =
    { $missing ->
        [one] … { $missing } более ранняя запись не поместилась
        [few] … { $missing } более ранние записи не поместились
       *[many] … { $missing } более ранних записей не поместились
    }
desk-trail-line = { $at } · { $what } · { $who }
desk-trail-customer = клиент
desk-trail-asked = задан вопрос
desk-trail-wrote = написано письмо
desk-trail-changed-letter = письмо изменено
desk-trail-took-letter-back = письмо удалено у клиента
desk-trail-closed = вопрос закрыт
desk-trail-submitted = заявка отправлена
desk-trail-withdrawn = заявка отозвана
desk-trail-taken = взято в работу
desk-trail-taken-over = забрано себе
desk-trail-handed-back = возвращено в очередь
desk-trail-approved = одобрено
desk-trail-rejected = отклонено
desk-trail-refused = отказано окончательно
desk-trail-taken-back = решение отменено
desk-trail-viewed = просмотрено

desk-proposes-approved = { $name } предлагает: одобрить
desk-proposes-rejected = { $name } предлагает: отклонить
desk-proposes-refused = { $name } предлагает: отказать окончательно
desk-proposed-by = По предложению: { $name }
desk-confirm = Подтвердить
desk-disagree = Не согласен
desk-recall = Отозвать
desk-closed = Закрыто: { $name }
desk-trail-proposed-approved = предложено одобрить
desk-trail-proposed-rejected = предложено отклонить
desk-trail-proposed-refused = предложено отказать окончательно
desk-trail-confirmed = предложение подтверждено
desk-trail-disagreed = предложение снято
desk-trail-recalled = предложение отозвано
