# B3 What the bot repeats can never wake anybody: alerts, tickets and the words of people are escaped.

# The ticket below is filed against a component of its own: against checkout it would belong to the open incident.
set policy.critical_components = ["checkout", "database"]

# A question with a mass mention in it.
as bob direct: /em ask <!channel> @here @channel @everyone @room is checkout down?

# An alert.
alert {"title": "@channel checkout <!here> is down @everyone", "component": "checkout", "description": "<@U1> @room please look"}
advance 10s

# A ticket, whose title names the incident, its headline and its topic.
file "@here @channel <!everyone> checkout lost" as bob against database
advance 10s

# Headline, pin, update, report, reason of a page.
as jim in em: /em headline @channel look here
as jim in em: /em pin @everyone read this
as mia in em: /em report @here we see it too
as jim in em: /em page @bob @channel wake up

# The one way: a permit, given to who leads the room, after the preview.
as jim in em: /em here come to #hot-330, and tell @everyone
press Wake here as jim

----

14:00 > as bob direct: /em ask <!channel> @here @channel @everyone @room is checkout down?
direct (Bob Ray) | Bob Ray | (types) /em ask <!channel> @here @channel @everyone @room is checkout down?
direct (Jim Smith) | chatops | @jim – Bob Ray asks whether to start an incident (question 1):
    > <!channel> @here @channel @everyone @room is checkout down?
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > alert {"title": "@channel checkout <!here> is down @everyone", "component": "checkout", "description": "<@U1> @room please look"}
team-checkout | chatops | Alert 1 – @channel checkout <!here> is down @everyone
    <@U1> @room please look
    Firing since 2026-03-04 14:00 UTC – `checkout` – from json
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
em | topic | Jim Smith – investigating @channel checkout <!here> is down @everyone
hot-330 | new room | @channel checkout <!here> is down @everyone – hot room. Declared 2026-03-04 14:00 UTC.
direct (Bob Ray) | chatops | An incident was declared that may be what you asked about: #hot-330. Question 1 was “<!channel> @here @channel @everyone @room is checkout down?”. If it is the same, say there what you know.
direct (Jim Smith) | chatops | @jim, you command “@channel checkout <!here> is down @everyone” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Alert 1 – @channel checkout <!here> is down @everyone – in #team-checkout
    <@U1> @room please look
    Firing since 2026-03-04 14:00 UTC – `checkout` – from json
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – @channel checkout <!here> is down @everyone – triage – commander Jim Smith
em | chatops | SEV2 @channel checkout <!here> is down @everyone – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Jim Smith commands “@channel checkout <!here> is down @everyone”.
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – @channel checkout <!here> is down @everyone
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 @channel checkout <!here> is down @everyone – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 @channel checkout <!here> is down @everyone – triage
HOT-330 | ticket | opened: @channel checkout <!here> is down @everyone (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R63

14:00 > advance 10s

14:00 > file "@here @channel <!everyone> checkout lost" as bob against database
hot-331 | new room | @here @channel <!everyone> checkout lost – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “@here @channel <!everyone> checkout lost” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | topic | SEV2 – @here @channel <!everyone> checkout lost – triage – commander Jim Smith
hot-331 | members | brings in Bob Ray, Jim Smith, Raj Patel, Sue Hill, Tom Berg
hot-331 | chatops | SEV2 @here @channel <!everyone> checkout lost – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
em | chatops | SEV2 @here @channel <!everyone> checkout lost – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – @here @channel <!everyone> checkout lost
    Status: Open – component: `database`
    [In Progress]
hot-331 | pinned | SEV2 @here @channel <!everyone> checkout lost – triage
hot-331 | chatops | Invited 1 person who watches the ticket.
hot-331 | chatops | Jim Smith commands “@here @channel <!everyone> checkout lost”.
hot-331 | chatops | Brought in support: Sue Hill, to read along.
hot-331 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-331 | ticket | opened: @here @channel <!everyone> checkout lost (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R83

14:00 > advance 10s

14:00 > as jim in em: /em headline @channel look here
em (only Jim Smith) | Jim Smith | (types) /em headline @channel look here
em | topic | Jim Smith – @channel look here

14:00 > as jim in em: /em pin @everyone read this
em (only Jim Smith) | Jim Smith | (types) /em pin @everyone read this
em (only Jim Smith) | chatops | Pinned, in order:
    • 1 – @everyone read this
em | chatops | @everyone read this
em | pinned | @everyone read this

14:00 > as mia in em: /em report @here we see it too
em (only Mia Costa) | Mia Costa | (types) /em report @here we see it too
em | chatops | Checkout – Mia Costa reports:
    > @here we see it too
    More in #team-checkout.

14:00 > as jim in em: /em page @bob @channel wake up
em (only Jim Smith) | Jim Smith | (types) /em page @bob @channel wake up
direct (Bob Ray) | chatops | Jim Smith pages you in #em (page 1): @channel wake up
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Jim Smith pages Bob Ray: @channel wake up
    Level 1 of 5
    • Bob Ray – called
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Bob Ray: @channel wake up

14:00 > as jim in em: /em here come to #hot-330, and tell @everyone
em (only Jim Smith) | Jim Smith | (types) /em here come to #hot-330, and tell @everyone
em (only Jim Smith) | chatops | `here` reaches 8 people; nobody is asleep.
    > come to #hot-330, and tell @everyone
    Nobody has been woken yet.
    [Wake here] [Drop]

14:00 > press Wake here as jim
em | Jim Smith | (presses) Wake here
em (only Jim Smith) | chatops | Sent with `here` to 8 people.
em | chatops | @here Jim Smith: come to #hot-330, and tell @everyone
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

journal: alert.declared, alert.opened, ask.asked, ask.linked, briefing.confirmed ×9, briefing.pinned ×4, headline.written ×2, mention.granted, mention.previewed, mention.requested, named ×2, opened ×2, page.called, page.level_reached, page.started, participant.arrived ×8, participant.group_invited ×2, person.noted ×9, poll.severity_set ×2, register.declared ×2, register.told ×8, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, started, ticket.linked ×2, ticket.wanted, ticket.watchers_found, update.scheduled ×2, voice.reported
