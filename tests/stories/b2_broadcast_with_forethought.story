# B2 Before a broadcast leaves, the commander sees how many each reach notifies and how many of them are asleep. Here is
# offered first; the channel when asked again.

# At 14:00 in London it is night in Tokyo: Dana sleeps, and is away.
as jim in em: /em channel join #hot-330 if you know checkout
press Wake only here as jim

# Here reaches who sits at the screen.
as jim in em: /em here join #hot-330 if you know checkout
press Drop as jim
as jim in em: /em drop 2

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

# What somebody wanted to shout goes out only after the commander has seen whom it wakes, in its author's name, and the
# author learns what became of it.
as bob in em: @channel everybody look at checkout
press Send it to the commander instead as bob
press Wake here as jim direct
press Wake here as jim direct
as bob in em: @here is anybody there
press Send it to the commander instead as bob
press Leave it as jim direct

# Who cannot be counted: the commander is told so and decides.
fail chat audience forbidden
as jim in em: /em everyone the office is on fire

----

14:00 > as jim in em: /em channel join #hot-330 if you know checkout
em (only Jim Smith) | Jim Smith | (types) /em channel join #hot-330 if you know checkout
em (only Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
    `channel` reaches 9 people; 1 is asleep (local time).
    > join #hot-330 if you know checkout
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Drop]

14:00 > press Wake only here as jim
em | Jim Smith | (presses) Wake only here
em (only Jim Smith) | chatops | Sent with `here` to 8 people.
em | chatops | @here Jim Smith: join #hot-330 if you know checkout
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:00 > as jim in em: /em here join #hot-330 if you know checkout
em (only Jim Smith) | Jim Smith | (types) /em here join #hot-330 if you know checkout
em (only Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
    > join #hot-330 if you know checkout
    Nobody has been woken yet.
    [Wake here] [Drop]

14:00 > press Drop as jim
em | Jim Smith | (presses) Drop
em (only Jim Smith) | chatops | Dropped. Nobody has been woken.

14:00 > as jim in em: /em drop 2
em (only Jim Smith) | Jim Smith | (types) /em drop 2
em (only Jim Smith) | chatops | Number 2 no longer waits: it was sent, dropped, or not sent in time.
    Ask for one: `here <what they are to do>`.

14:00 > as jim in em: /em channel checkout is down for all customers
em (only Jim Smith) | Jim Smith | (types) /em channel checkout is down for all customers
em (only Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
    `channel` reaches 9 people; 1 is asleep (local time).
    > checkout is down for all customers
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Drop]

14:00 > press Wake channel anyway as jim
em | Jim Smith | (presses) Wake channel anyway
em (only Jim Smith) | chatops | Sent with `channel` to 9 people.
em | chatops | @channel Jim Smith: checkout is down for all customers
em | notified | wakes 9: Ann Lee, Bob Ray, Dana Wu, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:00 > as jim in em: /em here look at search
em (only Jim Smith) | Jim Smith | (types) /em here look at search
em (only Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
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
em (only Jim Smith) | chatops | Broadcast 4 was not sent in time. Nobody has been woken.

14:10 > as jim in em: /em send 4 here
em (only Jim Smith) | Jim Smith | (types) /em send 4 here
em (only Jim Smith) | chatops | Number 4 no longer waits: it was sent, dropped, or not sent in time.
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
    [Wake here] [Wake channel] [Leave it]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:10 > press Wake here as jim direct
direct (Jim Smith) | Jim Smith | (presses) Wake here
direct (Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
    > everybody look at checkout
    Nobody has been woken yet.
    [Wake here] [Drop]

14:10 > press Wake here as jim direct
direct (Jim Smith) | Jim Smith | (presses) Wake here
direct (Jim Smith) | chatops | Sent with `here` to 8 people.
em (only Bob Ray) | chatops | Jim Smith has sent your words to #em with `here`.
em | chatops | @here Bob Ray, sent by Jim Smith: everybody look at checkout
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:10 > as bob in em: @here is anybody there
em | Bob Ray | @here is anybody there
em | chatops | (takes away) @here is anybody there
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here is anybody there
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:10 > press Send it to the commander instead as bob
em | Bob Ray | (presses) Send it to the commander instead
direct (Jim Smith) | chatops | Bob Ray wanted to wake #em (here). Message 7:
    > @here is anybody there
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel] [Leave it]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:10 > press Leave it as jim direct
direct (Jim Smith) | Jim Smith | (presses) Leave it
direct (Jim Smith) | chatops | Dropped. Nobody has been woken.
em (only Bob Ray) | chatops | Jim Smith does not wake #em with your words. Nobody has been woken.

14:10 > fail chat audience forbidden

14:10 > as jim in em: /em everyone the office is on fire
em (only Jim Smith) | Jim Smith | (types) /em everyone the office is on fire
em (only Jim Smith) | chatops | `here`: it is not known whom this reaches. They could not be counted.
    `channel` reaches 9 people; 1 is asleep (local time).
    `everyone` reaches 10 people; 1 is asleep (local time).
    > the office is on fire
    Nobody has been woken yet.
    [Wake only here] [Wake channel anyway] [Wake everyone anyway] [Drop]

journal: briefing.confirmed ×9, briefing.pinned, mention.dropped ×2, mention.expired, mention.forwarded ×2, mention.granted ×3, mention.intercepted ×2, mention.previewed ×10, mention.requested ×6, person.noted ×9, record.refused ×7, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
