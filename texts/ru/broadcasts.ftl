# Рассылки на ходу и потом: сообщение с ходом отправки, список, правка, удаление и повтор.

command-broadcasts = Рассылки: ход и итоги

broadcasts-page = <b>Рассылки</b>
broadcasts-none =
    <b>Рассылки</b>
    Рассылок пока не было. Сделать первую: /broadcast
broadcasts-line =
    <b>№ { $broadcast }</b> · { $state ->
        [scheduled] 🕒 начнётся { $since }
        [running] ▶️ идёт, { $percent } %
        [paused] ⏸ на паузе, { $percent } %
        [stopped] ⏹ остановлена { $since }
        [cancelled] ⏹ отменена { $since }
       *[done] завершена { $since }
    }
broadcasts-mark =
    • { $deed ->
        [edit] изменена
        [delete] удалена у получателей
       *[resend] повторена
    }: { $sent } из { $total }{ $state ->
        [scheduled] , сейчас начнётся
        [running] , идёт
        [paused] , на паузе
        [stopped] , остановлено
       *[done] { "" }
    }
broadcasts-open = № { $broadcast }
broadcasts-older = Раньше →
broadcasts-newest = ← К последним
broadcasts-back = К списку
broadcasts-refresh = Обновить

broadcasts-head =
    <b>{ $deed ->
        [edit] Правка рассылки № { $of }
        [delete] Удаление рассылки № { $of }
        [resend] Повтор рассылки № { $of }
       *[send] Рассылка № { $broadcast }
    }</b>
broadcasts-audience =
    { $kind ->
        [advertising] Реклама
       *[service] Сервисное сообщение
    } · { $whom ->
        [everyone] всем
        [registered] с личным кабинетом
        [unfinished] кто не заполнил данные
       *[unverified] кто не подтвердил личность
    }{ $language ->
        [any] { "" }
        [ru] , на русском
       *[en] , на английском
    }
broadcasts-who = Начал: <code>{ $who }</code>
broadcasts-unbegun =
    { $state ->
        [scheduled] 🕒 Начнётся { $since }
       *[stopped] ⏹ Отменена { $since }, никому не отправлена
    }
broadcasts-state =
    { $state ->
        [running] ▶️ Идёт с { $since }
        [paused] ⏸ На паузе, начата { $since }
        [stopped] ⏹ Остановлена { $since }
       *[done] ✅ Завершена { $since }
    }
broadcasts-bar = <code>{ $bar }</code> { $percent } %
broadcasts-figures =
    { $deed ->
        [edit] Изменено
        [delete] Удалено
       *[send] Отправлено
    }: { $sent } из { $total }
    Бот заблокирован: { $blocked } · ошибка: { $failed } · неизвестно: { $unknown }
broadcasts-rate = Скорость: { $rate } в секунду
broadcasts-rate-soon = Скорость: { $rate } в секунду · осталось меньше минуты
broadcasts-rate-left = Скорость: { $rate } в секунду · осталось около { $time }
broadcasts-run =
    • { $deed ->
        [edit] Правка { $since }: изменено
        [delete] Удаление { $since }: удалено
       *[resend] Повтор { $since }: отправлено
    } { $sent } из { $total }{ $state ->
        [scheduled] , сейчас начнётся
        [running] , идёт
        [paused] , на паузе
        [stopped] , остановлено
       *[done] { "" }
    }
broadcasts-unsure =
    Неизвестно, дошло ли сообщение до { $number ->
        [one] { $number } получателя
       *[many] { $number } получателей
    }. Связь оборвалась, когда оно уже уходило. Само оно не повторится: { $number ->
        [1] получатель мог
       *[many] часть из них могла
    } его получить.
broadcasts-untraced =
    У { $number ->
        [one] { $number } получателя
       *[many] { $number } получателей
    } может остаться { $deed ->
        [edit] прежнее сообщение: неизвестно, дошло ли оно, поэтому изменить его нельзя.
       *[delete] копия: неизвестно, дошла ли она, поэтому удалить её нельзя.
    }

broadcasts-pause = Пауза
broadcasts-resume = Продолжить
broadcasts-stop = Остановить
broadcasts-cancel = Отменить рассылку
broadcasts-content = Показать сообщение
broadcasts-edit = Изменить
broadcasts-delete = Удалить у получателей
broadcasts-resend = Повторить неизвестным ({ $number })

