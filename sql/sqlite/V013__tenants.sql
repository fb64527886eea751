-- The list of tenants. Only the one in the file of the platform is used. A tenant is there if its file is.
CREATE TABLE tenants (
    id         TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('active', 'offboarded'))
) STRICT;
