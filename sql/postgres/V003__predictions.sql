-- Every prediction that was answered, with what it was made from.
CREATE SEQUENCE predictions_position;

CREATE TABLE predictions (
    position       bigint           NOT NULL DEFAULT nextval('public.predictions_position'),
    tenant_id      text             NOT NULL,
    id             uuid             NOT NULL, -- version 7
    run_id         text             NOT NULL,
    attempt        integer          NOT NULL,
    workflow       text,                      -- null where the caller named none and the run is not known
    signal_id      text,
    model_version  text             NOT NULL,
    probability    double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
    basis          text             NOT NULL,
    recommendation text             NOT NULL, -- JSON
    features       bytea,                     -- 32-bit floats, little-endian, in the order of the model's schema
    created_at     timestamptz      NOT NULL,
    outcome        text,                      -- how the run ended, once that is known
    feedback       text,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, id)
) PARTITION BY LIST (tenant_id);

CREATE INDEX predictions_by_run ON predictions (tenant_id, run_id, attempt);
