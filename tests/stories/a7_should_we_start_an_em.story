# A7 "Should we start an EM?" Anyone asks the commander, who answers yes, watch or no; the asker always learns it.

# Asked in private; the commander sees it.
as raj direct: /em ask database latency in EMEA
as raj direct: /em answer 1 yes
press Watch as jim direct

# Asked again, and answered yes: an incident is started, and who asked is brought in.
as raj in em: /em ask database latency in EMEA and APAC
press Yes, start as jim direct
advance 10s

# What is open and looks alike is shown with the question.
as sue direct: /em ask is it database latency in EMEA?
as sue direct: /em questions
as jim direct: /em questions
as jim direct: /em answer 3 no it is the one in #hot-330, come there

# An answer is given once, to a question, and in three words.
as jim direct: /em answer 3 yes
as jim direct: /em answer 9 yes
as jim direct: /em answer 3 perhaps
as bob direct: /em ask

# Nobody answers: it climbs the ladder, then to the executives, then stands on the channel. The asker learns each step.
as bob direct: /em ask payments are refused in Spain
advance 5m
advance 5m
advance 5m
press No as eve in em
press Yes, start as ann direct

# Yes to what is worked on already leads there; there is no second incident.
as tom direct: /em ask database latency in EMEA and APAC
press Yes, start as jim direct

# Who asked leaves the company: nobody waits for the answer any more.
as dana direct: /em ask is search slow?
account dana deactivate
press Yes, start as jim direct

# The commander asks: that goes to the next on the ladder.
as jim in em: /em ask shall I start one?

----

14:00 > as raj direct: /em ask database latency in EMEA
direct (Raj Patel) | Raj Patel | (types) /em ask database latency in EMEA
direct (Jim Smith) | chatops | @jim – Raj Patel asks whether to start an incident (question 1):
    > database latency in EMEA
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Raj Patel) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > as raj direct: /em answer 1 yes
direct (Raj Patel) | Raj Patel | (types) /em answer 1 yes
direct (Raj Patel) | chatops | Only the duty commander, somebody on the ladder or on shift or an executive may answer for the commander.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > press Watch as jim direct
direct (Jim Smith) | Jim Smith | (presses) Watch
direct (Jim Smith) | chatops | You answered question 1: watch. Raj Patel is told.
direct (Raj Patel) | chatops | Jim Smith answers question 1: watch – keep an eye on it, and ask again if it gets worse.

14:00 > as raj in em: /em ask database latency in EMEA and APAC
em (only Raj Patel) | Raj Patel | (types) /em ask database latency in EMEA and APAC
direct (Jim Smith) | chatops | @jim – Raj Patel asks whether to start an incident (question 2):
    > database latency in EMEA and APAC
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Raj Patel) | chatops | Question 2 is sent to Jim Smith. You will learn the answer here.

