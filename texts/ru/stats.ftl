# Цифры для администраторов: люди, воронка, где останавливаются, заявки, рассылки.

command-stats = Цифры и воронка

stats-come = Считаю, цифры сейчас придут.
stats-table-comes = Готовлю таблицу.
stats-table = 📄 Таблица по дням (CSV)

stats-users =
    <b>Люди</b>
    Писали боту: { $people }, из них заблокировали его: { $gone }
    Кабинетов: { $accounts }, с данными: { $complete }, с подтверждённой личностью: { $verified }, закрыто нами: { $blocked }

stats-funnel = <b>Воронка за { $days } дн.</b>
stats-first-step = { $step }: { $count }
stats-step = { $step }: { $count } ({ $share } %)
stats-stage-start = Начали
stats-stage-contacts = Оставили контакты
stats-stage-codes = Ввели коды
stats-stage-profile = Заполнили данные
stats-stage-verified = Подтвердили личность

stats-stops = <b>Где остановились</b> (больше часа без ответа)
stats-stops-unknown = Не посчитано: незаконченных разговоров слишком много.
stats-stop = { $form } → { $question }: { $count }
stats-stop-step = { $form }, шаг { $number }: { $count }

stats-desk =
    <b>Заявки</b>
    Ждут ответа: { $open }, из них просрочено: { $overdue }
stats-answers = За 8 недель: { $answered }, в срок { $percent } %, медиана { $median }, p90 { $p90 }

stats-broadcasts = <b>Рассылки</b>
stats-broadcast-unbegun = № { $number }: { $state ->
        [stopped] отменена до начала
       *[scheduled] запланирована
    }
stats-broadcast =
    № { $number }: { $state ->
        [running] идёт,{ " " }
        [paused] на паузе,{ " " }
        [stopped] остановлена,{ " " }
       *[done] { "" }
    }дошло { $sent } из { $total } ({ $share } %){ $removed ->
        [yes] , удалена у получателей
       *[no] { "" }
    }

stats-chart = Воронка за { $days } дн. и шаги по дням
    .by-day = человек в день
