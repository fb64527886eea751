-- One row for each attempt of a run. The position grows with every change of the row, so that a reader
-- who remembers the last position it saw finds everything that came or changed since. Positions are handed out before
-- the commit: such a reader stops at the first row whose xmin is not below that of its snapshot.
CREATE SEQUENCE workflow_runs_position;

CREATE TABLE workflow_runs (
    position    bigint      NOT NULL DEFAULT nextval('public.workflow_runs_position'),
    tenant_id   text        NOT NULL,
    run_id      text        NOT NULL,
    attempt     integer     NOT NULL CHECK (attempt >= 1),
    workflow    text        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('queued', 'running', 'success', 'failure', 'cancelled')),
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    known_at    timestamptz NOT NULL, -- when the outcome became known; history is folded in this order
    duration_ms bigint,
    cost        numeric,
    owner       text,                 -- a pseudonym
    error_text  text,                 -- redacted
    metrics     text        NOT NULL DEFAULT '{}', -- JSON, which no query looks into: text costs half of jsonb
    labels      text        NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, run_id, attempt)
) PARTITION BY LIST (tenant_id);

CREATE INDEX workflow_runs_by_workflow ON workflow_runs (tenant_id, workflow, position);
CREATE INDEX workflow_runs_open ON workflow_runs (tenant_id, position) WHERE status IN ('queued', 'running');
