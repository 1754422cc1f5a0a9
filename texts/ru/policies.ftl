# «Мои полисы»: the list, one policy, and why there is nothing to see.

policies-head = <b>Мои полисы</b>, всего { $total }
policies-item =
    <b>{ $product }</b>
    № { $number }
    { $starts } – { $ends } · { $term }
policies-closed =
    <b>{ $product }</b>
    требуется подтверждение личности
policies-why-closed = Номер, срок и подробности откроются, когда вы подтвердите личность.
policies-under-review = Заявка рассматривается: номер, срок и подробности откроются после одобрения.
policies-empty =
    <b>Мои полисы</b>
    Полисов пока нет.

    Новый полис появляется здесь в течение суток после оформления. Проверьте, что в «Моих данных» ФИО, дата рождения и документ такие же, как в полисе. Если всё совпадает, а полиса нет, напишите нам.
policies-profile-first =
    <b>Мои полисы</b>
    Сначала заполните «Мои данные»: ваши полисы мы находим по ФИО, дате рождения и документу.

policy-details =
    <b>{ $product }</b>
    Номер: <code>{ $number }</code>
    Срок: { $starts } – { $ends }
    Статус: { $term }
policy-insured = Застраховано: { $insured }
policy-left =
    { $left ->
        [0] Сегодня последний день полиса.
        [one] До конца полиса остался { $left } день.
        [few] До конца полиса осталось { $left } дня.
       *[many] До конца полиса осталось { $left } дней.
    }
policy-gone = Этого полиса в вашем списке больше нет.

policy-term-not-begun = ещё не начался
policy-term-in-force = действует
policy-term-ends-soon = скоро закончится
policy-term-over = закончился
policy-term-suspended = приостановлен
policy-term-cancelled = расторгнут

policies-open = { $product } · { $number }
policies-position = { $page } из { $pages }
policies-copy = Скопировать номер
policies-back = К списку полисов
policies-retry = Повторить

refusal-policies-away = Список полисов сейчас недоступен, попробуйте позже.
