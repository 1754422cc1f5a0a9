# «Мои полисы»: the list, one policy, and why there is nothing to see.

policies-head = <b>My policies</b>, { $total } in all
policies-item =
    <b>{ $product }</b>
    No. { $number }
    { $starts } – { $ends } · { $term }
policies-closed =
    <b>{ $product }</b>
    identity verification required
policies-why-closed = Number, period and details open once you have verified your identity.
policies-under-review = Your request is being looked at: number, period and details open once it is approved.
policies-empty =
    <b>My policies</b>
    There are no policies yet.

    A new policy appears here within a day after it was issued. Please check that name, birth date and document in “My details” are the same as in the policy. If they are and the policy is not here, write to us.
policies-profile-first =
    <b>My policies</b>
    First fill in “My details”: we find your policies by name, birth date and document.

policy-details =
    <b>{ $product }</b>
    Number: <code>{ $number }</code>
    Period: { $starts } – { $ends }
    Status: { $term }
policy-insured = Insured: { $insured }
policy-left =
    { $left ->
        [0] Today is the last day of this policy.
        [one] { $left } day left until the policy ends.
       *[other] { $left } days left until the policy ends.
    }
policy-gone = This policy is not in your list any more.

policy-term-not-begun = not begun yet
policy-term-in-force = in force
policy-term-ends-soon = ends soon
policy-term-over = ended
policy-term-suspended = suspended
policy-term-cancelled = cancelled

policies-open = { $product } · { $number }
policies-position = { $page } of { $pages }
policies-copy = Copy the number
policies-back = To the list of policies
policies-retry = Try again

refusal-policies-away = The list of policies is unavailable now, please try later.
