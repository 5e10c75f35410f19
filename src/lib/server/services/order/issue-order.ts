import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { endOfDay } from '../../../domain/indicator/report-due';
import { longestOrderText, mostOrderDays } from '../../../domain/oversight/order-flow';
import type { OrderGround } from '../../../domain/oversight/order-status';
import { isDay } from '../../../domain/period/day';
import { findPeriod } from '../../../domain/period/period';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { listIndicatorsByCode } from '../../db/queries/directory';
import { findOrder } from '../../db/queries/order';
import { insertOrder, insertOrderStep } from '../../db/queries/order-write';
import { listWeighingRounds } from '../../db/queries/order-weight';
import { getRound, listGroupsOfUnits } from '../../db/queries/round';
import { sendMessages } from '../message/send-messages';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { applyChange } from '../round/apply-change';
import { orderNotices } from './order-notices';

export interface OrderToIssue {
	readonly unit: string;
	readonly ground: OrderGround;
	readonly indicator?: string | undefined;
	readonly period?: string | undefined;
	/** of a veto, or of the round in which the unit fell short */
	readonly round?: number | undefined;
	readonly finding: string;
	readonly demand: string;
	/** ISO day */
	readonly dueOn: string;
}

const dayMs = 86_400_000;

/**
 * Issues a rectification order to a unit. @returns its number
 * @throws DomainError `unknownUnit`, `forbidden`, `unknownIndicator`, `notFound` (the round), `invalidInput` naming the fields
 */
export async function issueOrder(ctx: Context, wish: OrderToIssue): Promise<number> {
	demand(ctx.actor, 'order.issue');
	const { unit, scope } = await getPermittedUnit(ctx, 'order.issue', wish.unit);
	refuseProblems(problemsOf(wish));
	const needsFigure = wish.ground === 'belowTarget' || wish.ground === 'failedRule';
	const indicator = wish.indicator
		? (await listIndicatorsByCode(ctx.db, [wish.indicator])).get(wish.indicator)
		: undefined;
	if ((wish.indicator || needsFigure) && !indicator) {
		throw new DomainError('unknownIndicator', `There is no indicator ${wish.indicator ?? ''}`);
	}
	return ctx.db.transaction(async (tx) => {
		if (wish.round !== undefined) {
			await getRound(tx, wish.round);
			if ((await listGroupsOfUnits(tx, wish.round, [unit.id])).length === 0) {
				throw new DomainError('notFound', `Round ${wish.round} does not take in ${unit.code}`);
			}
		}
		const row = {
			unitId: unit.id,
			ground: wish.ground,
			roundId: wish.round ?? null,
			indicatorId: indicator?.id ?? null,
			period: wish.period ? (findPeriod(wish.period)?.code ?? null) : null,
			finding: wish.finding.trim(),
			demand: wish.demand.trim(),
			dueOn: wish.dueOn,
			issuedBy: ctx.actor.userId ?? null,
			issuedAt: ctx.now
		};
		const id = await insertOrder(tx, row);
		const order = await findOrder(tx, scope, ctx.now, id);
		refuseProblems(dueProblems(wish.dueOn, order!.unit.timeZone, ctx.now));
		await insertOrderStep(tx, {
			orderId: id,
			toStatus: 'issued',
			text: '',
			takenBy: ctx.actor.userId ?? null,
			takenAt: ctx.now
		});
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'order.issue' as const },
			...{ entity: 'order', entityId: id, unitId: unit.id },
			after: {
				status: 'issued',
				ground: wish.ground,
				...(indicator ? { indicator: indicator.code } : {}),
				...(row.period ? { period: row.period } : {}),
				dueOn: row.dueOn,
				finding: row.finding,
				demand: row.demand
			}
		});
		await sendMessages(
			tx,
			ctx,
			orderNotices(
				'issue',
				{ id, unitId: unit.id, dueOn: row.dueOn, revision: 1, issuedBy: row.issuedBy },
				{ reason: null, by: ctx.actor.name }
			)
		);
		await applyChange(tx, ctx, await listWeighingRounds(tx, [unit.id]));
		return id;
	});
}

function problemsOf(wish: OrderToIssue): RegisterProblem[] {
	const problems: RegisterProblem[] = [];
	for (const field of ['finding', 'demand'] as const) {
		const text = wish[field].trim();
		if (text === '') problems.push({ field, problem: 'textMissing' });
		if (text.length > longestOrderText)
			problems.push({ field, problem: 'tooLong', subject: String(longestOrderText) });
	}
	const needsFigure = wish.ground === 'belowTarget' || wish.ground === 'failedRule';
	if (needsFigure && !wish.indicator) problems.push({ field: 'indicator', problem: 'indicatorMissing' });
	if ((needsFigure && !wish.period) || (wish.period && !findPeriod(wish.period))) {
		problems.push({ field: 'period', problem: 'periodShape', subject: wish.period ?? '' });
	}
	if (!isDay(wish.dueOn)) {
		problems.push({ field: 'dueOn', problem: 'dateShape' });
	}
	return problems;
}

/** The due day is today, where the unit is, or later, and not further ahead than anybody waits. */
function dueProblems(dueOn: string, timeZone: string, now: Date): RegisterProblem[] {
	const end = endOfDay(dueOn, timeZone);
	const isSound = end >= now && end.getTime() - now.getTime() <= mostOrderDays * dayMs;
	return isSound ? [] : [{ field: 'dueOn', problem: 'dueDay', subject: String(mostOrderDays) }];
}
