-- The first form of the journal. Moments are nanoseconds since 1970 in UTC; JSON stands in TEXT.

-- One row: who this journal is.
CREATE TABLE meta (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    journal_id TEXT NOT NULL
) STRICT;

-- What came in. The unique key is what makes a repeat known.
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    raw TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1)), -- 0 undecided, 1 decided
    UNIQUE (source, delivery_key)
) STRICT;
CREATE INDEX inbox_undecided ON inbox (id) WHERE state = 0;

-- What was decided. Rows are only added. A body and its salt can be erased together: the chain covers the commitment.
CREATE TABLE journal (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    commitment TEXT NOT NULL,
    salt BLOB,
    body TEXT,
    UNIQUE (stream, seq),
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT;

-- What is to be done outside. `pos` is the order within a lane.
CREATE TABLE effect (
    pos INTEGER PRIMARY KEY,
    effect_id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    lane TEXT NOT NULL,
    priority INTEGER NOT NULL,
    replaces TEXT,
    request TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4), -- 0 waiting, 1 ready, 2 claimed, 3 settled, 4 replaced
    not_before INTEGER,
    owner TEXT,
    epoch INTEGER NOT NULL DEFAULT 0,                     -- how often it was claimed
    lease_until INTEGER,
    ambiguous INTEGER NOT NULL DEFAULT 0 CHECK (ambiguous IN (0, 1)),
    outcome TEXT,
    settled_at INTEGER
) STRICT;
CREATE INDEX effect_lane ON effect (lane, pos) WHERE state < 3;
CREATE INDEX effect_urgent ON effect (priority, pos) WHERE state < 3;
CREATE INDEX effect_word ON effect (replaces) WHERE state < 2;

-- When to come back to something. At most one that has not fired per stream and key.
CREATE TABLE timer (
    id INTEGER PRIMARY KEY,
    timer_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    key TEXT NOT NULL,
    due INTEGER NOT NULL,
    fired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX timer_live ON timer (stream, key) WHERE fired_at IS NULL;
CREATE INDEX timer_due ON timer (due) WHERE fired_at IS NULL;

-- Where reading a source stopped.
CREATE TABLE cursor (
    source TEXT NOT NULL,
    scope TEXT NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (source, scope)
) STRICT, WITHOUT ROWID;

-- What only one replica does at a time.
CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A stream's newest state: a shortcut, never the truth.
CREATE TABLE snapshot (
    stream TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    checksum TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What an adapter found out about its service.
CREATE TABLE capability (
    adapter TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    PRIMARY KEY (adapter, name)
) STRICT, WITHOUT ROWID;

-- Heads of streams that were told to somebody outside, so that a shortened journal is noticed.
CREATE TABLE anchor (
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    head TEXT NOT NULL,
    place TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (stream, seq, place)
) STRICT, WITHOUT ROWID;
