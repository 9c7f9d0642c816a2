# C2 An alert is looked at before it becomes an emergency: acknowledge, mute, ask the commander, declare.

# Somebody has it: all see who, and since when.
alert {"title": "Replication is 90 s behind", "key": "lag", "component": "database", "severity": "3"}
press Acknowledge as tom
as raj in team-database: /em alert ack 1

# Peace for half an hour; while it lasts nothing is said.
press Mute 30 min as raj
alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "severity": "3"}
as raj in team-database: /em alert mute 1 3d
advance 31m

# Is it an emergency? The commander is asked, once.
press Ask the commander as tom
as raj in team-database: /em alert ask 1
press Watch as jim direct

# It gets worse, and the team declares. The alert leads to the room, and there is only one.
press Declare as raj
as tom in team-database: /em alert declare 1
as tom in em: /em ask replication is behind in the database

# How bad is it? Whoever is in the room says; the commander decides.
as raj in hot-330: /em poll
press SEV2 as raj in hot-330
as jim in hot-330: /em vote 3
as tom in hot-330: /em object customers do not notice yet
as raj in hot-330: /em severity 1
as jim in hot-330: /em severity 2

# What is over, or never was, cannot be worked on.
alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "status": "resolved"}
as tom in team-database: /em alert ack 1
as tom in team-database: /em alert ack 7
as tom in team-database: /em alert silence 1
