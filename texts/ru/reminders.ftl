# Reminders that people can switch off: of an unfinished registration and of a policy's end; and their switches.

reminder-registration =
    Вы начали регистрацию, { $left ->
        [one] остался { $left } шаг
        [few] осталось { $left } шага
       *[many] осталось { $left } шагов
    }.
    Введённое сохранено: можно продолжить с того же места.
reminder-policy =
    { $left ->
        [0] Сегодня последний день полиса
        [one] Остался { $left } день полиса
        [few] Осталось { $left } дня полиса
       *[many] Осталось { $left } дней полиса
    } «{ $product }»: он действует до { $ends } включительно.
    № { $number }, { $insured }

button-open-policy = Открыть полис
button-remind-no-more = Больше не напоминать

reminders =
    Напоминания в этом чате

    О незаконченной регистрации: { $registration ->
        [on] включены
       *[off] выключены
    }.
    О том, что полис скоро закончится: { $policies ->
        [on] включены
       *[off] выключены
    }.
reminders-switched-off = Хорошо, больше не напомним.
reminders-switched-on = Хорошо, будем напоминать.

button-reminders = Напоминания
button-registration-reminders-off = Не напоминать о регистрации
button-registration-reminders-on = Напоминать о регистрации
button-policy-reminders-off = Не напоминать о полисах
button-policy-reminders-on = Напоминать о полисах
