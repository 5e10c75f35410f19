-- One partition a year, so that an old year costs nothing to a new one; what lies outside goes to the default.
DO $$
DECLARE parent text; y int;
BEGIN
	FOREACH parent IN ARRAY ARRAY['observation', 'figure'] LOOP
		EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (MINVALUE) TO (''2020-01-01'')', parent || '_before_2020', parent);
		FOR y IN 2020..2031 LOOP
			EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
				parent || '_' || y, parent, make_date(y, 1, 1), make_date(y + 1, 1, 1));
		END LOOP;
		EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent || '_later', parent);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE VIEW "series" AS
	SELECT unit_id, indicator_id, period, period_start, value, numerator, denominator, distribution, missing_reason,
		NULL::text AS qualifier, 'own'::text AS provenance, source, revision, submitted_at
	FROM observation WHERE status IN ('submitted', 'approved')
	UNION ALL
	SELECT unit_id, indicator_id, period, period_start, value, numerator, denominator, distribution, missing_reason,
		qualifier, provenance, NULL::text, NULL::integer, NULL::timestamptz
	FROM figure;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER observation_revision_append_only BEFORE UPDATE OR DELETE ON observation_revision
	FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND NEW.hash IS NOT NULL
		AND (to_jsonb(NEW) - 'hash' - 'previous_hash') = (to_jsonb(OLD) - 'hash' - 'previous_hash') THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
	FOR EACH ROW EXECUTE FUNCTION guard_audit_entry();
--> statement-breakpoint
-- A published framework version may only be retired.
CREATE FUNCTION guard_framework_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.status = 'draft' THEN
		IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
		RETURN NEW;
	END IF;
	IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'retired'
		AND (to_jsonb(NEW) - 'status') = (to_jsonb(OLD) - 'status') THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'a published framework version never changes' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER framework_version_frozen BEFORE UPDATE OR DELETE ON framework_version
	FOR EACH ROW EXECUTE FUNCTION guard_framework_version();
--> statement-breakpoint
CREATE FUNCTION guard_framework_node() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE version_status text;
BEGIN
	SELECT status INTO version_status FROM framework_version
		WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.framework_version_id ELSE OLD.framework_version_id END;
	IF version_status <> 'draft' THEN
		RAISE EXCEPTION 'a published framework version never changes' USING ERRCODE = 'restrict_violation';
	END IF;
	IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER framework_node_frozen BEFORE INSERT OR UPDATE OR DELETE ON framework_node
	FOR EACH ROW EXECUTE FUNCTION guard_framework_node();
--> statement-breakpoint
-- A published round may only be withdrawn; what it was made of and what it said stay for good.
CREATE FUNCTION guard_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.stage NOT IN ('published', 'withdrawn') THEN
		IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
		RETURN NEW;
	END IF;
	IF TG_OP = 'UPDATE' AND OLD.stage = 'published' AND NEW.stage = 'withdrawn' AND NEW.withdrawn_reason <> ''
		AND (to_jsonb(NEW) - 'stage' - 'withdrawn_at' - 'withdrawn_reason')
			= (to_jsonb(OLD) - 'stage' - 'withdrawn_at' - 'withdrawn_reason') THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'a published round never changes' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER round_frozen BEFORE UPDATE OR DELETE ON round FOR EACH ROW EXECUTE FUNCTION guard_round();
--> statement-breakpoint
-- By statement, over the rows touched: a round of ten thousand rows is checked once, not ten thousand times.
CREATE FUNCTION guard_round_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM touched t JOIN round r ON r.id = t.round_id WHERE r.stage IN ('published', 'withdrawn')) THEN
		RAISE EXCEPTION '% of a published round never changes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['round_input', 'result', 'round_unit', 'assessment', 'adjustment'] LOOP
		EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_insert', t);
		EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_update', t);
		EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_delete', t);
	END LOOP;
END $$;
