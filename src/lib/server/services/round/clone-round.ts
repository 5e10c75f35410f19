import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import { settingsOf } from '../../../domain/round/round-settings';
import { daysOfAll, shiftTimetable, windowOf } from '../../../domain/round/timetable';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listAssignedPairs } from '../../db/queries/assign-cells';
import { findRoundOf } from '../../db/queries/framework-write';
import { getRound, type StoredRound } from '../../db/queries/round';
import { listWindowsOf } from '../../db/queries/round-board';
import { assignAssessors } from './assign-assessors';
import { createRound } from './create-round';

/** As far ahead as a round is looked for: whoever clones wants the next one. */
const farthest = 24;

/**
 * Drafts the next round like one that there is: framework version, units, rules and assessors are the same, the period is the next
 * without a round, and the timetable is moved to it by working days. One transaction. @returns the id of the new round
 * @throws DomainError as `createRound`; `conflict` where the periods to come all have a round
 */
export async function cloneRound(ctx: Context, roundId: number): Promise<number> {
	demand(ctx.actor, 'round.manage');
	return ctx.db.transaction(async (tx) => {
		const source = await getRound(tx, roundId);
		demand(ctx.actor, 'round.manage', source.rootPath);
		const inside = { ...ctx, db: tx };
		const period = await nextFreePeriod(tx, source);
		const days = daysOfAll(await listWindowsOf(tx, roundId));
		const cloneId = await createRound(inside, {
			...settingsOf(source),
			frameworkVersionId: source.frameworkVersionId,
			period,
			rootCode: source.rootCode,
			windows: shiftTimetable(days, source.period, period).map(windowOf),
			clonedFromRoundId: roundId
		});
		const assessorIds = [...new Set((await listAssignedPairs(tx, roundId)).map((pair) => pair.assessorId))];
		if (assessorIds.length > 0 && days.some(({ stage }) => stage === 'scoring')) {
			await assignAssessors(inside, { roundId: cloneId, revision: 1, assessorIds });
		}
		return cloneId;
	});
}

async function nextFreePeriod(tx: Tx, round: StoredRound): Promise<string> {
	let period = parsePeriod(round.period);
	for (let step = 0; step < farthest; step++) {
		period = shiftPeriod(period, 1);
		if (!(await findRoundOf(tx, round.frameworkVersionId, period.code, round.rootUnitId))) return period.code;
	}
	throw new DomainError('conflict', `The ${farthest} periods after ${round.period} have a round already`, {
		round: round.id
	});
}
