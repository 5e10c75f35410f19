import { expect, type APIRequestContext } from '@playwright/test';
import { parse } from 'csv-parse/sync';

/** The whole ranking as its file says it, by the unit's code. */
export async function rankedScores(
	request: APIRequestContext,
	query: Readonly<Record<string, string>>
): Promise<Map<string, Record<string, string>>> {
	const answer = await request.get('/en/rankings.csv', { params: query });
	expect(answer.status(), await answer.text()).toBe(200);
	const rows: Record<string, string>[] = parse(await answer.text(), { columns: true, bom: true });
	return new Map(rows.map((row) => [row['unit'] ?? '', row]));
}
