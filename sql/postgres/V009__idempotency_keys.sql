-- The requests that callers named with an Idempotency-Key: claimed before they are done, with the answer once it is known.
CREATE SEQUENCE idempotency_keys_position;

CREATE TABLE idempotency_keys (
    position     bigint      NOT NULL DEFAULT nextval('public.idempotency_keys_position'),
    tenant_id    text        NOT NULL,
    key          text        NOT NULL,
    operation    text        NOT NULL,
    fingerprint  text        NOT NULL, -- SHA-256 of method, path, media type and body, hexadecimal
    claimed_by   text        NOT NULL, -- the process that does it, or did
    claimed_at   timestamptz NOT NULL,
    status       integer,              -- of the answer, as what follows; all null until it is there
    media_type   text,
    location     text,                 -- only where something was started
    encoding     text        CHECK (encoding = 'gzip'),
    body         bytea,
    completed_at timestamptz,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, key),
    CHECK ((status IS NULL) = (media_type IS NULL)
       AND (status IS NULL) = (body IS NULL)
       AND (status IS NULL) = (completed_at IS NULL))
) PARTITION BY LIST (tenant_id);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (tenant_id, claimed_at);
