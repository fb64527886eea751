-- Every prediction that was answered, with what it was made from.
CREATE TABLE predictions (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id      TEXT    NOT NULL,
    id             BLOB    NOT NULL, -- UUID version 7
    run_id         TEXT    NOT NULL,
    attempt        INTEGER NOT NULL,
    workflow       TEXT,             -- null where the caller named none and the run is not known
    signal_id      TEXT,
    model_version  TEXT    NOT NULL,
    probability    REAL    NOT NULL CHECK (probability BETWEEN 0 AND 1),
    basis          TEXT    NOT NULL,
    recommendation TEXT    NOT NULL,
    features       BLOB,             -- 32-bit floats, little-endian, in the order of the model's schema
    created_at     INTEGER NOT NULL,
    outcome        TEXT,             -- how the run ended, once that is known
    feedback       TEXT,
    UNIQUE (tenant_id, id)
) STRICT;

CREATE INDEX predictions_by_run ON predictions (tenant_id, run_id, attempt);
