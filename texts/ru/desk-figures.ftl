# Figures for the desk: what waits, how long answers took, and the words of the chart.

desk-figures-waiting =
    <b>Сейчас</b>
    Ждут ответа: { $open }, из них просрочено: { $overdue }

desk-figures-none = С { $day } ответов не было.

desk-figures-all =
    <b>Ответы с { $day }</b>
    Всего: { $answered }, в срок: { $percent } %
    Медиана: { $median }
    p90: { $p90 }

desk-figures-weeks = <b>По неделям</b>
desk-figures-people = <b>По сотрудникам</b>
desk-figures-row = { $what }: { $answered } · { $median } / { $p90 } · { $percent } %
desk-figures-more-people = И ещё: { $number }
desk-figures-legend = В строке: сколько ответов · медиана / p90 · доля в срок. Половина ответов дана не позже медианы, девять из десяти — не позже p90.

desk-figures-moment = меньше минуты
desk-figures-minutes = { $minutes } мин
desk-figures-hours = { $hours } ч
desk-figures-hours-minutes = { $hours } ч { $minutes } мин
desk-figures-days = { $days } дн.
desk-figures-days-hours = { $days } дн. { $hours } ч

desk-figures-chart =
    .title = Время до ответа по неделям
    .median = медиана
    .nine-in-ten = p90 (9 ответов из 10 не позже)
    .in-minutes = минуты
    .in-hours = часы
    .in-days = дни
    .answered = ответы
