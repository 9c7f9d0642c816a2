# B5 A newcomer is briefed in private and confirms; before that their words on the main channel are held back.
set people = [{ handle = "max", name = "Max Moss", zone = "Europe/London", rooms = [] }, { handle = "kim", name = "Kim Oh", zone = "Asia/Seoul", rooms = [] }]
set policy.teams.search = { name = "Search", room = "team-search", manager = "max", members = ["kim"], components = ["search"] }

as jim in em: /em pin Checkout is slow in EMEA; the bridge is https://meet.example/em

# Nia is new: briefed, held back, then confirmed.
join em as nia
as nia in em: checkout: has anybody looked at the cache?
press I have read it as nia
as nia in em: checkout: has anybody looked at the cache?
as nia in em: /em briefed
as nia in em: /em brief

# Who leaves and comes back knows the room.
leave em as nia
join em as nia

# A manager is presumed briefed.
join em as max
as max in em: search is not affected

# A manager sends somebody with an errand, who may speak once.
join em as kim
as kim in em: /em errand @kim
as mia in em: /em errand @kim
as max in em: /em errand @kim
as max in em: /em errand @kim
as kim in em: max says search is not affected by checkout
as kim in em: and the cache is warm

# Confirming ends it.
as kim in em: /em briefed
as kim in em: checkout: and the cache is warm
as max in em: /em errand @kim

# The newcomer of an incident reads how it stands. What the rules pin themselves nobody takes off; the rest has an order.
as jim in em: /em declare slow checkout in EMEA sev3
advance 3m
join hot-330 as nia
as jim in hot-330: /em pin The runbook: https://runbooks.example/checkout
as jim in hot-330: /em pin Releases are frozen
as jim in hot-330: /em repin 2 1
as jim in hot-330: /em unpin 3
as nia in hot-330: /em briefed

----

14:00 > as jim in em: /em pin Checkout is slow in EMEA; the bridge is https://meet.example/em
em (only Jim Smith) | Jim Smith | (types) /em pin Checkout is slow in EMEA; the bridge is https://meet.example/em
em (only Jim Smith) | chatops | Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em
em | chatops | Checkout is slow in EMEA; the bridge is https://meet.example/em
em | pinned | Checkout is slow in EMEA; the bridge is https://meet.example…

14:00 > join em as nia
em | members | Nia Park joins
em (only Nia Park) | chatops | Welcome to #em.
    Jim Smith – All Quiet
    No open incidents.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as nia in em: checkout: has anybody looked at the cache?
em | Nia Park | checkout: has anybody looked at the cache?
em | chatops | (takes away) checkout: has anybody looked at the cache?
em (only Nia Park) | chatops | Here one reads the pins before speaking. You wrote:
    > checkout: has anybody looked at the cache?
    Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Read the pins, then confirm.
    [I have read it]

14:00 > press I have read it as nia
em | Nia Park | (presses) I have read it
em (only Nia Park) | chatops | Noted, thank you. What you say here stands from now on. If you see something wrong: `ask <what you see>`.

14:00 > as nia in em: checkout: has anybody looked at the cache?
em | Nia Park | checkout: has anybody looked at the cache?
em (only Nia Park) | chatops | All is quiet here, and this room is kept free for emergencies. If this is about something wrong, send it to the commander. Other talk goes to your team's room.
    [Ask the commander]

14:00 > as nia in em: /em briefed
em (only Nia Park) | Nia Park | (types) /em briefed
em (only Nia Park) | chatops | You have confirmed already.
    You can speak; `brief` shows the pins again.

14:00 > as nia in em: /em brief
em (only Nia Park) | Nia Park | (types) /em brief
em (only Nia Park) | chatops | Jim Smith – All Quiet
    No open incidents.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em

14:00 > leave em as nia
em | members | Nia Park leaves

14:00 > join em as nia
em | members | Nia Park joins

14:00 > join em as max

14:00 > as max in em: search is not affected
em | Max Moss | search is not affected

14:00 > join em as kim
em | members | Kim Oh joins
em (only Kim Oh) | chatops | Welcome to #em.
    Jim Smith – All Quiet
    No open incidents.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: /em errand @kim
