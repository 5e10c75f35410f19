ALTER TABLE "disclosure" ADD COLUMN "withdrawn_by" integer;--> statement-breakpoint
ALTER TABLE "disclosure" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_withdrawn_by_app_user_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."app_user"("id") ON DELETE no action ON UPDATE no action;