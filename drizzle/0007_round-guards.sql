-- What was done stays: steps of rounds and orders, and the bytes of publications, are append-only.
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['round_move', 'round_snapshot', 'order_step'] LOOP
		EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
	END LOOP;
END $$;
--> statement-breakpoint
-- What else a published round was made of never changes either.
DO $$
DECLARE t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['self_assessment', 'score_decision', 'appeal', 'round_stage_window'] LOOP
		EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_insert', t);
		EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_update', t);
		EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION guard_round_rows()', t || '_frozen_delete', t);
	END LOOP;
END $$;
