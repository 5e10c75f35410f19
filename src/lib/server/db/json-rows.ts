import { sql, type SQL } from 'drizzle-orm';

/**
 * Rows as one parameter, to be read by `jsonb_to_recordset`: any number of rows in one statement, without PostgreSQL's limit on
 * parameters. Numbers keep every bit: their shortest decimal form is read back to the same double.
 * @param columns name and type of each column, as in `as t(…)`
 */
export function rowSet(rows: readonly object[], columns: string): SQL {
	return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as t(${sql.raw(columns)})`;
}
