import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { listPublishedSnapshots } from '../../../../src/lib/server/db/queries/publication';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { createRound } from '../../../../src/lib/server/services/round/create-round';
import {
	publicationOf,
	publishRound,
	snapshotOf
} from '../../../../src/lib/server/services/round/publish-round';
import { recomputeRound } from '../../../../src/lib/server/services/round/recompute-round';
import { signRound } from '../../../../src/lib/server/services/round/sign-round';
import {
	demonstrationActor,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const as = async (account: string) =>
	database.context({ actor: await demonstrationActor(database.opened, account) });

beforeAll(() => seedSmallDemonstration(database.opened));

describe('publishing a round', () => {
	it('asks for the final stage, for both signatures and for every score', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		await expect(publishRound(await as('manager'), roundId)).rejects.toMatchObject({ code: 'stageClosed' });
		await expect(signRound(await as('leader'), { roundId, capacity: 'leader' })).rejects.toMatchObject({
			code: 'stageClosed'
		});
		await database.opened.db.execute(sql`update round set stage = 'final' where id = ${roundId}`);
		await expect(publishRound(await as('manager'), roundId)).rejects.toMatchObject({
			code: 'conflict',
			details: {
				blocks: ['no signature as manager', 'no signature as leader', expect.stringMatching(/assessments/)]
			}
		});
	});

	it('is for managers, and each signature for its own role', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		await expect(publishRound(await as('leader'), roundId)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(publishRound(database.context(), roundId)).rejects.toMatchObject({ code: 'notSignedIn' });
		await expect(signRound(await as('manager'), { roundId, capacity: 'leader' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(signRound(await as('governor'), { roundId, capacity: 'leader' })).rejects.toMatchObject({
			code: 'forbidden'
		});
	});

	it('freezes it under a hash of what is stored, locks its scores, and leaves an audit row', async () => {
		const { db } = database.opened;
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		await db.execute(
			sql`update assessment set status = 'submitted', score = 70 where round_id = ${roundId} and status <> 'submitted'`
		);
		await signRound(await as('manager'), { roundId, capacity: 'manager' });
		await expect(signRound(await as('manager'), { roundId, capacity: 'manager' })).rejects.toMatchObject({
			code: 'conflict'
		});
		await signRound(await as('leader'), { roundId, capacity: 'leader' });
		const hash = await publishRound(await as('manager'), roundId);
		expect(hash).toMatch(/^[0-9a-f]{64}$/);
		const snapshot = snapshotOf(await publicationOf(db, await getRound(db, roundId)));
		expect(snapshot.sha256).toBe(hash);
		expect(await listPublishedSnapshots(db, roundId)).toEqual([snapshot]);
		const [state] = await selectRows(
			db,
			sql`select r.stage, r.published_hash as hash, (select array_agg(distinct status) from assessment where round_id = r.id) as statuses,
				(select count(*)::int from audit_entry where action = 'round.publish' and entity_id = ${String(roundId)}) as audits,
				(select count(*)::int from figure where period = '2026-Q4' and provenance = 'scored') as scored
			from round r where r.id = ${roundId}`
		);
		expect(state).toEqual({ stage: 'published', hash, statuses: ['locked'], audits: 1, scored: 32 });
		await expect(db.transaction((tx) => recomputeRound(tx, roundId, testNow))).rejects.toMatchObject({
			code: 'immutable'
		});
		await expect(db.execute(sql`update result set score = 1 where round_id = ${roundId}`)).rejects.toThrow();
	});
});

describe('creating a round', () => {
	it('takes the units that the framework is for, in their groups, and scores what is there', async () => {
		const { db } = database.opened;
		const [version] = await selectRows<{ id: number }>(
			db,
			sql`select v.id from framework_version v join framework f on f.id = v.framework_id where f.code = 'PDR-D'`
		);
		const wish = {
			frameworkVersionId: version!.id,
			period: '2025',
			rootCode: '330000',
			audience: 'internal',
			windows: []
		} as const;
		const roundId = await createRound(await as('manager'), wish);
		const [made] = await selectRows(
			db,
			sql`select (select count(*)::int from round_unit where round_id = ${roundId}) as units,
				(select count(distinct peer_group)::int from round_unit where round_id = ${roundId}) as groups,
				(select count(*)::int from result where round_id = ${roundId} and node_code = 'PDR-D' and score > 0) as scored`
		);
		expect(made).toEqual({ units: 8, groups: 8, scored: 8 });
		await expect(createRound(await as('leader'), wish)).rejects.toMatchObject({ code: 'forbidden' });
	});
});
