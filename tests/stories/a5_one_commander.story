# A5 One commander, always: at most one, and after the first never none.

# A bot that nobody has given a commander: the schedule begins at 08:00.
set start = "2026-03-02T07:30"
set policy.ladder = ["ann", "dana"]
show start

# Until the first takes the seat nobody may broadcast, or do what only a commander does.
as bob in em: /em here checkout is down
as bob in em: @here checkout is down
as bob in em: /em headline checkout is down
as bob in em: /em ask is checkout down?

# Two claims at once: the first has it, the second is told how to get it.
as bob in em: /em take
as mia in em: /em take
as bob in em: /em take
expect commander bob
as bob in em: /em declare slow checkout sev3
advance 10s

# Bob's account is removed: the first on the ladder inherits both of his seats. Then the next one.
account bob deactivate
expect commander ann
expect commander of "hot-330" ann
account ann deactivate
expect commander dana

# The ladder is empty now: the seat stays Dana's in name, the room is alarmed, managers and executives are paged.
account dana guest
as sue in em: /em status
as sue in em: /em here is anybody there?
as sue in em: /em headline checkout is down

# Whoever of the company comes first takes it, and with it the incident that nobody commands.
as mia in em: /em take
expect commander mia
expect commander of "hot-330" mia
as sue in em: /em take
as mia in hot-330: /em take

# An account that becomes a guest's gives up the seat like one that is removed. With nobody left on the ladder an incident
# goes to the deputy, else to who has the duty.
as jim in em: /em declare search is slow sev4
advance 10s
as mia in hot-331: /em offer @jim
as jim in hot-331: /em accept
as mia in hot-331: /em accept
expect commander of "hot-331" jim
as mia in em: /em offer @jim
account jim guest
expect commander of "hot-331" mia
expect commander mia

# A shift that begins takes nothing from her.
until 08:00
expect commander mia

----
em | chatops | Emergencies only: one commander, one voice per team.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
em | topic | No commander – All Quiet
em | rights | may wake the room: nobody
team-checkout | rights | may wake the room: Mia Costa
team-database | rights | may wake the room: Raj Patel
em | pinned | Emergencies only: one commander, one voice per team.
em | chatops | Nobody is on shift until 2026-03-02 08:00 UTC. Nobody commands.
    [Take command]

07:30 > as bob in em: /em here checkout is down
em (only Bob Ray) | Bob Ray | (types) /em here checkout is down
em (only Bob Ray) | chatops | Only the duty commander may wake the room, and nobody commands here now.
    Take command if you can: `take`.

07:30 > as bob in em: @here checkout is down
em | Bob Ray | @here checkout is down
em | chatops | (takes away) @here checkout is down
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here checkout is down
    Nobody commands now. Take command with `take`.

07:30 > as bob in em: /em headline checkout is down
em (only Bob Ray) | Bob Ray | (types) /em headline checkout is down
em (only Bob Ray) | chatops | Only the duty commander may write the headline, and nobody commands here now.
    Take command if you can: `take`.

07:30 > as bob in em: /em ask is checkout down?
em (only Bob Ray) | Bob Ray | (types) /em ask is checkout down?
direct (Ann Lee) | chatops | @ann – Bob Ray asks whether to start an incident (question 1):
    > is checkout down?
    Goes on to Dana Wu at 2026-03-02 07:35 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Ann Lee. You will learn the answer here.

07:30 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em | rights | may wake the room: Bob Ray
em | topic | Bob Ray – All Quiet
em | chatops | Bob Ray commands the emergency channel.

07:30 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
em (only Mia Costa) | chatops | Bob Ray commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

07:30 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em (only Bob Ray) | chatops | You command here already.
    To hand over: `offer @person`.

