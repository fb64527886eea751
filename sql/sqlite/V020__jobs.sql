-- What takes long, with how it stands: it is told after a restart too. Of each kind a tenant has one under way at most, whichever
-- process is at work on it.
CREATE TABLE jobs (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id  TEXT NOT NULL,
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    asked_by   TEXT NOT NULL CHECK (asked_by IN ('demand', 'schedule', 'new_labels', 'drift')),
    state      TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
    progress   REAL NOT NULL, -- from 0 to 1
    step       TEXT NOT NULL, -- what it does, for people
    process    TEXT NOT NULL, -- the process at work on it
    cancelling INTEGER NOT NULL, -- whether somebody wants it to stop
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL, -- when the process last said that it is at work
    ended_at   INTEGER,
    result     TEXT,          -- the version that came of it
    error      TEXT,          -- what was in the way
    runs_to    INTEGER,          -- the position of the latest run that it took in; null where it may be tried with the same runs
    UNIQUE (tenant_id, id),
    CHECK ((state = 'running') = (ended_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX jobs_one_running ON jobs (tenant_id, kind) WHERE state = 'running';
