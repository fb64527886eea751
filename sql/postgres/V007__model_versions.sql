-- The models that were trained. The artifact itself is a file; its checksum ties the two together.
CREATE SEQUENCE model_versions_position;

CREATE TABLE model_versions (
    position      bigint           NOT NULL DEFAULT nextval('public.model_versions_position'),
    tenant_id     text             NOT NULL,
    version       text             NOT NULL, -- v1, v2, ... within a tenant
    kind          text             NOT NULL,
    accuracy      double precision,
    auc           double precision,
    brier         double precision,
    ece           double precision,
    baseline      text             NOT NULL, -- JSON: the figures of the model and of both baselines on the same holdout
    checksum      text             NOT NULL, -- SHA-256 of the artifact, hexadecimal
    signature     text,
    schema        text             NOT NULL, -- JSON: names, transforms, means and scales of the inputs
    provenance    text             NOT NULL, -- JSON: data window, row counts, code version, hyper-parameters
    created_at    timestamptz      NOT NULL,
    active        boolean          NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, version)
) PARTITION BY LIST (tenant_id);

CREATE UNIQUE INDEX model_versions_one_active ON model_versions (tenant_id) WHERE active;
