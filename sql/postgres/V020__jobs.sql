-- What takes long, with how it stands: it is told after a restart too. Of each kind a tenant has one under way at most, whichever
-- process is at work on it.
CREATE SEQUENCE jobs_position;

CREATE TABLE jobs (
    position   bigint NOT NULL DEFAULT nextval('public.jobs_position'),
    tenant_id  text NOT NULL,
    id         text NOT NULL,
    kind       text NOT NULL,
    asked_by   text NOT NULL CHECK (asked_by IN ('demand', 'schedule', 'new_labels', 'drift')),
    state      text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
    progress   double precision NOT NULL, -- from 0 to 1
    step       text NOT NULL, -- what it does, for people
    process    text NOT NULL, -- the process at work on it
    cancelling boolean NOT NULL, -- whether somebody wants it to stop
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL, -- when the process last said that it is at work
    ended_at   timestamptz,
    result     text,          -- the version that came of it
    error      text,          -- what was in the way
    runs_to    bigint,          -- the position of the latest run that it took in; null where it may be tried with the same runs
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, id),
    CHECK ((state = 'running') = (ended_at IS NULL))
) PARTITION BY LIST (tenant_id);

CREATE UNIQUE INDEX jobs_one_running ON jobs (tenant_id, kind) WHERE state = 'running';
