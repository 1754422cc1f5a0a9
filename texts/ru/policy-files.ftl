# Загрузка полисов файлом: что слышит администратор, и чего не хватило строкам.

policy-file-taken = Файл «{ $file }» принят. Скоро начну читать и покажу, как идёт дело.
policy-file-elsewhere = Полисы приходят прямо из системы страховщика. Файл не загружен: клиенты бы его не увидели.
policy-file-too-big = Файл больше { $megabytes } МБ, боты такие получить не могут. Разделите его на части или загрузите командой на сервере.
policy-file-begun = Читаю файл «{ $file }»…
policy-file-progress = Читаю файл «{ $file }»: строк { $lines }, { $percent } %.
policy-file-applied = Файл «{ $file }» прочитан, отчёт ниже.

policy-file-done = Файл «{ $file }» загружен.
policy-file-all-refused = Файл «{ $file }» не загружен: не подошла ни одна строка.
policy-file-not-taken = Файл «{ $file }» не загружен.
policy-file-figures =
    Принято строк: { $accepted }
    • новых полисов: { $new }
    • изменённых: { $changed }
    • без изменений: { $unchanged }
    Не принято строк: { $refused }
policy-file-unknown = Лишние столбцы пропущены: { $columns }
policy-file-list = Какие строки не приняты и почему — в таблице.

policy-report-file = отказы.csv
policy-report-line = строка
policy-report-column = столбец
policy-report-reason = причина
policy-report-more = и ещё строк: { $number }

policy-fault-empty = Файл пуст.
policy-fault-no-header = В файле не нашлось строки с названиями столбцов.
policy-fault-no-lines = В файле только названия столбцов, строк с полисами нет.
policy-fault-missing-columns = Не хватает столбцов: { $columns }
policy-fault-repeated-columns = Столбцы встречаются дважды: { $columns }
policy-fault-too-many-lines = В файле больше 1 100 000 строк. Разделите его на части.
policy-fault-encoding = Кодировка не читается: в тексте UTF-8 есть испорченные места. Сохраните таблицу заново как CSV в UTF-8 или Windows-1251.
policy-fault-utf-16 = Файл в кодировке UTF-16. Сохраните его как CSV в UTF-8 или Windows-1251.
policy-fault-spreadsheet = Это книга Excel. Сохраните лист как CSV.
policy-fault-binary = Это не текстовый файл. Сохраните таблицу как CSV.
policy-fault-too-big = Файл слишком велик, боты такие получить не могут. Разделите его на части или загрузите командой на сервере.
policy-fault-not-fetched = Telegram не отдал файл. Отправьте его ещё раз.
policy-fault-broke-off = Чтение этого файла несколько раз обрывалось вместе с ботом. Разделите файл на части или загрузите его командой на сервере.
policy-fault-broken = Внутренняя ошибка, о ней уже записано в журнал. Отправьте файл позже.

policy-column-line = вся строка
policy-column-number = номер
policy-column-product = продукт
policy-column-start = начало
policy-column-end = окончание
policy-column-status = статус
policy-column-insured = объект
policy-column-name = ФИО
policy-column-birth-date = дата рождения
policy-column-document-type = тип документа
policy-column-series = серия
policy-column-document-number = номер документа

policy-reason-empty = не заполнено
policy-reason-too-long = слишком длинно
policy-reason-exponent = номер испорчен таблицей (вида 1,2E+10): задайте столбцу текстовый формат
policy-reason-not-a-date = не дата: нужна вида 31.12.2026 или 2026-12-31
policy-reason-no-such-day = такого дня нет
policy-reason-before-start = окончание раньше начала
policy-reason-future = дата рождения в будущем
policy-reason-age = возраст не от 14 до 120 лет
policy-reason-unknown-value = неизвестное значение
policy-reason-name-initials = нужны имя и отчество полностью, без инициалов
policy-reason-name-letters = лишние знаки: в имени только буквы, дефис и апостроф
policy-reason-name-mixed = русские и латинские буквы в одном слове
policy-reason-name-hyphens = дефис или апостроф стоит не на месте
policy-reason-name-one-word = нужны хотя бы фамилия и имя
policy-reason-not-a-series = серия не такая, как у этого документа
policy-reason-decimal = записано дробью (вида 123456.0): задайте столбцу текстовый формат
policy-reason-not-a-number = номер не такой, как у этого документа
policy-reason-too-many-cells = ячеек больше, чем столбцов
policy-reason-line-too-long = строка слишком длинная
policy-reason-quotes = кавычки не закрыты
policy-reason-control-characters = недопустимые знаки
policy-reason-repeated = номер уже был в строке { $first }

policy-file-workbook = Полисы загружаются таблицей CSV. Откройте файл в Excel, выберите «Сохранить как» → «CSV UTF-8» и пришлите то, что получилось.
