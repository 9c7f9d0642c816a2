# B1 Only the room's leader may wake it. Who is not entitled is answered at once: the message is taken away, a private
# hint offers to send it to who leads the room, and the act is noted.

as bob in em: @channel checkout is down, everybody please look

# One click sends it to the commander, who decides.
press Send it to the commander instead as bob

# In a team room it is the team's manager.
as bob in team-checkout: @here lunch?
press Send it to the manager instead as bob
press Leave it as mia direct
as mia in team-checkout: @here please look at checkout

# In a hot room it is the incident commander, and nobody else: not even the duty commander.
as jim in em: /em declare slow checkout sev3
advance 10s
join hot-330 as bob
as jim in hot-330: @here who knows the cache?
as jim in hot-330: /em offer @ann
as ann in hot-330: /em accept
as jim in hot-330: /em accept
as jim in hot-330: @here me again
as jim in hot-330: /em here me again
as ann in hot-330: @here thank you, Jim

# No other way of writing it wakes anybody either: an answer in a thread, a disguise, a command of the bot.
as bob in em: has anybody seen this?
as bob in em to "has anybody seen": <!everyone> look
as bob in em: please ＠here look
as bob in em: /em can c: @channel down a: none n: @everyone help

# Bare words that only look like a mention wake nobody, code neither. A mention that comes with a change is one.
as bob in em: mail me at bob@channel.example about `@channel`
edit "mail me" as bob in em: @everyone mail me

----

14:00 > as bob in em: @channel checkout is down, everybody please look
em | Bob Ray | @channel checkout is down, everybody please look
em | chatops | (takes away) @channel checkout is down, everybody please look
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@channel`. You wrote:
    > @channel checkout is down, everybody please look
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > press Send it to the commander instead as bob
em | Bob Ray | (presses) Send it to the commander instead
direct (Jim Smith) | chatops | Bob Ray wanted to wake #em (channel). Message 1:
    > @channel checkout is down, everybody please look
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel] [Leave it]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:00 > as bob in team-checkout: @here lunch?
team-checkout | Bob Ray | @here lunch?
team-checkout | chatops | (takes away) @here lunch?
team-checkout (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here lunch?
    Mia Costa leads this room and can wake it. Send it there instead?
    [Send it to the manager instead]

14:00 > press Send it to the manager instead as bob
team-checkout | Bob Ray | (presses) Send it to the manager instead
direct (Mia Costa) | chatops | Bob Ray wanted to wake #team-checkout (here). Message 2:
    > @here lunch?
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel] [Leave it]
team-checkout (only Bob Ray) | chatops | Sent to Mia Costa.

14:00 > press Leave it as mia direct
direct (Mia Costa) | Mia Costa | (presses) Leave it
direct (Mia Costa) | chatops | Dropped. Nobody has been woken.
team-checkout (only Bob Ray) | chatops | Mia Costa does not wake #team-checkout with your words. Nobody has been woken.

14:00 > as mia in team-checkout: @here please look at checkout
team-checkout | Mia Costa | @here please look at checkout
team-checkout | notified | wakes 1: Bob Ray

14:00 > as jim in em: /em declare slow checkout sev3
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout sev3
em | topic | Jim Smith – investigating slow checkout
hot-330 | new room | slow checkout – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout”.
hot-330 | topic | SEV3 – slow checkout – triage – commander Jim Smith
hot-330 | members | brings in Jim Smith
em | chatops | SEV3 slow checkout – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout – triage
HOT-330 | ticket | opened: slow checkout (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R80

14:00 > advance 10s

14:00 > join hot-330 as bob
hot-330 | members | Bob Ray joins
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (10 s)

14:00 > as jim in hot-330: @here who knows the cache?
hot-330 | Jim Smith | @here who knows the cache?
hot-330 | notified | wakes 1: Bob Ray

14:00 > as jim in hot-330: /em offer @ann
hot-330 (only Jim Smith) | Jim Smith | (types) /em offer @ann
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of “slow checkout”.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
hot-330 | members | brings in Ann Lee
hot-330 | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 14:10 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    SEV3 slow checkout – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (10 s)
    No open follow-ups. As of 2026-03-04 14:00 UTC.

14:00 > as ann in hot-330: /em accept
hot-330 (only Ann Lee) | Ann Lee | (types) /em accept
direct (Jim Smith) | chatops | @jim, Ann Lee has confirmed the handover of “slow checkout”. Your word is missing.
    [Pass the baton]
hot-330 | chatops | Ann Lee confirms the handover. Missing: Jim Smith.

14:00 > as jim in hot-330: /em accept
hot-330 (only Jim Smith) | Jim Smith | (types) /em accept
hot-330 | chatops | (edited) Baton passed: Jim Smith → Ann Lee.
hot-330 | rights | may wake the room: Ann Lee
hot-330 | topic | SEV3 – slow checkout – triage – commander Ann Lee
hot-330 | chatops | (edited) Commander: Ann Lee
hot-330 | chatops | Baton passed: Jim Smith → Ann Lee. Ann Lee commands “slow checkout”.

14:00 > as jim in hot-330: @here me again
hot-330 | Jim Smith | @here me again
hot-330 | chatops | (takes away) @here me again
hot-330 (only Jim Smith) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here me again
    Ann Lee commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > as jim in hot-330: /em here me again
hot-330 (only Jim Smith) | Jim Smith | (types) /em here me again
hot-330 (only Jim Smith) | chatops | Only the incident commander may wake the room.
    Ann Lee commands this incident. Say in the room what you need and why.

14:00 > as ann in hot-330: @here thank you, Jim
hot-330 | Ann Lee | @here thank you, Jim
hot-330 | notified | wakes 2: Bob Ray, Jim Smith

14:00 > as bob in em: has anybody seen this?
em | Bob Ray | has anybody seen this?

14:00 > as bob in em to "has anybody seen": <!everyone> look
em | Bob Ray | (in a thread) <!everyone> look
em | chatops | (takes away) <!everyone> look
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@everyone`. You wrote:
    > <!everyone> look
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > as bob in em: please ＠here look
em | Bob Ray | please ＠here look
em | chatops | (takes away) please ＠here look
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > please ＠here look
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > as bob in em: /em can c: @channel down a: none n: @everyone help
em (only Bob Ray) | Bob Ray | (types) /em can c: @channel down a: none n: @everyone help
em | chatops | CAN report of Checkout – Bob Ray
    • Conditions: @channel down
    • Actions: none
    • Needs: @everyone help

14:00 > as bob in em: mail me at bob@channel.example about `@channel`
em | Bob Ray | mail me at bob@channel.example about `@channel`

14:00 > edit "mail me" as bob in em: @everyone mail me
em | Bob Ray | (edited) @everyone mail me
em | chatops | (takes away) @everyone mail me
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@everyone`. You wrote:
    > @everyone mail me
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

journal: briefing.confirmed ×9, briefing.pinned ×2, can_report.given, handover.agreed ×2, handover.brief_given, handover.offered, handover.passed, headline.written, mention.dropped, mention.forwarded ×2, mention.intercepted ×6, mention.used ×3, named, opened, participant.arrived ×3, participant.became_active, person.noted ×9, poll.severity_set, record.edited, record.refused, register.declared, register.told ×5, room.opened ×4, seat.appointed ×2, seat.passed, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
