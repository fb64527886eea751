-- What people say of runs that were predicted: the last word on each run, which its label follows in the next training.
CREATE TABLE feedback (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id     TEXT    NOT NULL,
    run_id        TEXT    NOT NULL,
    attempt       INTEGER NOT NULL,
    prediction_id BLOB    NOT NULL, -- the prediction that was judged
    verdict       TEXT    NOT NULL,
    note          TEXT,             -- redacted
    given_at      INTEGER NOT NULL,
    UNIQUE (tenant_id, run_id, attempt)
) STRICT;

-- What the newest challenger would have answered. Nobody is answered from it.
CREATE TABLE shadow_predictions (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id     TEXT    NOT NULL,
    prediction_id BLOB    NOT NULL,
    version       TEXT    NOT NULL,
    probability   REAL    NOT NULL CHECK (probability BETWEEN 0 AND 1),
    created_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX shadow_predictions_by_version ON shadow_predictions (tenant_id, version, position);

-- That a model no longer fits what it is asked about: at most once for each version and day.
CREATE TABLE drift_findings (
    position  INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT    NOT NULL,
    version   TEXT    NOT NULL,
    day       TEXT    NOT NULL, -- of UTC, as 2026-01-31
    feature   TEXT    NOT NULL,
    psi       REAL    NOT NULL,
    found_at  INTEGER NOT NULL,
    UNIQUE (tenant_id, version, day)
) STRICT;

-- JSON: how sure the figures of the holdout are, the weights, and how the inputs were spread in training. Null in versions of before.
ALTER TABLE model_versions ADD COLUMN quality TEXT;