07:30 > as bob in em: /em declare slow checkout sev3
em (only Bob Ray) | Bob Ray | (types) /em declare slow checkout sev3
em | topic | Bob Ray – investigating slow checkout
hot-330 | new room | slow checkout – hot room. Declared 2026-03-02 07:30 UTC.
direct (Bob Ray) | chatops | @bob, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Bob Ray commands “slow checkout”.
hot-330 | topic | SEV3 – slow checkout – triage – commander Bob Ray
hot-330 | members | brings in Bob Ray
em | chatops | SEV3 slow checkout – work happens in #hot-330
hot-330 | rights | may wake the room: Bob Ray
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-02 08:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout – triage
    Commander: Bob Ray
    Ticket: HOT-330 (Open)
    Next update due 2026-03-02 08:30 UTC
    Since 2026-03-02 07:30 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout – triage
HOT-330 | ticket | opened: slow checkout (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R81

07:30 > advance 10s

07:30 > account bob deactivate
direct (Bob Ray) | Bob Ray | (account) is now deactivated
direct (Ann Lee) | chatops | @ann, you command the emergency channel now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Ann Lee – investigating slow checkout
em | rights | may wake the room: Ann Lee
em | chatops | The account of Bob Ray is gone. Ann Lee commands the emergency channel.
hot-330 | rights | may wake the room: Ann Lee
hot-330 | members | brings in Ann Lee
hot-330 | topic | SEV3 – slow checkout – triage – commander Ann Lee
hot-330 | chatops | (edited) Commander: Ann Lee
    Since 2026-03-02 07:30 UTC (10 s)
direct (Ann Lee) | chatops | Question 1 is off: Bob Ray, who asked, is no longer of the company. Look yourself whether it is still so:
    > is checkout down?
hot-330 | chatops | The account of Bob Ray is gone. Ann Lee commands “slow checkout”.
direct (Ann Lee) | chatops | @ann, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]

07:30 > account ann deactivate
direct (Ann Lee) | Ann Lee | (account) is now deactivated
direct (Dana Wu) | chatops | @dana, you command the emergency channel now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Dana Wu – investigating slow checkout
em | rights | may wake the room: Dana Wu
em | chatops | The account of Ann Lee is gone. Dana Wu commands the emergency channel.
hot-330 | rights | may wake the room: Dana Wu
hot-330 | members | brings in Dana Wu
hot-330 | topic | SEV3 – slow checkout – triage – commander Dana Wu
hot-330 | chatops | (edited) Commander: Dana Wu
direct (Dana Wu) | chatops | @dana, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | The account of Ann Lee is gone. Dana Wu commands “slow checkout”.

07:30 > account dana guest
direct (Dana Wu) | Dana Wu | (account) is now guest
direct (Mia Costa) | chatops | You are paged in #em (page 1): nobody commands the emergency channel; whoever can, take command
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-02 07:35 UTC.
    [Acknowledge]
direct (Raj Patel) | chatops | You are paged in #em (page 1): nobody commands the emergency channel; whoever can, take command
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-02 07:35 UTC.
    [Acknowledge]
direct (Eve Stone) | chatops | You are paged in #em (page 1): nobody commands the emergency channel; whoever can, take command
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-02 07:35 UTC.
    [Acknowledge]
em | topic | No commander – investigating slow checkout
em | rights | may wake the room: nobody
em | chatops | Dana Wu is a guest now, and guests do not command. Nobody is left on the ladder, so nobody commands the emergency channel. Whoever can, take command.
    [Take command]
hot-330 | rights | may wake the room: nobody
hot-330 | topic | SEV3 – slow checkout – triage – no commander
hot-330 | chatops | (edited) Commander: nobody. Take command with `take`.
em | chatops | Page 1 – paging all managers and executives: nobody commands the emergency channel; whoever can, take command
    Level 1 of 1
    • Eve Stone – called
    • Mia Costa – called
    • Raj Patel – called
    Unanswered, it goes on to level 1, round 2 (the manager of Checkout, the manager of Database, the executives) at 2026-03-02 07:35 UTC.
    [Acknowledge]
hot-330 | chatops | Dana Wu is a guest now, and guests do not command. Nobody is left on the ladder, so nobody commands “slow checkout”. Whoever can, take command.
    [Take command]
pager | wakes | Mia Costa: nobody commands the emergency channel; whoever can, take command
pager | wakes | Raj Patel: nobody commands the emergency channel; whoever can, take command
pager | wakes | Eve Stone: nobody commands the emergency channel; whoever can, take command