14:00 > press Yes, start as jim direct
direct (Jim Smith) | Jim Smith | (presses) Yes, start
direct (Jim Smith) | chatops | You answered question 2: yes. Raj Patel is told.
direct (Raj Patel) | chatops | Jim Smith answers question 2: yes – it is an incident.
em | topic | Jim Smith – investigating database latency in EMEA and APAC
hot-330 | new room | database latency in EMEA and APAC – hot room. Declared 2026-03-04 14:00 UTC.
direct (Raj Patel) | chatops | Question 2: it is worked on in #hot-330, and you are brought in. Say there what you know.
direct (Jim Smith) | chatops | @jim, you command “database latency in EMEA and APAC” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | members | brings in Raj Patel, Sue Hill
hot-330 | chatops | Jim Smith commands “database latency in EMEA and APAC”.
hot-330 | topic | SEV2 – database latency in EMEA and APAC – triage – commander Jim Smith
em | chatops | SEV2 database latency in EMEA and APAC – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | members | brings in Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – database latency in EMEA and APAC
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 database latency in EMEA and APAC – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 database latency in EMEA and APAC – triage
HOT-330 | ticket | opened: database latency in EMEA and APAC (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R77

14:00 > advance 10s

14:00 > as sue direct: /em ask is it database latency in EMEA?
direct (Sue Hill) | Sue Hill | (types) /em ask is it database latency in EMEA?
direct (Jim Smith) | chatops | @jim – Sue Hill asks whether to start an incident (question 3):
    > is it database latency in EMEA?
    Likely the same:
    • database latency in EMEA and APAC – in #hot-330
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | Question 3 is sent to Jim Smith. You will learn the answer here.

14:00 > as sue direct: /em questions
direct (Sue Hill) | Sue Hill | (types) /em questions
direct (Sue Hill) | chatops | 1 question waits for an answer
    • 3 – Sue Hill at 2026-03-04 14:00 UTC: is it database latency in EMEA? – waits for Jim Smith until 2026-03-04 14:05 UTC

14:00 > as jim direct: /em questions
direct (Jim Smith) | Jim Smith | (types) /em questions
direct (Jim Smith) | chatops | 1 question waits for an answer
    • 3 – Sue Hill at 2026-03-04 14:00 UTC: is it database latency in EMEA? – waits for Jim Smith until 2026-03-04 14:05 UTC
    Answer with `answer <number> yes|watch|no`.

14:00 > as jim direct: /em answer 3 no it is the one in #hot-330, come there
direct (Jim Smith) | Jim Smith | (types) /em answer 3 no it is the one in #hot-330, come there
direct (Jim Smith) | chatops | You answered question 3: no. Sue Hill is told.
direct (Sue Hill) | chatops | Jim Smith answers question 3: no – nothing is started.
    > it is the one in #hot-330, come there

14:00 > as jim direct: /em answer 3 yes
direct (Jim Smith) | Jim Smith | (types) /em answer 3 yes
direct (Jim Smith) | chatops | Jim Smith has answered question 3: no.
    If you see it differently, tell them; an incident is started with `declare <title>`.

14:00 > as jim direct: /em answer 9 yes
direct (Jim Smith) | Jim Smith | (types) /em answer 9 yes
direct (Jim Smith) | chatops | There is no question 9.
    See the open ones with `questions`.

14:00 > as jim direct: /em answer 3 perhaps
direct (Jim Smith) | Jim Smith | (types) /em answer 3 perhaps
direct (Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `answer <number> yes|watch|no`.

14:00 > as bob direct: /em ask
direct (Bob Ray) | Bob Ray | (types) /em ask
direct (Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `ask <what you see>`.

14:00 > as bob direct: /em ask payments are refused in Spain
direct (Bob Ray) | Bob Ray | (types) /em ask payments are refused in Spain
direct (Jim Smith) | chatops | @jim – Bob Ray asks whether to start an incident (question 4):
    > payments are refused in Spain
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 4 is sent to Jim Smith. You will learn the answer here.

14:00 > advance 5m
direct (Ann Lee) | chatops | @ann – Bob Ray asks whether to start an incident (question 4):
    > payments are refused in Spain
    Goes on to Eve Stone at 2026-03-04 14:10 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | No answer to question 4 yet. It is sent on to Ann Lee.

14:05 > advance 5m
direct (Eve Stone) | chatops | @eve – Bob Ray asks whether to start an incident (question 4):
    > payments are refused in Spain
    Goes to #em, for all to see, at 2026-03-04 14:15 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | No answer to question 4 yet. It is sent on to Eve Stone.

14:10 > advance 5m
direct (Bob Ray) | chatops | Nobody is left to send question 4 to. It stands on #em now. If it cannot wait, start an incident with `declare <title>`.
em | chatops | Question 4 has no answer – Bob Ray asks whether to start an incident:
    > payments are refused in Spain
    [Yes, start] [Watch] [No]

14:15 > press No as eve in em
em | Eve Stone | (presses) No
em (only Eve Stone) | chatops | You answered question 4: no. Bob Ray is told.
direct (Bob Ray) | chatops | Eve Stone answers question 4: no – nothing is started.
direct (Jim Smith) | chatops | Eve Stone answers question 4: no – nothing is started.
direct (Ann Lee) | chatops | Eve Stone answers question 4: no – nothing is started.
em | chatops | (edited) Eve Stone answers question 4: no – nothing is started.

14:15 > press Yes, start as ann direct
direct (Ann Lee) | Ann Lee | (presses) Yes, start
direct (Ann Lee) | chatops | Eve Stone has answered question 4: no.
    If you see it differently, tell them; an incident is started with `declare <title>`.

14:15 > as tom direct: /em ask database latency in EMEA and APAC
direct (Tom Berg) | Tom Berg | (types) /em ask database latency in EMEA and APAC
direct (Jim Smith) | chatops | @jim – Tom Berg asks whether to start an incident (question 5):
    > database latency in EMEA and APAC
    Likely the same:
    • database latency in EMEA and APAC – in #hot-330
    Goes on to Ann Lee at 2026-03-04 14:20 UTC.
    [Yes, start] [Watch] [No]
direct (Tom Berg) | chatops | Question 5 is sent to Jim Smith. You will learn the answer here.

14:15 > press Yes, start as jim direct
direct (Jim Smith) | Jim Smith | (presses) Yes, start
direct (Jim Smith) | chatops | You answered question 5: yes. Tom Berg is told.
direct (Tom Berg) | chatops | Jim Smith answers question 5: yes – it is an incident.
hot-330 | members | brings in Tom Berg
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (15 min)
direct (Tom Berg) | chatops | Question 5: it is worked on in #hot-330, and you are brought in. Say there what you know.
hot-330 (only Tom Berg) | chatops | Welcome to #hot-330.
    SEV2 database latency in EMEA and APAC – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (15 min)
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:15 > as dana direct: /em ask is search slow?
direct (Dana Wu) | Dana Wu | (types) /em ask is search slow?
direct (Jim Smith) | chatops | @jim – Dana Wu asks whether to start an incident (question 6):
    > is search slow?
    Goes on to Ann Lee at 2026-03-04 14:20 UTC.
    [Yes, start] [Watch] [No]
direct (Dana Wu) | chatops | Question 6 is sent to Jim Smith. You will learn the answer here.

14:15 > account dana deactivate
direct (Dana Wu) | Dana Wu | (account) is now deactivated
direct (Jim Smith) | chatops | Question 6 is off: Dana Wu, who asked, is no longer of the company. Look yourself whether it is still so:
    > is search slow?

14:15 > press Yes, start as jim direct
direct (Jim Smith) | Jim Smith | (presses) Yes, start
direct (Jim Smith) | chatops | Question 6 is off: Dana Wu, who asked, is no longer of the company.
    If it is still so, start an incident with `declare <title>`.

14:15 > as jim in em: /em ask shall I start one?
em (only Jim Smith) | Jim Smith | (types) /em ask shall I start one?
em (only Jim Smith) | chatops | You are the commander: the answer is yours.
    Start an incident with `declare <title>`.

journal: ask.answered ×5, ask.asked ×6, ask.climbed ×2, ask.linked ×2, ask.reached_top, ask.withdrawn, briefing.arrived, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×3, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×8, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×2, started, ticket.linked, ticket.wanted, update.scheduled