broadcasts-did-pause = Пауза
broadcasts-did-resume = Продолжаем
broadcasts-did-stop = Остановлено. Что уже ушло, останется у получателей.
broadcasts-did-delete = Удаляем рассылку № { $broadcast } у получателей. Ход — ниже.
broadcasts-did-resend = Повторяем рассылку № { $broadcast }. Ход — ниже.
broadcasts-did-not = Уже сделано или закончилось само: посмотрите, что в сообщении теперь
broadcasts-finish-first = Сначала закончите начатый разговор или отмените его: /cancel

broadcasts-ask-cancel = Отменить рассылку № { $broadcast }? Её никто не получит.
broadcasts-ask-stop =
    { $deed ->
        [send] Остановить рассылку № { $broadcast }? Кому она ещё не ушла, те её не получат. Продолжить потом будет нельзя: для этого есть «Пауза».
       *[other] Остановить? До остальных получателей это не дойдёт. Продолжить потом будет нельзя: для этого есть «Пауза».
    }
broadcasts-ask-delete =
    Удалить рассылку № { $broadcast } у { $number ->
        [one] { $number } получателя
       *[many] { $number } получателей
    }? Вернуть её будет нельзя.
broadcasts-ask-resend =
    Отправить рассылку № { $broadcast } ещё раз { $number ->
        [one] { $number } получателю
       *[many] { $number } получателям
    }? { $number ->
        [1] Получатель мог
       *[many] Часть из них могла
    } её уже получить, тогда она придёт дважды.
broadcasts-yes-stop = Да, остановить
broadcasts-yes-delete = Да, удалить
broadcasts-yes-resend = Да, повторить
broadcasts-no = Не надо
broadcasts-as-it-was = Хорошо, ничего не меняем.

form-broadcast-edit = Правка рассылки
broadcast-edit-content =
    <b>Новое сообщение для № { $broadcast }</b>
    { $kind ->
        [text] Пришлите новый текст.
        [album] Пришлите новую подпись к альбому. Сами файлы останутся прежними.
        [voice] Пришлите новую подпись. Голосовое останется прежним.
       *[photo] Пришлите новую подпись. Чтобы заменить и сам файл, пришлите файл того же вида с подписью.
    }
    .given = Сообщение
    .correct = Изменить сообщение
    .next = Дальше
broadcast-edit-link =
    <b>Кнопка со ссылкой</b>
    Напишите текст кнопки и адрес, например: Подробнее — https://example.ru/osago
    .given = Кнопка
    .correct = Изменить кнопку
    .same = Оставить прежнюю
    .skip = Без кнопки
    .skipped = нет
broadcast-edit-confirm =
    <b>Проверьте правку рассылки № { $broadcast }</b>
    Сообщение выше: таким оно станет у всех, кто его получил. Прочитать прежнее будет нельзя.{ $untraced ->
        [0] { "" }
        [one] { " " }У { $untraced } получателя может остаться прежнее сообщение: неизвестно, дошло ли оно, поэтому изменить его нельзя.
       *[many] { " " }У { $untraced } получателей может остаться прежнее сообщение: неизвестно, дошло ли оно, поэтому изменить его нельзя.
    }
    .change = Изменить у всех
    .test = Прислать мне
broadcast-edit-done = Меняем рассылку № { $broadcast } у получателей. Ход — ниже.

refusal-broadcast-gone = Такой рассылки нет.
refusal-broadcast-not-over = Рассылка ещё не закончилась. Остановите её или дождитесь конца.
refusal-broadcast-run-busy = С этой рассылкой уже что-то делают. Дождитесь конца или остановите.
refusal-broadcast-taken-back = Эту рассылку уже удаляли у получателей.
refusal-broadcast-too-late = Прошло больше 48 часов: Telegram уже не даёт изменить и удалить эту рассылку.
refusal-broadcast-nobody-has-it = Эту рассылку никто не получил, менять нечего.
refusal-broadcast-none-unsure = Неизвестных больше нет: повторять некому.
refusal-broadcast-not-shown = Telegram больше не принимает это сообщение: показать его не получится.
refusal-broadcast-forgotten = Прошло больше 30 дней, и текст этой рассылки стёрт: ни показать, ни изменить, ни повторить её нельзя.
refusal-broadcast-other-kind = Вид сообщения изменить нельзя: вместо текста — текст, вместо подписи — текст подписи, вместо файла — один файл того же вида.
refusal-broadcast-caption-long = Для подписи это слишком длинно: можно до { $most } символов.
refusal-broadcast-choose = Выберите рассылку ещё раз: /broadcasts, нужный номер и «Изменить».
