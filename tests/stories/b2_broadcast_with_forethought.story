# B2 Before a broadcast leaves, the commander sees how many it reaches and how many of them are asleep. Here is offered
# first; the channel when asked again.

# At 14:00 in London it is night in Tokyo: Dana sleeps, and is away.
as jim in em: /em channel join #hot-330 if you know checkout
press Wake only here as jim

# Here reaches who sits at the screen.
as jim in em: /em here join #hot-330 if you know checkout
press Drop as jim

# Asked again for the channel, it is done: everybody is woken.
as jim in em: /em channel checkout is down for all customers
press Wake channel anyway as jim

# What was asked for less does not wake more, and only who asked sends it.
as jim in em: /em here look at search
as jim in em: /em send 4 channel
as bob in em: /em send 4 here
as bob in em: /em drop 4

# The count is of now: after ten minutes it is out of date.
advance 10m
as jim in em: /em send 4 here

# It says what people are to do.
as jim in em: /em here
as jim in em: /em send 9 here

# What somebody wanted to shout goes out only after the commander has seen whom it wakes.
as bob in em: @channel everybody look at checkout
press Send it to the commander instead as bob
press Wake here as jim direct
press Wake here as jim in em

# Nobody can be counted: the commander is told so and decides.
fail chat audience forbidden
as jim in em: /em everyone the office is on fire

----

14:00 > as jim in em: /em channel join #hot-330 if you know checkout
em (only Jim Smith) | Jim Smith | (types) /em channel join #hot-330 if you know checkout
em (only Jim Smith) | chatops | `channel` reaches 8 people; 1 is asleep (local time).
    > join #hot-330 if you know checkout
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Drop]

14:00 > press Wake only here as jim
em | Jim Smith | (presses) Wake only here
em | chatops | @here Jim Smith: join #hot-330 if you know checkout
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:00 > as jim in em: /em here join #hot-330 if you know checkout
em (only Jim Smith) | Jim Smith | (types) /em here join #hot-330 if you know checkout
em (only Jim Smith) | chatops | `here` reaches 7 people; nobody is asleep.
    > join #hot-330 if you know checkout
    Nobody has been woken yet.
    [Wake here] [Drop]

14:00 > press Drop as jim
em | Jim Smith | (presses) Drop

14:00 > as jim in em: /em channel checkout is down for all customers
em (only Jim Smith) | Jim Smith | (types) /em channel checkout is down for all customers
em (only Jim Smith) | chatops | `channel` reaches 8 people; 1 is asleep (local time).
    > checkout is down for all customers
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Drop]

14:00 > press Wake channel anyway as jim
em | Jim Smith | (presses) Wake channel anyway
em | chatops | @channel Jim Smith: checkout is down for all customers
em | notified | wakes 9: Ann Lee, Bob Ray, Dana Wu, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:00 > as jim in em: /em here look at search
em (only Jim Smith) | Jim Smith | (types) /em here look at search
em (only Jim Smith) | chatops | `here` reaches 7 people; nobody is asleep.
    > look at search
    Nobody has been woken yet.
    [Wake here] [Drop]

14:00 > as jim in em: /em send 4 channel
em (only Jim Smith) | Jim Smith | (types) /em send 4 channel
em (only Jim Smith) | chatops | The preview was for `here`; `channel` wakes more people.
    Ask for it to see whom it wakes: `channel <what they are to do>`.

14:00 > as bob in em: /em send 4 here
em (only Bob Ray) | Bob Ray | (types) /em send 4 here
em (only Bob Ray) | chatops | Only the duty commander may wake the room.
    Jim Smith commands. Tell them what you see: `ask <what you see>`.

14:00 > as bob in em: /em drop 4
em (only Bob Ray) | Bob Ray | (types) /em drop 4
em (only Bob Ray) | chatops | Only the duty commander may wake the room.
    Jim Smith commands. Tell them what you see: `ask <what you see>`.

14:00 > advance 10m
em (only Jim Smith) | chatops | Broadcast 4 was not sent. Nobody has been woken.

14:10 > as jim in em: /em send 4 here
em (only Jim Smith) | Jim Smith | (types) /em send 4 here
em (only Jim Smith) | chatops | There is no broadcast 4 that waits to be sent.
    Ask for one: `here <what they are to do>`.

14:10 > as jim in em: /em here
em (only Jim Smith) | Jim Smith | (types) /em here
em (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `here <text> · channel <text> · everyone <text>`.

14:10 > as jim in em: /em send 9 here
em (only Jim Smith) | Jim Smith | (types) /em send 9 here
em (only Jim Smith) | chatops | There is no broadcast 9 that waits to be sent.
    Ask for one: `here <what they are to do>`.

14:10 > as bob in em: @channel everybody look at checkout
em | Bob Ray | @channel everybody look at checkout
em | chatops | (takes away) @channel everybody look at checkout
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@channel`. You wrote:
    > @channel everybody look at checkout
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:10 > press Send it to the commander instead as bob
em | Bob Ray | (presses) Send it to the commander instead
direct (Jim Smith) | chatops | Bob Ray wanted to wake #em (channel). Message 5:
    > @channel everybody look at checkout
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:10 > press Wake here as jim direct
direct (Jim Smith) | Jim Smith | (presses) Wake here
em (only Jim Smith) | chatops | `here` reaches 7 people; nobody is asleep.
    > @channel everybody look at checkout
    Nobody has been woken yet.
    [Wake here] [Drop]

14:10 > press Wake here as jim in em
em | Jim Smith | (presses) Wake here
em | chatops | @here Jim Smith: @channel everybody look at checkout
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:10 > fail chat audience forbidden

14:10 > as jim in em: /em everyone the office is on fire
em (only Jim Smith) | Jim Smith | (types) /em everyone the office is on fire
em (only Jim Smith) | chatops | `everyone`: it is not known whom this reaches. They could not be counted.
    > the office is on fire
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Wake everyone anyway] [Drop]

journal: briefing.confirmed ×9, briefing.pinned, mention.dropped, mention.expired, mention.forwarded, mention.granted ×3, mention.intercepted, mention.previewed ×6, mention.requested ×6, person.noted ×9, record.refused ×6, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
