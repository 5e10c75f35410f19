ALTER TABLE "adjustment" ALTER COLUMN "status" SET DEFAULT 'proposed';--> statement-breakpoint
-- NOT VALID: rows from before stay as they are, those of published rounds among them.
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_confirmed_by_another" CHECK ("adjustment"."status" <> 'confirmed' or "adjustment"."created_by" is null or "adjustment"."decided_by" is not null) NOT VALID;