-- What was observed about services: alerts that fire and are resolved, and measured points.
CREATE SEQUENCE insight_signals_position;

CREATE TABLE insight_signals (
    position    bigint           NOT NULL DEFAULT nextval('public.insight_signals_position'),
    tenant_id   text             NOT NULL,
    id          text             NOT NULL,
    run_id      text,
    service     text             NOT NULL,
    kind        text             NOT NULL,
    name        text             NOT NULL,
    value       double precision,
    severity    text             NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    state       text             NOT NULL CHECK (state IN ('firing', 'resolved', 'point')),
    observed_at timestamptz      NOT NULL,
    known_at    timestamptz      NOT NULL,
    labels      text             NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, id)
) PARTITION BY LIST (tenant_id);
