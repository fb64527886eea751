-- What a kind of jobs keeps of each besides: of an export what was asked for, how many rows it has, and its manifest.
ALTER TABLE jobs ADD COLUMN detail TEXT; -- JSON
