import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { listReadableRounds } from '../../../../src/lib/server/services/ranking/list-readable-rounds';
import { readProvisionalBasis } from '../../../../src/lib/server/services/round/read-provisional-basis';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');

beforeAll(() => seedSmallDemonstration(database.opened), 120_000);

async function basisAt(now: Date, period: string) {
	const ctx = {
		...database.context({ actor: await demonstrationActor(database.opened, 'leader') }),
		now
	};
	const round = (await listReadableRounds(ctx)).find(
		(other) => other.frameworkCode === 'PDR-D' && other.period === period
	)!;
	return { round, basis: await readProvisionalBasis(ctx, round) };
}

describe('what a provisional result rests on', () => {
	it('is the months that are over, and the values that count as 0 because nobody gave them', async () => {
		const { round, basis } = await basisAt(testNow, '2026-Q4');
		const [row] = await selectRows<{ count: number }>(
			database.opened.db,
			sql`select count(*)::int as count from round_input i join result r
				on r.round_id = i.round_id and r.unit_id = i.unit_id and r.node_code = i.node_code
				where i.round_id = ${round.id} and i.missing_reason = 'notReported' and r.score = 0`
		);
		expect(row!.count).toBeGreaterThan(0);
		expect(basis).toEqual({ progress: { ended: 1, all: 3 }, countedAsZero: row!.count });
	});

	it('is no part of the period any more once that is over', async () => {
		const { basis } = await basisAt(new Date('2026-12-31T16:00:00Z'), '2026-Q4');
		expect(basis?.progress).toBeUndefined();
	});

	it('is nothing to speak of once the round is published', async () => {
		expect((await basisAt(testNow, '2026-Q3')).basis).toBeUndefined();
	});
});
