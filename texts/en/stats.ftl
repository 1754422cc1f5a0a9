# Figures for admins: people, the funnel, where they stop, requests, broadcasts.

command-stats = Figures and the funnel

stats-come = Counting: the figures come in a moment.
stats-table-comes = Making the table.
stats-table = 📄 Table by day (CSV)

stats-users =
    <b>People</b>
    Have written to the bot: { $people }, of whom blocked it: { $gone }
    Accounts: { $accounts }, with details: { $complete }, identity confirmed: { $verified }, closed by us: { $blocked }

stats-funnel = <b>Funnel of { $days } days</b>
stats-first-step = { $step }: { $count }
stats-step = { $step }: { $count } ({ $share } %)
stats-stage-start = Started
stats-stage-contacts = Gave contacts
stats-stage-codes = Entered the codes
stats-stage-profile = Filled in details
stats-stage-verified = Confirmed identity

stats-stops = <b>Where they stopped</b> (no answer for an hour)
stats-stops-unknown = Not counted: there are too many unfinished conversations.
stats-stop = { $form } → { $question }: { $count }
stats-stop-step = { $form }, step { $number }: { $count }

stats-desk =
    <b>Requests</b>
    Waiting: { $open }, of these overdue: { $overdue }
stats-answers = In 8 weeks: { $answered }, in time { $percent } %, median { $median }, p90 { $p90 }

stats-broadcasts = <b>Broadcasts</b>
stats-broadcast-unbegun = No. { $number }: { $state ->
        [stopped] cancelled before it began
       *[scheduled] planned
    }
stats-broadcast =
    No. { $number }: { $state ->
        [running] running,{ " " }
        [paused] paused,{ " " }
        [stopped] stopped,{ " " }
       *[done] { "" }
    }{ $sent } of { $total } received it ({ $share } %){ $removed ->
        [yes] , deleted at the recipients
       *[no] { "" }
    }

stats-chart = Funnel of { $days } days, and its steps by day
    .by-day = people a day