07:30 > as sue in em: /em status
em (only Sue Hill) | Sue Hill | (types) /em status
em | chatops | No commander – investigating slow checkout
    1 open incident
    • SEV3 slow checkout – triage, commanded by nobody, in #hot-330 (HOT-330)
    • Page 1 waits for an answer: nobody commands the emergency channel; whoever can, take command (level 1 of 1)

07:30 > as sue in em: /em here is anybody there?
em (only Sue Hill) | Sue Hill | (types) /em here is anybody there?
em (only Sue Hill) | chatops | Only the duty commander may wake the room, and nobody commands here now.
    Take command if you can: `take`.

07:30 > as sue in em: /em headline checkout is down
em (only Sue Hill) | Sue Hill | (types) /em headline checkout is down
em (only Sue Hill) | chatops | Only the duty commander may write the headline, and nobody commands here now.
    Take command if you can: `take`.

07:30 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
direct (Mia Costa) | chatops | You have page 1 now: nobody commands the emergency channel; whoever can, take command
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Eve Stone) | chatops | Mia Costa has page 1: nobody commands the emergency channel; whoever can, take command
    Nobody is called for it any more.
direct (Raj Patel) | chatops | Mia Costa has page 1: nobody commands the emergency channel; whoever can, take command
    Nobody is called for it any more.
em | rights | may wake the room: Mia Costa
em | topic | Mia Costa – investigating slow checkout
em | chatops | Mia Costa commands the emergency channel.
hot-330 | rights | may wake the room: Mia Costa
hot-330 | members | brings in Mia Costa
hot-330 | topic | SEV3 – slow checkout – triage – commander Mia Costa
hot-330 | chatops | (edited) Commander: Mia Costa
direct (Mia Costa) | chatops | @mia, you command “slow checkout” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | chatops | (edited) Acknowledged by Mia Costa at 2026-03-02 07:30 UTC.
hot-330 | chatops | Mia Costa commands “slow checkout”.
em | chatops | Mia Costa has page 1: nobody commands the emergency channel; whoever can, take command

07:30 > as sue in em: /em take
em (only Sue Hill) | Sue Hill | (types) /em take
em (only Sue Hill) | chatops | Mia Costa commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

07:30 > as mia in hot-330: /em take
hot-330 (only Mia Costa) | Mia Costa | (types) /em take
hot-330 (only Mia Costa) | chatops | You command here already.
    To hand over: `offer @person`.

07:30 > as jim in em: /em declare search is slow sev4
em (only Jim Smith) | Jim Smith | (types) /em declare search is slow sev4
hot-331 | new room | search is slow – hot room. Declared 2026-03-02 07:30 UTC.
direct (Mia Costa) | chatops | @mia, you command “search is slow” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Mia Costa commands “search is slow”.
hot-331 | topic | SEV4 – search is slow – triage – commander Mia Costa
hot-331 | members | brings in Jim Smith, Mia Costa
em | chatops | SEV4 search is slow – work happens in #hot-331
hot-331 | rights | may wake the room: Mia Costa
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-02 11:30 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – search is slow
    Status: Open
    [In Progress]
hot-331 | chatops | SEV4 search is slow – triage
    Commander: Mia Costa
    Ticket: HOT-331 (Open)
    Next update due 2026-03-02 11:30 UTC
    Since 2026-03-02 07:30 UTC (0 s)
