-- Where each unit has stood so far, as far as it is known: under its present unit since it is there.
INSERT INTO unit_placement (unit_id, parent_id, valid_from, valid_to)
	SELECT id, parent_id, valid_from, valid_to FROM unit;
--> statement-breakpoint
-- By statement, so that three thousand units of a file cost one insert.
CREATE FUNCTION place_new_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO unit_placement (unit_id, parent_id, valid_from, valid_to)
		SELECT id, parent_id, valid_from, valid_to FROM made;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER unit_placed AFTER INSERT ON unit REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION place_new_units();
--> statement-breakpoint
-- "Not applicable" takes a cell out of the score: until somebody has approved that, nothing was reported.
CREATE OR REPLACE VIEW "series" AS
	SELECT unit_id, indicator_id, period, period_start, value, numerator, denominator, distribution,
		CASE WHEN missing_reason = 'notApplicable' AND status <> 'approved' THEN 'notReported' ELSE missing_reason END AS missing_reason,
		NULL::text AS qualifier, 'own'::text AS provenance, source, revision, submitted_at
	FROM observation WHERE status IN ('submitted', 'approved')
	UNION ALL
	SELECT unit_id, indicator_id, period, period_start, value, numerator, denominator, distribution, missing_reason,
		qualifier, provenance, NULL::text, NULL::integer, NULL::timestamptz
	FROM figure;
