# B4 In a big organisation only the commander, the team managers and their delegates speak on the main channel.

# The commander turns it on; the platform enforces it.
as bob in em: /em mode voices
as jim in em: /em mode voices
as jim in em: /em mode voices
as bob in em: checkout answers slowly in Spain
as raj in em: the database is fine

# A delegate for one observation: of the manager's own team, named by the manager.
as bob in em: /em delegate @bob
as mia in em: /em delegate @raj
as mia in em: /em delegate @bob once
as bob in em: the queue is at 40 000
as bob in em: and now at 50 000

# A delegate until withdrawn.
as mia in em: /em delegate @bob
as bob in em: /em report the queue shrinks
as mia in em: /em undelegate @bob
as bob in em: /em report nearly empty
as mia in em: /em undelegate @bob

# A manager reports from the team's room. Support is in no team.
as mia in team-checkout: /em report
as mia in team-checkout: /em report all payments pass again
as sue in em: /em report customers are happy
as jim in em: /em mode open
as bob in em: checkout is fast again

# Where the platform cannot keep anybody from speaking, the bot answers: words are taken away and carried to the team's
# room, where one press of a voice reports them.
fail chat set_speakers forbidden
as jim in em: /em mode voices
as tom in em: replication is a minute behind
press Report it as tom in team-database
press Report it as raj in team-database
as raj in team-database: /em relay 1
as sue in em: three customers have called about it
press Ask the commander as sue

----

14:00 > as bob in em: /em mode voices
em (only Bob Ray) | Bob Ray | (types) /em mode voices
em (only Bob Ray) | chatops | Only the duty commander may change who may speak.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as jim in em: /em mode voices
em (only Jim Smith) | Jim Smith | (types) /em mode voices
em | rights | only these may speak: Jim Smith, Mia Costa, Raj Patel
em | chatops | Each team speaks here with one voice from now on: its manager or a delegate. Everybody else thinks aloud in the team's room:
    • Checkout: #team-checkout
    • Database: #team-database

14:00 > as jim in em: /em mode voices
em (only Jim Smith) | Jim Smith | (types) /em mode voices
em (only Jim Smith) | chatops | The channel is in the mode `voices` already.
    The commander, the managers and their delegates speak. To let everybody: `mode open`.

14:00 > as bob in em: checkout answers slowly in Spain
em | Bob Ray | (refused) only some may speak in this room, and they are not among them

14:00 > as raj in em: the database is fine
em | Raj Patel | the database is fine

14:00 > as bob in em: /em delegate @bob
em (only Bob Ray) | Bob Ray | (types) /em delegate @bob
em (only Bob Ray) | chatops | Only a team manager or the duty commander may name a delegate.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as mia in em: /em delegate @raj
em (only Mia Costa) | Mia Costa | (types) /em delegate @raj
em (only Mia Costa) | chatops | Raj Patel is not of the team Checkout.
    Name a member of the team; members are listed in the policy.

14:00 > as mia in em: /em delegate @bob once
em (only Mia Costa) | Mia Costa | (types) /em delegate @bob once
direct (Bob Ray) | chatops | You speak for Checkout on #em for one observation. Say what the team sees: `report <what you see>`.
em | rights | only these may speak: Bob Ray, Jim Smith, Mia Costa, Raj Patel
em | chatops | Bob Ray may speak for Checkout for one observation.

14:00 > as bob in em: the queue is at 40 000
em | Bob Ray | the queue is at 40 000
em (only Bob Ray) | chatops | That was your one observation for Checkout. What else you see goes to #team-checkout.
em | rights | only these may speak: Jim Smith, Mia Costa, Raj Patel

14:00 > as bob in em: and now at 50 000
em | Bob Ray | (refused) only some may speak in this room, and they are not among them

14:00 > as mia in em: /em delegate @bob
em (only Mia Costa) | Mia Costa | (types) /em delegate @bob
direct (Bob Ray) | chatops | You speak for Checkout on #em until withdrawn. Say what the team sees: `report <what you see>`.
em | rights | only these may speak: Bob Ray, Jim Smith, Mia Costa, Raj Patel
em | chatops | Bob Ray may speak for Checkout until withdrawn.

14:00 > as bob in em: /em report the queue shrinks
em (only Bob Ray) | Bob Ray | (types) /em report the queue shrinks
em | chatops | Checkout – Bob Ray reports:
    > the queue shrinks
    More in #team-checkout.

