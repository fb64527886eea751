-- For how many days a tenant's rows are kept: 0 for ever, null as the installation's settings say.
ALTER TABLE tenants ADD COLUMN predictions_days INTEGER CHECK (predictions_days >= 0);
ALTER TABLE tenants ADD COLUMN perf_metrics_days INTEGER CHECK (perf_metrics_days >= 0);
