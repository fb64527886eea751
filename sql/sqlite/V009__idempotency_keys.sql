-- The requests that callers named with an Idempotency-Key: claimed before they are done, with the answer once it is known.
CREATE TABLE idempotency_keys (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id    TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    operation    TEXT    NOT NULL,
    fingerprint  TEXT    NOT NULL, -- SHA-256 of method, path, media type and body, hexadecimal
    claimed_by   TEXT    NOT NULL, -- the process that does it, or did
    claimed_at   INTEGER NOT NULL,
    status       INTEGER,          -- of the answer, as what follows; all null until it is there
    media_type   TEXT,
    location     TEXT,             -- only where something was started
    encoding     TEXT    CHECK (encoding = 'gzip'),
    body         BLOB,
    completed_at INTEGER,
    UNIQUE (tenant_id, key),
    CHECK ((status IS NULL) = (media_type IS NULL)
       AND (status IS NULL) = (body IS NULL)
       AND (status IS NULL) = (completed_at IS NULL))
) STRICT;

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (tenant_id, claimed_at);