14:00 > as mia in em: /em undelegate @bob
em (only Mia Costa) | Mia Costa | (types) /em undelegate @bob
direct (Bob Ray) | chatops | You no longer speak for Checkout. What you see goes to #team-checkout.
em | rights | only these may speak: Jim Smith, Mia Costa, Raj Patel
em | chatops | Bob Ray no longer speaks for Checkout.

14:00 > as bob in em: /em report nearly empty
em (only Bob Ray) | Bob Ray | (types) /em report nearly empty
em (only Bob Ray) | chatops | Only a team manager, a delegate or the duty commander may report for a team.
    Tell your team manager, or ask them to name you with `delegate`.

14:00 > as mia in em: /em undelegate @bob
em (only Mia Costa) | Mia Costa | (types) /em undelegate @bob
em (only Mia Costa) | chatops | Bob Ray speaks for no team.
    Nobody is a delegate now.

14:00 > as mia in team-checkout: /em report
team-checkout (only Mia Costa) | Mia Costa | (types) /em report
team-checkout (only Mia Costa) | chatops | That command is not complete or not understood.
    Write it like this: `report <what your team sees>`.

14:00 > as mia in team-checkout: /em report all payments pass again
team-checkout (only Mia Costa) | Mia Costa | (types) /em report all payments pass again
em | chatops | Checkout – Mia Costa reports:
    > all payments pass again
    More in #team-checkout.

14:00 > as sue in em: /em report customers are happy
em (only Sue Hill) | Sue Hill | (types) /em report customers are happy
em (only Sue Hill) | chatops | Only a team manager, a delegate or the duty commander may report for a team.
    Tell your team manager, or ask them to name you with `delegate`.

14:00 > as jim in em: /em mode open
em (only Jim Smith) | Jim Smith | (types) /em mode open
em | rights | everyone may speak
em | chatops | Everybody may speak here again.

14:00 > as bob in em: checkout is fast again
em | Bob Ray | checkout is fast again
em (only Bob Ray) | chatops | All is quiet here, and this room is kept free for emergencies. If this is about something wrong, send it to the commander. Other talk goes to #team-checkout.
    [Ask the commander]

14:00 > fail chat set_speakers forbidden

14:00 > as jim in em: /em mode voices
em (only Jim Smith) | Jim Smith | (types) /em mode voices
em | chatops | Each team speaks here with one voice from now on: its manager or a delegate. Everybody else thinks aloud in the team's room:
    • Checkout: #team-checkout
    • Database: #team-database
em | chatops | This was not done: set who may speak. The chat platform does not let the bot do that. Ask an administrator to grant the right to it. Words of those who may not speak are taken away and answered instead.

14:00 > as tom in em: replication is a minute behind
em | Tom Berg | replication is a minute behind
em | chatops | (takes away) replication is a minute behind
em (only Tom Berg) | chatops | Each team speaks here with one voice now. You wrote:
    > replication is a minute behind
    It has been carried to #team-database. Raj Patel or a delegate can report it.
team-database | chatops | Tom Berg wrote on #em:
    > replication is a minute behind
    The manager or a delegate can report it.
    [Report it]

14:00 > press Report it as tom in team-database
team-database | Tom Berg | (presses) Report it
team-database (only Tom Berg) | chatops | Only a team manager, a delegate or the duty commander may report for a team.
    Tell your team manager, or ask them to name you with `delegate`.

14:00 > press Report it as raj in team-database
team-database | Raj Patel | (presses) Report it
em | chatops | Database – Tom Berg, reported by Raj Patel:
    > replication is a minute behind
    More in #team-database.
team-database | chatops | (edited) Raj Patel has reported it.

14:00 > as raj in team-database: /em relay 1
team-database (only Raj Patel) | Raj Patel | (types) /em relay 1
team-database (only Raj Patel) | chatops | Raj Patel has reported it already.
    To add what is new: `report <what the team sees>`.

14:00 > as sue in em: three customers have called about it
em | Sue Hill | three customers have called about it
em | chatops | (takes away) three customers have called about it
em (only Sue Hill) | chatops | Each team speaks here with one voice now. You wrote:
    > three customers have called about it
    You are in no team; the commander can be asked.
    [Ask the commander]

14:00 > press Ask the commander as sue
em | Sue Hill | (presses) Ask the commander
direct (Jim Smith) | chatops | @jim – Sue Hill asks whether to start an incident (question 1):
    > three customers have called about it
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Sue Hill) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

journal: ask.asked, briefing.confirmed ×9, briefing.pinned, chatter.hinted, parked.parked, person.noted ×9, record.refused ×10, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started, voice.delegate_named ×2, voice.delegate_spent, voice.delegate_withdrawn, voice.held_back ×2, voice.mode_set ×3, voice.reported ×3
