-- Disturbances of a service or of a workflow, from when they were opened to when they were resolved. Reported again by the same
-- id, an incident changes.
CREATE SEQUENCE incidents_position;

CREATE TABLE incidents (
    position    bigint      NOT NULL DEFAULT nextval('public.incidents_position'),
    tenant_id   text        NOT NULL,
    id          text        NOT NULL,
    service     text,                 -- null, as the workflow, where nobody said of what it is; never both
    workflow    text,
    source      text        NOT NULL,
    severity    text        NOT NULL
        CHECK (severity IN ('none', 'minor', 'major', 'critical', 'maintenance', 'unrated')),
    opened_at   timestamptz NOT NULL,
    resolved_at timestamptz CHECK (resolved_at >= opened_at), -- null while it is open
    labels      text        NOT NULL DEFAULT '{}',
    duration_us bigint      GENERATED ALWAYS AS
        (CAST(EXTRACT(EPOCH FROM resolved_at - opened_at) * 1000000 AS bigint)) STORED,
    CHECK (service IS NULL OR workflow IS NULL),
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, id)
) PARTITION BY LIST (tenant_id);

CREATE INDEX incidents_by_time ON incidents (tenant_id, opened_at, position);
CREATE INDEX incidents_open ON incidents (tenant_id, opened_at, position) WHERE resolved_at IS NULL;
