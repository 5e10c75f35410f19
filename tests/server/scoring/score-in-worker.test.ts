import { describe, expect, it } from 'vitest';
import { scoreBounds, scoreInWorker } from '../../../src/lib/server/scoring/score-in-worker';
import type { ContractRequest } from '../../../src/lib/server/scoring/run-contract';

const bytes = (text: string) => new TextEncoder().encode(text);

function request(framework: unknown, data: string): ContractRequest {
	return {
		framework: { name: 'framework', bytes: bytes(JSON.stringify(framework)) },
		data: { name: 'data', bytes: bytes(data) },
		format: 'csv'
	};
}

const nodes = [
	{ code: 'T', aggregate: 'copeland' },
	{ code: 'a', parent: 'T' }
];
const framework = { code: 'F', version: 1, nodes };
const table = (units: number) =>
	`unit,indicator,value\n${Array.from({ length: units }, (_, i) => `u${i},a,${i % 977}`).join('\n')}\n`;

describe('a table that is scored in a thread of its own', () => {
	it('comes out as from the command line', async () => {
		const answer = await scoreInWorker(request(framework, 'unit,indicator,value\n"中, ""1""",a,1\np,a,2\n'));
		expect(answer).toEqual({
			ok: true,
			output:
				'unit,node,score,rank,coverage,grade\np,T,1,1,1,\n"中, ""1""",T,-1,2,1,\np,a,2,1,1,\n"中, ""1""",a,1,2,1,\n'
		});
	});

	it('is refused with its problems in parts', async () => {
		const answer = await scoreInWorker(request(framework, 'unit,indicator,value\np,a,NA\n'));
		expect(answer).toMatchObject({
			ok: false,
			count: 1,
			problems: [{ file: 'data', row: 2, column: 'value', message: '"NA" is no number' }]
		});
	});

	it('is ended when its time is over, and the next one runs', async () => {
		const began = performance.now();
		const slow = scoreInWorker(request(framework, table(40_000)), { ...scoreBounds, milliseconds: 500 });
		await expect(slow).rejects.toMatchObject({ code: 'tooLarge', message: 'Scoring took longer than 0.5 s' });
		expect(performance.now() - began).toBeLessThan(5000);
		expect(await scoreInWorker(request(framework, table(3)))).toMatchObject({ ok: true });
	});

	it.each([
		['units', { units: 2 }, /^3 units × 2 nodes are more than the 2 units/],
		['rows', { rows: 5 }, /^3 units × 2 nodes are more than .* 5 rows/],
		['nodes', { nodes: 1 }, /^2 nodes are more than the 1 that are scored here/]
	])('is refused where it has too many %s', async (_what, bound, message) => {
		const answer = await scoreInWorker(request(framework, table(3)), { ...scoreBounds, ...bound });
		expect(answer).toMatchObject({
			ok: false,
			problems: [{ message: expect.stringMatching(message) as string }]
		});
	});

	it('waits for its turn, and is turned away where too many wait', async () => {
		const bounds = { ...scoreBounds, atOnce: 1, waiting: 1 };
		const [first, second, third] = await Promise.allSettled(
			Array.from({ length: 3 }, () => scoreInWorker(request(framework, table(500)), bounds))
		);
		expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled']);
		expect(third).toMatchObject({ status: 'rejected', reason: { code: 'busy' } });
	});
});
