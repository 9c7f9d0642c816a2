-- The journal on PostgreSQL. It begins with the second form, to be one with that of SQLite.
-- Moments are nanoseconds since 1970 in UTC; JSON stands in TEXT, byte for byte as it was written: its hash is kept.
-- Texts that are compared stand in the collation "C": an index must not depend on the system's language tables.

-- One row: who this journal is, of which form, and what was forgotten.
CREATE TABLE meta (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    journal_id TEXT NOT NULL,
    form BIGINT NOT NULL,
    forgotten_before BIGINT NOT NULL DEFAULT (-9223372036854775808)
);

-- What came in. The unique key is what makes a repeat known.
CREATE SEQUENCE inbox_row;
CREATE TABLE inbox (
    id BIGINT PRIMARY KEY DEFAULT nextval('inbox_row'),
    source TEXT COLLATE "C" NOT NULL,
    delivery_key TEXT COLLATE "C" NOT NULL,
    occurred_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    raw TEXT NOT NULL,
    state BIGINT NOT NULL DEFAULT 0 CHECK (state IN (0, 1)), -- 0 undecided, 1 decided
    UNIQUE (source, delivery_key)
);
ALTER SEQUENCE inbox_row OWNED BY inbox.id;
CREATE INDEX inbox_undecided ON inbox (id) WHERE state = 0;
CREATE INDEX inbox_decided ON inbox (received_at) WHERE state = 1;

-- What was decided. Rows are only added. A body and its salt can be erased together: the chain covers the commitment.
-- Positions are drawn under the journal's lock, so that their order is that of the commits.
CREATE SEQUENCE journal_position;
CREATE TABLE journal (
    position BIGINT PRIMARY KEY DEFAULT nextval('journal_position'),
    stream TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL CHECK (seq >= 1),
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    occurred_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    salt BYTEA,
    body TEXT,
    remains TEXT,
    UNIQUE (stream, seq),
    CHECK ((salt IS NULL) = (body IS NULL))
);
ALTER SEQUENCE journal_position OWNED BY journal.position;

-- What is to be done outside. `pos` is the order within a lane.
CREATE SEQUENCE effect_pos;
CREATE TABLE effect (
    pos BIGINT PRIMARY KEY DEFAULT nextval('effect_pos'),
    effect_id TEXT COLLATE "C" NOT NULL UNIQUE,
    stream TEXT COLLATE "C" NOT NULL,
    lane TEXT COLLATE "C" NOT NULL,
    priority BIGINT NOT NULL,
    replaces TEXT COLLATE "C",
    request TEXT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4), -- 0 waiting, 1 ready, 2 claimed, 3 settled, 4 replaced
    not_before BIGINT,
    owner TEXT,
    epoch BIGINT NOT NULL DEFAULT 0,                      -- how often it was claimed
    attempts BIGINT NOT NULL DEFAULT 0,                   -- how often it was tried
    lease_until BIGINT,
    ambiguous BIGINT NOT NULL DEFAULT 0 CHECK (ambiguous IN (0, 1)),
    asked_at BIGINT NOT NULL,
    outcome TEXT,
    settled_at BIGINT
);
ALTER SEQUENCE effect_pos OWNED BY effect.pos;
CREATE INDEX effect_lane ON effect (lane, pos) WHERE state < 3;
CREATE INDEX effect_urgent ON effect (priority, pos) WHERE state < 3;
CREATE INDEX effect_word ON effect (replaces) WHERE state < 2;
CREATE INDEX effect_over ON effect (settled_at) WHERE state >= 3;

-- When to come back to something. At most one that has not fired per stream and key.
CREATE SEQUENCE timer_row;
CREATE TABLE timer (
    id BIGINT PRIMARY KEY DEFAULT nextval('timer_row'),
    timer_id TEXT NOT NULL,
    stream TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    due BIGINT NOT NULL,
    fired_at BIGINT
);
ALTER SEQUENCE timer_row OWNED BY timer.id;
CREATE UNIQUE INDEX timer_live ON timer (stream, key) WHERE fired_at IS NULL;
CREATE INDEX timer_due ON timer (due, id) WHERE fired_at IS NULL;
CREATE INDEX timer_fired ON timer (fired_at) WHERE fired_at IS NOT NULL;

-- Where reading a source stopped.
CREATE TABLE cursor (
    source TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (source, scope)
);

-- What only one replica does at a time.
CREATE TABLE lease (
    name TEXT COLLATE "C" PRIMARY KEY,
    owner TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    until BIGINT NOT NULL
);

-- A stream's newest state: a shortcut, never the truth.
CREATE TABLE snapshot (
    stream TEXT COLLATE "C" PRIMARY KEY,
    seq BIGINT NOT NULL,
    state TEXT NOT NULL,
    checksum TEXT NOT NULL
);

-- What an adapter found out about its service.
CREATE TABLE capability (
    adapter TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    checked_at BIGINT NOT NULL,
    PRIMARY KEY (adapter, name)
);

-- Heads of streams that were told to somebody outside, so that a shortened journal is noticed.
CREATE TABLE anchor (
    stream TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    head TEXT NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (stream, seq, place)
);
