-- What people say of runs that were predicted: the last word on each run, which its label follows in the next training.
CREATE SEQUENCE feedback_position;

CREATE TABLE feedback (
    position      bigint      NOT NULL DEFAULT nextval('public.feedback_position'),
    tenant_id     text        NOT NULL,
    run_id        text        NOT NULL,
    attempt       integer     NOT NULL,
    prediction_id uuid        NOT NULL, -- the prediction that was judged
    verdict       text        NOT NULL,
    note          text,                 -- redacted
    given_at      timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, run_id, attempt)
) PARTITION BY LIST (tenant_id);

-- What the newest challenger would have answered. Nobody is answered from it.
CREATE SEQUENCE shadow_predictions_position;

CREATE TABLE shadow_predictions (
    position      bigint           NOT NULL DEFAULT nextval('public.shadow_predictions_position'),
    tenant_id     text             NOT NULL,
    prediction_id uuid             NOT NULL,
    version       text             NOT NULL,
    probability   double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
    created_at    timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, position)
) PARTITION BY LIST (tenant_id);

CREATE INDEX shadow_predictions_by_version ON shadow_predictions (tenant_id, version, position);

-- That a model no longer fits what it is asked about: at most once for each version and day.
CREATE SEQUENCE drift_findings_position;

CREATE TABLE drift_findings (
    position  bigint           NOT NULL DEFAULT nextval('public.drift_findings_position'),
    tenant_id text             NOT NULL,
    version   text             NOT NULL,
    day       text             NOT NULL, -- of UTC, as 2026-01-31
    feature   text             NOT NULL,
    psi       double precision NOT NULL,
    found_at  timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, version, day)
) PARTITION BY LIST (tenant_id);

-- JSON: how sure the figures of the holdout are, the weights, and how the inputs were spread in training. Null in versions of before.
ALTER TABLE model_versions ADD COLUMN quality text;
