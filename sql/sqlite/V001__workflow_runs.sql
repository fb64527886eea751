-- One row for each attempt of a run. The position grows with every change of the row, so that a reader
-- who remembers the last position it saw finds everything that came or changed since.
CREATE TABLE workflow_runs (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    run_id      TEXT    NOT NULL,
    attempt     INTEGER NOT NULL CHECK (attempt >= 1),
    workflow    TEXT    NOT NULL,
    status      TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'success', 'failure', 'cancelled')),
    started_at  INTEGER NOT NULL, -- microseconds since 1970-01-01T00:00Z, as all times here
    finished_at INTEGER,
    known_at    INTEGER NOT NULL, -- when the outcome became known; history is folded in this order
    duration_ms INTEGER,
    cost        TEXT,             -- a decimal, exactly as given
    owner       TEXT,             -- a pseudonym
    error_text  TEXT,             -- redacted
    metrics     TEXT    NOT NULL DEFAULT '{}',
    labels      TEXT    NOT NULL DEFAULT '{}',
    UNIQUE (tenant_id, run_id, attempt)
) STRICT;

CREATE INDEX workflow_runs_by_workflow ON workflow_runs (tenant_id, workflow, position);
CREATE INDEX workflow_runs_open ON workflow_runs (tenant_id, position) WHERE status IN ('queued', 'running');
