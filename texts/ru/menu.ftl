# The menu, the list of commands, help and the choice of language.

welcome = Здравствуйте! Это личный кабинет { $brand }.
menu-guest = Для оформления полиса Е-ОСАГО требуется регистрация в личном кабинете
menu-customer = Вы в личном кабинете. Что сделать?

menu-menu = Меню
menu-register = Регистрация
menu-login = Войти
menu-reset = Забыли пароль?
menu-profile-first = Заполнить мои данные
menu-policies = Мои полисы
menu-verify = Подтвердить личность
menu-profile = Мои данные
menu-password = Сменить пароль
menu-security = Вход и контакты
menu-logout = Выйти
menu-help = Помощь

command-start = Меню
command-register = Регистрация
command-login = Войти
command-reset = Забыли пароль?
command-profile = Мои данные
command-policies = Мои полисы
command-verify = Подтвердить личность
command-password = Сменить пароль
command-security = Вход и контакты
command-logout = Выйти
command-language = Язык · Language
command-privacy = Что о вас хранится
command-help = Помощь
command-cancel = Отменить начатое

help =
    <b>Помощь</b>
    Здесь можно сделать то же, что на сайте <a href="{ $cabinet_url }">личного кабинета</a>.

    /register — регистрация
    /login — вход
    /reset — новый пароль, если прежний забыт
    /profile — мои данные
    /policies — мои полисы
    /verify — подтвердить личность
    /password — сменить пароль
    /security — вход и контакты
    /logout — выйти из кабинета в этом чате
    /language — язык
    /privacy — что о вас хранится, скачать и удалить
    /cancel — отменить начатое

    Ошиблись в ответе? Нажмите «Назад» или измените своё сообщение в чате.
    Разговор можно прервать: я помню его 7 дней.
    Если не получается, напишите нам: { $support_email }.
help-of-roles = Для тех, кто управляет ботом:
help-broadcast = /broadcast — сделать рассылку
help-broadcasts = /broadcasts — рассылки: ход и итоги
help-user = /user — найти клиента
help-stats = /stats — цифры и воронка
help-admins = /admins — кто управляет ботом
help-policies = Файл CSV — загрузить полисы: пришлите его сюда

already-signed-in = Вы уже в личном кабинете. Чтобы войти в другой, сначала выйдите: /logout.
signed-out = Вы вышли из личного кабинета.

choose-language = Выберите язык · Choose a language
language-ru = Русский
language-en = English
language-chosen = Говорим по-русски.
