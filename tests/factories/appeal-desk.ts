import { beforeAll } from 'vitest';
import type { AppealMove } from '../../src/lib/domain/appeal/appeal-flow';
import type { RoundStage } from '../../src/lib/domain/round/round';
import { selectRows, sql } from '../../src/lib/server/db/client';
import { getRound } from '../../src/lib/server/db/queries/round';
import { fileAppeal, type AppealToFile } from '../../src/lib/server/services/appeal/file-appeal';
import { takeAppealStep } from '../../src/lib/server/services/appeal/take-appeal-step';
import { moveRound } from '../../src/lib/server/services/round/move-round';
import type { TestDatabase } from '../setup/test-database';
import { demonstrationActor, idOf, roundIdOf, seedSmallDemonstration, testNow } from './demonstration';

/** The unit that objects. */
export const health = '330000-health';
/** In the days of publicity of the round, and after them. */
export const open = new Date('2027-01-25T04:00:00Z');
export const over = new Date('2027-02-02T04:00:00Z');

/** The demonstration with its round under way at scoring, and what is done with appeals in it; call it where tests are declared. */
export function appealDesk(database: TestDatabase) {
	const at = {} as {
		round: number;
		unitId: number;
		/** a scored indicator of departments */
		scored: { code: string; id: number };
		/** accounts of those who score it in the round */
		scorers: string[];
	};
	const as = async (account: string, now = open) =>
		database.context({ actor: await demonstrationActor(database.opened, account), now });
	const row = async <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T> =>
		(await selectRows<T>(database.opened.db, statement))[0]!;
	const move = async (to: RoundStage, now = testNow) =>
		moveRound(await as('manager', now), {
			roundId: at.round,
			to,
			reason: 'a test',
			revision: (await getRound(database.opened.db, at.round)).revision
		});
	beforeAll(async () => {
		await seedSmallDemonstration(database.opened);
		at.round = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		at.unitId = await idOf(database.opened, 'unit', health);
		at.scored = await row(
			sql`select i.code, i.id from assessment a join indicator i on i.id = a.indicator_id
				where a.round_id = ${at.round} and a.unit_id = ${at.unitId} order by i.code limit 1`
		);
		const given = await selectRows<{ account: string }>(
			database.opened.db,
			sql`select split_part(u.email, '@', 1) as account from assessment a join app_user u on u.id = a.assessor_id
				where a.round_id = ${at.round} and a.unit_id = ${at.unitId} and a.indicator_id = ${at.scored.id}`
		);
		at.scorers = given.map(({ account }) => account);
		for (const stage of ['selfAssessment', 'review', 'scoring'] as const) await move(stage);
	}, 120_000);
	return {
		at,
		as,
		row,
		move,
		file: async (wish: Partial<AppealToFile> = {}, account = 'head', now = open) =>
			fileAppeal(await as(account, now), {
				round: at.round,
				unit: health,
				indicator: at.scored.code,
				claim: 'The rules are in force since May',
				claimedValue: null,
				proofs: [],
				...wish
			}),
		step: async (
			id: number,
			which: Exclude<AppealMove, 'file'>,
			account: string,
			wish: { points?: number; reason?: string; revision?: number; now?: Date } = {}
		) =>
			takeAppealStep(await as(account, wish.now ?? open), {
				id,
				move: which,
				revision:
					wish.revision ??
					(await row<{ revision: number }>(sql`select revision from appeal where id = ${id}`)).revision,
				reason: wish.reason ?? 'because',
				points: wish.points
			}),
		/** accounts of assessors who did not score the cell */
		others: () =>
			['assessor', 'assessor2', 'assessor3', 'assessor4'].filter((one) => !at.scorers.includes(one))
	};
}
