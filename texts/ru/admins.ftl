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
admins-done = Готово: роль назначена, человек получит сообщение.
admins-same = У этого человека уже есть такая роль.
admins-removed = Роль снята.
admins-removed-before = У этого человека уже нет роли.
admins-not-understood = Не понял. Нужны Telegram id и роль: admin или reader.
refusal-owner-stays = Это владелец: его назначают и убирают только в настройках.
refusal-never-talked = Этот человек ещё не писал боту. Проверьте id или попросите его нажать /start.

notice-role-admin =
    Вас назначили администратором этого бота.
    /user — найти клиента по email, телефону, Telegram id или номеру заявки (№12). /broadcast — сделать рассылку. Полисы загружаются файлом CSV.
notice-role-reader =
    Вам открыли просмотр клиентов в этом боте.
    /user — найти клиента по email, телефону, Telegram id или номеру заявки (№12).

user-page =
    <b>Личный кабинет</b>
    Email: { $email }
    Телефон: { $phone }
user-blocked = ⛔ Заблокирован с { $since }
user-opened = Открыт { $since }
user-named = { $name }, дата рождения { $born }
user-has-profile = Данные заполнены
user-no-profile = Данные не заполнены
user-verified = Личность подтверждена { $since }
user-not-verified = Личность не подтверждена
user-sign-ins = Где открыт кабинет:
user-no-sign-ins = Сейчас нигде не открыт.
user-sign-in = • Telegram <code>{ $person }</code> — с { $since }
user-sign-in-gone = • Telegram <code>{ $person }</code> — с { $since }; бот у него заблокирован
user-guest = Telegram <code>{ $person }</code>: сейчас не входит ни в один личный кабинет.
user-guest-gone = Бот у него заблокирован.
user-request-open =
    { $kind ->
        [question] Открыт вопрос
       *[verification] Открыта заявка
    } №{ $request }: <code>/request { $request }</code> в группе поддержки
user-request-over = Последняя заявка №{ $request }: <code>/request { $request }</code> в группе поддержки

user-end = Завершить все входы
user-block = Заблокировать
user-unblock = Разблокировать
user-back = Не надо
user-ask-end = Завершить все входы в этот кабинет? Клиент сможет войти снова с паролем.
user-ask-block = Заблокировать этот кабинет? Все входы завершатся, войти будет нельзя, пока вы его не разблокируете.
user-ask-unblock = Разблокировать этот кабинет? Клиент снова сможет войти.
user-yes-end = Да, завершить
user-yes-block = Да, заблокировать
user-yes-unblock = Да, разблокировать
refusal-no-such-user = Никого не нашёл. Напишите после /user email, телефон, Telegram id или номер заявки с «№».

refusal-account-blocked = Этот личный кабинет заблокирован, войти в него нельзя. Напишите нам: { $support_email }.
notice-account-blocked =
    Ваш личный кабинет заблокирован, все входы завершены.
    Если это ошибка, напишите нам: { $support_email }.
notice-sign-ins-ended = Поддержка завершила все входы в ваш личный кабинет. Чтобы продолжить, войдите снова.
