# A7 "Should we start an EM?" Anyone asks the commander, who answers yes, watch or no; the asker always learns it.

# Asked in private; the commander sees it.
as raj direct: /em ask database latency in EMEA
as raj direct: /em answer 1 yes
press Watch as jim direct

# Asked again, and answered yes: an incident is started.
as raj in em: /em ask database latency in EMEA and APAC
press Yes, start as jim direct
advance 10s

# What is open and looks alike is shown with the question.
as sue direct: /em ask is it database latency in EMEA?
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

# The commander asks: that goes to the next on the ladder.
as jim in em: /em ask shall I start one?

----

14:00 > as raj direct: /em ask database latency in EMEA
direct (Raj Patel) | Raj Patel | (types) /em ask database latency in EMEA
direct (Jim Smith) | chatops | @jim – Raj Patel asks whether to start an incident (question 1):
    > database latency in EMEA
    Goes on to the next at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Raj Patel) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > as raj direct: /em answer 1 yes
direct (Raj Patel) | Raj Patel | (types) /em answer 1 yes
direct (Raj Patel) | chatops | Only the duty commander, somebody on the ladder or on shift or an executive may answer for the commander.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > press Watch as jim direct
direct (Jim Smith) | Jim Smith | (presses) Watch
direct (Raj Patel) | chatops | Jim Smith answers question 1: watch – keep an eye on it, and ask again if it gets worse.

14:00 > as raj in em: /em ask database latency in EMEA and APAC
em (only Raj Patel) | Raj Patel | (types) /em ask database latency in EMEA and APAC
direct (Jim Smith) | chatops | @jim – Raj Patel asks whether to start an incident (question 2):
    > database latency in EMEA and APAC
    Goes on to the next at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Raj Patel) | chatops | Question 2 is sent to Jim Smith. You will learn the answer here.

14:00 > press Yes, start as jim direct
direct (Jim Smith) | Jim Smith | (presses) Yes, start
direct (Raj Patel) | chatops | Jim Smith answers question 2: yes – an incident is started.
em | topic | Jim Smith – investigating database latency in EMEA and APAC
hot-330 | new room | database latency in EMEA and APAC – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “database latency in EMEA and APAC” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “database latency in EMEA and APAC”.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – database latency in EMEA and APAC – triage – commander Jim Smith
em | chatops | SEV2 database latency in EMEA and APAC – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | members | brings in Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – database latency in EMEA and APAC
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 database latency in EMEA and APAC – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    1 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-330 | pinned | SEV2 database latency in EMEA and APAC – triage
HOT-330 | ticket | opened: database latency in EMEA and APAC (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R75

14:00 > advance 10s

14:00 > as sue direct: /em ask is it database latency in EMEA?
direct (Sue Hill) | Sue Hill | (types) /em ask is it database latency in EMEA?
direct (Jim Smith) | chatops | @jim – Sue Hill asks whether to start an incident (question 3):
    > is it database latency in EMEA?
    Likely the same:
    • database latency in EMEA and APAC
    Goes on to the next at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | Question 3 is sent to Jim Smith. You will learn the answer here.

14:00 > as jim direct: /em answer 3 no it is the one in #hot-330, come there
direct (Jim Smith) | Jim Smith | (types) /em answer 3 no it is the one in #hot-330, come there
direct (Sue Hill) | chatops | Jim Smith answers question 3: no – nothing is started.
    > it is the one in #hot-330, come there

14:00 > as jim direct: /em answer 3 yes
direct (Jim Smith) | Jim Smith | (types) /em answer 3 yes
direct (Jim Smith) | chatops | Jim Smith has answered question 3: no.
    If you see it differently, tell them; an incident is started with `declare <title>`.

14:00 > as jim direct: /em answer 9 yes
direct (Jim Smith) | Jim Smith | (types) /em answer 9 yes
direct (Jim Smith) | chatops | There is no question 9.
    See the open ones with `status`.

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
    Goes on to the next at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 4 is sent to Jim Smith. You will learn the answer here.

14:00 > advance 5m
direct (Ann Lee) | chatops | @ann – Bob Ray asks whether to start an incident (question 4):
    > payments are refused in Spain
    Goes on to the next at 2026-03-04 14:10 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | No answer to question 4 yet. It is sent on to Ann Lee.

14:05 > advance 5m
direct (Eve Stone) | chatops | @eve – Bob Ray asks whether to start an incident (question 4):
    > payments are refused in Spain
    Goes on to the next at 2026-03-04 14:15 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | No answer to question 4 yet. It is sent on to Eve Stone.

14:10 > advance 5m
direct (Bob Ray) | chatops | Nobody is left to send question 4 to. It stands on #em now. If it cannot wait, start an incident with `declare <title>`.
em | chatops | Question 4 has no answer – Bob Ray asks whether to start an incident:
    > payments are refused in Spain
    [Yes, start] [Watch] [No]

14:15 > press No as eve in em
em | Eve Stone | (presses) No
direct (Bob Ray) | chatops | Eve Stone answers question 4: no – nothing is started.
direct (Jim Smith) | chatops | Eve Stone answers question 4: no – nothing is started.
direct (Ann Lee) | chatops | Eve Stone answers question 4: no – nothing is started.
em | chatops | (edited) Eve Stone answers question 4: no – nothing is started.

14:15 > press Yes, start as ann direct
direct (Ann Lee) | Ann Lee | (presses) Yes, start
direct (Ann Lee) | chatops | Eve Stone has answered question 4: no.
    If you see it differently, tell them; an incident is started with `declare <title>`.

14:15 > as jim in em: /em ask shall I start one?
em (only Jim Smith) | Jim Smith | (types) /em ask shall I start one?
em (only Jim Smith) | chatops | You are the commander: the answer is yours.
    Start an incident with `declare <title>`.

journal: ask.answered ×4, ask.asked ×4, ask.climbed ×2, ask.reached_top, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.group_invited, person.noted ×9, poll.severity_set, record.refused ×7, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
