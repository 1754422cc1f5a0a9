# Администраторы: кто ими назначен, и что они видят о клиенте и делают с его кабинетом.

command-user = Найти клиента
command-admins = Кто управляет ботом

admins-page = <b>Кто управляет ботом</b>
admins-owner = • <code>{ $person }</code> — владелец, из настроек
admins-line =
    • <code>{ $person }</code> — { $role ->
        [admin] администратор
       *[reader] только просмотр
    }, назначил { $by }
admins-how =
    Назначить: <code>/admins 123456 admin</code>
    Только просмотр: <code>/admins 123456 reader</code>
    Вместо 123456 — числовой Telegram id. Человек должен был хотя бы раз написать боту.
admins-drop = Убрать { $person }
admins-first = ← К началу списка
admins-more = Ещё { $left } →
admins-done = Готово: роль назначена, человек получит сообщение.
admins-same = У этого человека уже есть такая роль.
admins-removed = Роль снята.
admins-removed-before = У этого человека уже нет роли.
admins-not-understood = Не понял. Нужны Telegram id и роль: admin или reader.
refusal-owner-stays = Это владелец: его назначают и убирают только в настройках.
refusal-never-talked = Этот человек ещё не писал боту. Проверьте id или попросите его нажать /start.

notice-role-admin =
    Вас назначили администратором этого бота.
    /user — найти клиента по email, телефону, ФИО, номеру полиса, Telegram id или номеру заявки (№12). /broadcast — сделать рассылку, /stats — цифры. Полисы загружаются файлом CSV.
notice-role-reader =
    Вам открыли просмотр клиентов в этом боте.
    /user — найти клиента по email, телефону, ФИО, номеру полиса, Telegram id или номеру заявки (№12). /stats — цифры.
notice-role-removed =
    Ваша роль в этом боте снята: команды для администраторов вам больше не доступны.
    Всё остальное работает как прежде.

user-page =
    <b>Личный кабинет</b>
    Email: { $email }
    Телефон: { $phone }
user-state =
    Состояние: { $state ->
        [guest] гость
        [limited] ограничен
        [complete] данные заполнены
        [verified] подтверждён
       *[blocked] заблокирован
    }
user-blocked = ⛔ Заблокирован с { $since }
user-opened = Открыт { $since }
user-named = { $name }, дата рождения { $born }
user-has-profile = Данные заполнены
user-no-profile = Данные не заполнены, полисы не показываются
user-verified = Личность подтверждена { $since }
user-not-verified = Личность не подтверждена
user-sign-ins = Где открыт кабинет:
user-no-sign-ins = Сейчас нигде не открыт.
user-sign-in = • Telegram <code>{ $person }</code> — с { $since }
user-sign-in-gone = • Telegram <code>{ $person }</code> — с { $since }; бот у него заблокирован
user-guest = Telegram <code>{ $person }</code>: сейчас не входит ни в один личный кабинет.
user-guest-gone = Бот у него заблокирован.
user-banned = ⛔ Пользователь Telegram заблокирован с { $since }
user-fault = Последняя ошибка: номер <code>{ $number }</code>, { $since }, Telegram <code>{ $person }</code>
user-several =
    <b>Нашлось несколько кабинетов: { $total }</b>
    Выберите нужный. Если отчество известно, добавьте его после /user.
user-several-more = Здесь первые { $shown }.
user-namesake = { $email }, { $phone }
user-namesake-born = { $born }, { $email }
user-request-open =
    { $kind ->
        [question] Открыт вопрос
       *[verification] Открыта заявка
    } №{ $request }: <code>/request { $request }</code> в группе поддержки
user-request-over = Последняя заявка №{ $request }: <code>/request { $request }</code> в группе поддержки

user-end = Завершить все входы
user-block = Заблокировать кабинет
user-unblock = Разблокировать кабинет
user-ban = Заблокировать Telegram { $person }
user-unban = Разблокировать Telegram { $person }
user-back = Не надо
user-ask-end = Завершить все входы в этот кабинет? Клиент сможет войти снова с паролем.
user-ask-block = Заблокировать этот кабинет? Все входы завершатся, войти будет нельзя, пока вы его не разблокируете.
user-ask-unblock = Разблокировать этот кабинет? Клиент снова сможет войти.
user-ask-ban = Заблокировать этого пользователя Telegram? Он выйдет из кабинета, если вошёл в него, а на всё, что он напишет, бот ответит, что доступ закрыт. Сам кабинет останется открыт другим.
user-ask-unban = Разблокировать этого пользователя Telegram? Бот снова будет ему отвечать.
user-yes-end = Да, завершить
user-yes-block = Да, заблокировать
user-yes-unblock = Да, разблокировать
user-yes-ban = Да, заблокировать
user-yes-unban = Да, разблокировать
refusal-no-such-user = Никого не нашёл. Напишите после /user email, телефон, фамилию и имя, номер полиса, Telegram id или номер заявки с «№».
refusal-whom-to-find = Кого найти? Напишите после /user email, телефон, фамилию и имя, номер полиса, Telegram id или номер заявки с «№».
refusal-surname-and-name = Нужны фамилия и имя, например /user Иванова Анна
refusal-policy-of-nobody = Такой полис есть, но личного кабинета с данными его владельца нет.
refusal-no-such-user-by-policy = Никого не нашёл. По номеру полиса искать нельзя: полисы ведёт система страховщика. Попробуйте email, телефон или ФИО.
refusal-runs-the-bot = У этого человека есть роль в боте, заблокировать его нельзя. Сначала роль снимает владелец: /admins.
refusal-shut-out = Этот пользователь Telegram заблокирован. Сначала разблокируйте его через /user.

shut-out = Доступ закрыт. Если это ошибка: { $support_email }

refusal-account-blocked = Этот личный кабинет заблокирован, войти в него нельзя. Напишите нам: { $support_email }.
notice-account-blocked =
    Ваш личный кабинет заблокирован, все входы завершены.
    Если это ошибка, напишите нам: { $support_email }.
notice-sign-ins-ended = Поддержка завершила все входы в ваш личный кабинет. Чтобы продолжить, войдите снова.
