-- A workflow's runs are listed in the order of time, by the index that reports go by: one index less to write for each run.
DROP INDEX workflow_runs_by_workflow;
