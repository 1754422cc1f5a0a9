# Figures for the desk: what waits, how long answers took, and the words of the chart.

desk-figures-waiting =
    <b>Now</b>
    Wait for an answer: { $open }, of these overdue: { $overdue }

desk-figures-none = No answers since { $day }.

desk-figures-all =
    <b>Answers since { $day }</b>
    In all: { $answered }, in time: { $percent }%
    Median: { $median }
    p90: { $p90 }

desk-figures-weeks = <b>By week</b>
desk-figures-people = <b>By person</b>
desk-figures-row = { $what }: { $answered } · { $median } / { $p90 } · { $percent }%
desk-figures-more-people = And more people: { $number }
desk-figures-legend = A line says: number of answers · median / p90 · share in time. Half of the answers took no longer than the median, nine in ten no longer than p90.

desk-figures-moment = less than a minute
desk-figures-minutes = { $minutes } min
desk-figures-hours = { $hours } h
desk-figures-hours-minutes = { $hours } h { $minutes } min
desk-figures-days = { $days } d
desk-figures-days-hours = { $days } d { $hours } h

desk-figures-chart =
    .title = Time to answer by week
    .median = median
    .nine-in-ten = p90 (9 answers in 10 took no longer)
    .in-minutes = minutes
    .in-hours = hours
    .in-days = days
    .answered = answers
