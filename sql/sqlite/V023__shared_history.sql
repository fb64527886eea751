-- Whether the base model, which answers for tenants without a model of their own, may learn from a tenant's history.
ALTER TABLE tenants ADD COLUMN share_history INTEGER NOT NULL DEFAULT 0 CHECK (share_history IN (0, 1));