hot-331 | pinned | SEV4 search is slow – triage
HOT-331 | ticket | opened: search is slow (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R147

07:30 > advance 10s

07:30 > as mia in hot-331: /em offer @jim
hot-331 (only Mia Costa) | Mia Costa | (types) /em offer @jim
direct (Jim Smith) | chatops | @jim, Mia Costa offers you the baton: command of “search is slow”.
    Read the brief, then confirm that you are up to speed. Mia Costa confirms too and commands until then.
    [I am up to speed] [Decline]
hot-331 | chatops | Handover offered: Mia Costa → Jim Smith. Both confirm with `accept`, until 2026-03-02 07:40 UTC.
    [Accept]
direct (Jim Smith) | chatops | Brief
    SEV4 search is slow – triage
    Commander: Mia Costa
    Ticket: HOT-331 (Open)
    Next update due 2026-03-02 11:30 UTC
    Since 2026-03-02 07:30 UTC (10 s)
    No open follow-ups. As of 2026-03-02 07:30 UTC.

07:30 > as jim in hot-331: /em accept
hot-331 (only Jim Smith) | Jim Smith | (types) /em accept
direct (Mia Costa) | chatops | @mia, Jim Smith has confirmed the handover of “search is slow”. Your word is missing.
    [Pass the baton]
hot-331 | chatops | Jim Smith confirms the handover. Missing: Mia Costa.

07:30 > as mia in hot-331: /em accept
hot-331 (only Mia Costa) | Mia Costa | (types) /em accept
hot-331 | chatops | (edited) Baton passed: Mia Costa → Jim Smith.
hot-331 | rights | may wake the room: Jim Smith
hot-331 | topic | SEV4 – search is slow – triage – commander Jim Smith
hot-331 | chatops | (edited) Commander: Jim Smith
    Since 2026-03-02 07:30 UTC (10 s)
hot-331 | chatops | Baton passed: Mia Costa → Jim Smith. Jim Smith commands “search is slow”.

07:30 > as mia in em: /em offer @jim
em (only Mia Costa) | Mia Costa | (types) /em offer @jim
direct (Jim Smith) | chatops | @jim, Mia Costa offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Mia Costa confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Mia Costa → Jim Smith. Both confirm with `accept`, until 2026-03-02 07:40 UTC.
    [Accept]
direct (Jim Smith) | chatops | Brief
    Mia Costa – investigating slow checkout
    2 open incidents
    • SEV3 slow checkout – triage, commanded by Mia Costa, in #hot-330 (HOT-330)
    • SEV4 search is slow – triage, commanded by Jim Smith, in #hot-331 (HOT-331)
    Each incident has a baton of its own: who commands it now commands it still.
    No question waits for an answer.
    As of 2026-03-02 07:30 UTC.

07:30 > account jim guest
direct (Jim Smith) | Jim Smith | (account) is now guest
direct (Mia Costa) | chatops | @mia, you command “search is slow” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | chatops | Jim Smith can no longer command: the offer of the baton to them does not stand.
hot-331 | rights | may wake the room: Mia Costa
hot-331 | topic | SEV4 – search is slow – triage – commander Mia Costa
hot-331 | chatops | (edited) Commander: Mia Costa
em | chatops | (edited) The offer of the baton to Jim Smith no longer stands.
hot-331 | chatops | Jim Smith is a guest now, and guests do not command. Mia Costa commands “search is slow”.

07:30 > until 08:00
direct (Jim Smith) | chatops | @jim, your shift has begun and lasts until 2026-03-02 16:00 UTC.
    Mia Costa commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you. Why it is your turn: `duty`.
    [Read the brief]
direct (Mia Costa) | chatops | @mia, the shift of Jim Smith has begun. You command until the baton is passed.
    [Offer the baton]
em | chatops | The schedule names Jim Smith, whose account cannot command: programs, guests and removed accounts do not. Mend the schedule, or offer the baton to somebody else: `offer @person`.
em | chatops | The shift of Jim Smith has begun. Mia Costa commands until the baton is passed.

journal: ask.asked, ask.withdrawn, briefing.confirmed ×9, briefing.pinned ×3, handover.agreed ×2, handover.brief_given ×2, handover.cancelled, handover.offered ×2, handover.passed, headline.written, mention.intercepted, named ×2, opened ×2, page.acknowledged, page.called ×3, page.level_reached, page.started, participant.arrived ×6, person.noted ×13, poll.severity_set ×2, record.refused ×8, register.declared ×2, register.told ×14, room.opened ×5, seat.appointed ×3, seat.orphaned ×2, seat.passed, seat.succeeded ×5, seat.taken ×2, shift.consulted ×2, shift.gap_noticed, shift.shift_started, shown, started, ticket.linked ×2, ticket.wanted ×2, update.scheduled ×2
