-- Disturbances of a service or of a workflow, from when they were opened to when they were resolved. Reported again by the same
-- id, an incident changes.
CREATE TABLE incidents (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    service     TEXT,             -- null, as the workflow, where nobody said of what it is; never both
    workflow    TEXT,
    source      TEXT    NOT NULL,
    severity    TEXT    NOT NULL
        CHECK (severity IN ('none', 'minor', 'major', 'critical', 'maintenance', 'unrated')),
    opened_at   INTEGER NOT NULL,
    resolved_at INTEGER CHECK (resolved_at >= opened_at), -- null while it is open
    labels      TEXT    NOT NULL DEFAULT '{}',
    duration_us INTEGER GENERATED ALWAYS AS (resolved_at - opened_at) STORED,
    CHECK (service IS NULL OR workflow IS NULL),
    UNIQUE (tenant_id, id)
) STRICT;

CREATE INDEX incidents_by_time ON incidents (tenant_id, opened_at, position);
CREATE INDEX incidents_open ON incidents (tenant_id, opened_at, position) WHERE resolved_at IS NULL;
