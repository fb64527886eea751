-- The models that were trained. The artifact itself is a file; its checksum ties the two together.
CREATE TABLE model_versions (
    position      INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id     TEXT    NOT NULL,
    version       TEXT    NOT NULL, -- v1, v2, ... within a tenant
    kind          TEXT    NOT NULL,
    accuracy      REAL,
    auc           REAL,
    brier         REAL,
    ece           REAL,
    baseline      TEXT    NOT NULL, -- JSON: the figures of the model and of both baselines on the same holdout
    checksum      TEXT    NOT NULL, -- SHA-256 of the artifact, hexadecimal
    signature     TEXT,
    schema        TEXT    NOT NULL, -- JSON: names, transforms, means and scales of the inputs
    provenance    TEXT    NOT NULL, -- JSON: data window, row counts, code version, hyper-parameters
    created_at    INTEGER NOT NULL,
    active        INTEGER NOT NULL CHECK (active IN (0, 1)),
    UNIQUE (tenant_id, version)
) STRICT;

CREATE UNIQUE INDEX model_versions_one_active ON model_versions (tenant_id) WHERE active = 1;