em (only Kim Oh) | Kim Oh | (types) /em errand @kim
em (only Kim Oh) | chatops | Only a team manager or the duty commander may send somebody with an errand.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as mia in em: /em errand @kim
em (only Mia Costa) | Mia Costa | (types) /em errand @kim
em (only Mia Costa) | chatops | Only the manager of their team or who leads the room sends people with an errand.
    Ask one of them, or let the person read the pins and confirm: `briefed`.

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
direct (Kim Oh) | chatops | Max Moss sends you to #em. You can say one thing there before you have read the pins.
em (only Max Moss) | chatops | Kim Oh can say one thing in #em before reading the pins, and has been told.

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
em (only Max Moss) | chatops | Kim Oh has an errand already.
    It lasts until they have spoken.

14:00 > as kim in em: max says search is not affected by checkout
em | Kim Oh | max says search is not affected by checkout
em (only Kim Oh) | chatops | Your errand is done. To say more, read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: and the cache is warm
em | Kim Oh | and the cache is warm
em | chatops | (takes away) and the cache is warm
em (only Kim Oh) | chatops | Here one reads the pins before speaking. You wrote:
    > and the cache is warm
    Pinned, in order:
    • 1 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: /em briefed
em (only Kim Oh) | Kim Oh | (types) /em briefed
em (only Kim Oh) | chatops | Noted, thank you. What you say here stands from now on. If you see something wrong: `ask <what you see>`.

14:00 > as kim in em: checkout: and the cache is warm
em | Kim Oh | checkout: and the cache is warm
em (only Kim Oh) | chatops | All is quiet here, and this room is kept free for emergencies. If this is about something wrong, send it to the commander. Other talk goes to #team-search.
    [Ask the commander]

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
em (only Max Moss) | chatops | Kim Oh has read the pins and can speak.
    No errand is needed.

14:00 > as jim in em: /em declare slow checkout in EMEA sev3
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev3
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | topic | SEV3 – slow checkout in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Jim Smith
em | chatops | SEV3 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R130

14:00 > advance 3m

14:03 > join hot-330 as nia
hot-330 | members | Nia Park joins
hot-330 (only Nia Park) | chatops | Welcome to #hot-330.
    SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (3 min)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (3 min)

14:03 > as jim in hot-330: /em pin The runbook: https://runbooks.example/checkout
hot-330 (only Jim Smith) | Jim Smith | (types) /em pin The runbook: https://runbooks.example/checkout
hot-330 (only Jim Smith) | chatops | Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | (edited) Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | The runbook: https://runbooks.example/checkout
hot-330 | pinned | The runbook: https://runbooks.example/checkout

14:03 > as jim in hot-330: /em pin Releases are frozen
hot-330 (only Jim Smith) | Jim Smith | (types) /em pin Releases are frozen
hot-330 (only Jim Smith) | chatops | Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
    • 2 – Releases are frozen
hot-330 | chatops | (edited) • 2 – Releases are frozen
hot-330 | chatops | Releases are frozen
hot-330 | pinned | Releases are frozen

14:03 > as jim in hot-330: /em repin 2 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em repin 2 1
hot-330 (only Jim Smith) | chatops | Pinned, in order:
    • 2 – Releases are frozen
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | (edited) SEV3 slow checkout in EMEA – triage

14:03 > as jim in hot-330: /em unpin 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em unpin 3
hot-330 (only Jim Smith) | chatops | There is no pin 3.
    See the numbers with `brief`.

14:03 > as nia in hot-330: /em briefed
hot-330 (only Nia Park) | Nia Park | (types) /em briefed
hot-330 (only Nia Park) | chatops | Noted, thank you.

journal: briefing.arrived ×4, briefing.confirmed ×12, briefing.errand_done, briefing.errand_given, briefing.held_back ×2, briefing.moved, briefing.pinned ×5, chatter.hinted ×2, headline.written, named, opened, participant.arrived ×2, person.noted ×12, poll.severity_set, record.departed, record.refused ×7, register.declared, register.told ×4, room.opened ×5, seat.appointed ×2, shift.consulted, shift.shift_started, shown, started, ticket.linked, ticket.wanted, update.scheduled
