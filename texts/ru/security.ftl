# «Вход и контакты»: how the account is reached and where it is signed in; the end of a change that only people can help.

security-page =
    <b>Вход и контакты</b>
    Email: { $email }
    Телефон: { $phone }

    Где открыт ваш кабинет:
security-here = • Этот чат — с { $since }
security-named = { $number }. Другой Telegram: { $name } — с { $since }
security-other = { $number }. Другой Telegram — с { $since }
security-more = и ещё { $number }
security-email = Сменить email
security-phone = Сменить телефон
security-end = Завершить { $number }
security-end-all = Завершить все другие
security-ended = Вход завершён. Если пароль знает кто-то ещё, смените его.

old-contact-lost =
    Без кода с прежнего контакта сменить его здесь нельзя: так кабинет защищён от чужих.
    Напишите в поддержку: там проверят, что это вы, и помогут.
