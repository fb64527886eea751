-- What was observed about services: alerts that fire and are resolved, and measured points.
CREATE TABLE insight_signals (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    run_id      TEXT,
    service     TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    value       REAL,
    severity    TEXT    NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    state       TEXT    NOT NULL CHECK (state IN ('firing', 'resolved', 'point')),
    observed_at INTEGER NOT NULL,
    known_at    INTEGER NOT NULL,
    labels      TEXT    NOT NULL DEFAULT '{}',
    UNIQUE (tenant_id, id)
) STRICT;
