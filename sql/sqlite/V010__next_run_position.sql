-- The position that a run takes when it changes. A view, because each database has its own way to a new number.
CREATE VIEW next_run_position AS SELECT MAX(position) + 1 AS position FROM workflow_runs;
