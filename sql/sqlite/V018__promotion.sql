-- How the challenger fared against the champion (JSON), and which version answered before this one began to.
ALTER TABLE model_versions ADD COLUMN verdict TEXT;
ALTER TABLE model_versions ADD COLUMN predecessor TEXT;

-- What the service may do by itself for a tenant: names of actions, a blank between them.
ALTER TABLE tenants ADD COLUMN pre_approved TEXT;
