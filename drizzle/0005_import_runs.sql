-- What a run stored and what its undoing gave back lies together in this table, which only grows: a range index finds it, costs
-- an import nothing to speak of, and stays small whatever the table's size.
CREATE INDEX "observation_revision_of_run" ON "observation_revision" USING brin ("import_run_id");
