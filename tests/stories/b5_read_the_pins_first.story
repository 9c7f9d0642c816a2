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

----

14:00 > as jim in em: /em pin Checkout is slow in EMEA; the bridge is https://meet.example/em
em (only Jim Smith) | Jim Smith | (types) /em pin Checkout is slow in EMEA; the bridge is https://meet.example/em
em (only Jim Smith) | chatops | Pinned, in order:
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em
em | chatops | Checkout is slow in EMEA; the bridge is https://meet.example/em
em | pinned | Checkout is slow in EMEA; the bridge is https://meet.example…

14:00 > join em as nia
em | members | Nia Park joins
direct (Nia Park) | chatops | Jim Smith – All Quiet
    No open incidents.
em (only Nia Park) | chatops | Welcome to the emergency channel.
    Pinned, in order:
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as nia in em: checkout: has anybody looked at the cache?
em | Nia Park | checkout: has anybody looked at the cache?
em | chatops | (takes away) checkout: has anybody looked at the cache?
em (only Nia Park) | chatops | Here one reads the pins before speaking. You wrote:
    > checkout: has anybody looked at the cache?
    Pinned, in order:
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Read the pins, then confirm.
    [I have read it]

14:00 > press I have read it as nia
em | Nia Park | (presses) I have read it
em (only Nia Park) | chatops | Noted, thank you. You can speak here now.

14:00 > as nia in em: checkout: has anybody looked at the cache?
em | Nia Park | checkout: has anybody looked at the cache?
em (only Nia Park) | chatops | All is quiet here, and this room is kept free for emergencies. Talk goes on in your team's room. If you see something wrong, ask the commander: `ask <what you see>`.

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
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em

14:00 > leave em as nia
em | members | Nia Park leaves

14:00 > join em as nia
em | members | Nia Park joins

14:00 > join em as max

14:00 > as max in em: search is not affected
em | Max Moss | search is not affected
em (only Max Moss) | chatops | All is quiet here, and this room is kept free for emergencies. Talk goes on in #team-search. If you see something wrong, ask the commander: `ask <what you see>`.

14:00 > join em as kim
em | members | Kim Oh joins
direct (Kim Oh) | chatops | Jim Smith – All Quiet
    No open incidents.
em (only Kim Oh) | chatops | Welcome to the emergency channel.
    Pinned, in order:
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: /em errand @kim
em (only Kim Oh) | Kim Oh | (types) /em errand @kim
em (only Kim Oh) | chatops | Only a team manager or the duty commander may name a delegate.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as mia in em: /em errand @kim
em (only Mia Costa) | Mia Costa | (types) /em errand @kim
em (only Mia Costa) | chatops | Only the manager of their team or who leads the room sends people with an errand.
    Ask one of them, or let the person read the pins and confirm: `briefed`.

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
direct (Kim Oh) | chatops | Max Moss sends you to #em. You can say one thing there before you have read the pins.

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
em (only Max Moss) | chatops | They have an errand already.
    Let them speak first.

14:00 > as kim in em: max says search is not affected by checkout
em | Kim Oh | max says search is not affected by checkout
em (only Kim Oh) | chatops | Your errand is done. To say more:
    Read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: and the cache is warm
em | Kim Oh | and the cache is warm
em | chatops | (takes away) and the cache is warm
em (only Kim Oh) | chatops | Here one reads the pins before speaking. You wrote:
    > and the cache is warm
    Pinned, in order:
    • 1 – The rules of this channel
    • 2 – Checkout is slow in EMEA; the bridge is https://meet.example/em
    Read the pins, then confirm.
    [I have read it]

14:00 > as kim in em: /em briefed
em (only Kim Oh) | Kim Oh | (types) /em briefed
em (only Kim Oh) | chatops | Noted, thank you. You can speak here now.

14:00 > as kim in em: checkout: and the cache is warm
em | Kim Oh | checkout: and the cache is warm
em (only Kim Oh) | chatops | All is quiet here, and this room is kept free for emergencies. Talk goes on in #team-search. If you see something wrong, ask the commander: `ask <what you see>`.

14:00 > as max in em: /em errand @kim
em (only Max Moss) | Max Moss | (types) /em errand @kim
em (only Max Moss) | chatops | They have read the pins and can speak.
    Just send them.

journal: briefing.arrived ×3, briefing.confirmed ×11, briefing.errand_done, briefing.errand_given, briefing.held_back ×2, briefing.pinned ×2, chatter.hinted ×3, person.noted ×12, record.departed, record.refused ×6, room.opened ×4, seat.appointed, shift.consulted, shift.shift_started, shown, started
