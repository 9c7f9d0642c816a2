# C3 A hot room is opened by a ticket, a button or a command, is named after its ticket, and is complete: topic, people,
# briefing, ticket linked both ways, announced on the emergency channel.

# By a ticket against a critical component. Whoever watches the ticket is invited, and the team that owns it.
file "Checkout fails in EMEA" as bob against checkout watched by sue

# A ticket against anything else opens nothing.
file "Button has the wrong colour" as bob against website
file "Typo on the front page" as bob

# By a button in chat.
alert {"title": "Search answers 500", "component": "search", "severity": "3"}
press Declare as tom

# By a command, with a severity; over a ticket that is there already; and to the bot alone.
as raj in em: /em declare Login takes a minute sev3
as raj in em: /em declare Button has the wrong colour sev4 ticket HOT-331
as sue direct: /em declare Payments are refused

# Not so.
as raj in em: /em declare
as raj in em: /em declare Once more ticket HOT-331
as gus direct: /em declare I want a room
as jim in em: /em open
