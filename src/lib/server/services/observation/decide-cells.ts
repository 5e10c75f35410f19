import { demand, type UnitPath } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import {
	actorBar,
	afterStep,
	flowBar,
	longestReason,
	stepPermissions
} from '../../../domain/indicator/observation-flow';
import type { CellRef, DecidedCell, DecisionBar, ReviewFilter } from '../../../domain/indicator/review-cell';
import type { AuditAction } from '../../../domain/audit/audit-line';
import { findPeriod } from '../../../domain/period/period';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { lockDecidedCells, updateDecidedCells, type Decision } from '../../db/queries/decision';
import { listConflictPaths } from '../../db/queries/interest';
import { insertRevisions } from '../../db/queries/observation';
import { listReviewRefs, type QueueOf } from '../../db/queries/review';
import { sendMessages } from '../message/send-messages';
import { applyChange } from '../round/apply-change';
import { noticesOf } from './decision-notices';

/** More than this in one go would keep everybody else waiting. */
export const mostDecidedAtOnce = 2000;

/** Single cells, or all of a queue that match a filter as they stood when whoever decides saw them. */
export type ChosenCells = readonly CellRef[] | { readonly matching: ReviewFilter; readonly asOf: Date };

/** The cells that are meant, at most `mostDecidedAtOnce` of those that match. */
export async function listChosenCells(
	tx: Tx,
	queue: Omit<QueueOf, 'filter'>,
	cells: ChosenCells
): Promise<readonly CellRef[]> {
	if (!('matching' in cells)) return cells;
	return listReviewRefs(tx, { ...queue, filter: cells.matching }, cells.asOf, mostDecidedAtOnce);
}

export interface RefusedCell {
	readonly cell: CellRef;
	readonly bar: DecisionBar;
}

export interface DecidedCells {
	readonly decidedCount: number;
	readonly refusals: readonly RefusedCell[];
}

/** What somebody decides of some cells; `until` of a reopening. */
export type CellDecision = Pick<Decision, 'step'> & { readonly reason: string; readonly until?: Date };

const actions = {
	endorse: 'observation.endorse',
	sendBack: 'observation.return',
	approve: 'observation.approve',
	return: 'observation.return',
	reopen: 'observation.reopen'
} as const satisfies Record<Decision['step'], AuditAction>;

const needsReason: ReadonlySet<Decision['step']> = new Set(['sendBack', 'return', 'reopen']);

/**
 * Takes one step with some cells, each by itself: what can be decided is, all in one transaction and with a handful of statements;
 * the others are named with what bars them. Each decision leaves a revision and an audit row; figures and rounds under way follow,
 * and the people of the units are told.
 * @throws DomainError `invalidInput` (no reason, too many cells), `forbidden`
 */
export async function decideCells(
	tx: Tx,
	ctx: Context,
	refs: readonly CellRef[],
	decision: CellDecision
): Promise<DecidedCells> {
	const scope = demand(ctx.actor, stepPermissions[decision.step]);
	const { step } = decision;
	const reason = readReason(decision);
	const distinct = refuseUnsound(refs);
	const cells = await lockDecidedCells(tx, scope, distinct);
	const conflicts = await listConflictPaths(tx, ctx.actor.userId);
	const byKey = new Map(cells.map((cell) => [keyOf(cell.unit.id, cell.indicatorId, cell.period), cell]));
	const decided: DecidedCell[] = [];
	const refusals: RefusedCell[] = [];
	for (const ref of distinct) {
		const cell = byKey.get(keyOf(ref.unitId, ref.indicatorId, ref.period));
		const bar = barOf({ ...ctx, conflicts }, step, cell, ref);
		if (bar || !cell) refusals.push({ cell: ref, bar: bar ?? 'notFound' });
		else decided.push(cell);
	}
	const { now: at, actor } = ctx;
	const until = decision.until ?? null;
	await updateDecidedCells(tx, decided, { step, by: actor.userId, at, reason, until });
	await record(tx, ctx, decided, { step, reason, until });
	await sendMessages(tx, ctx, noticesOf(decided, { step, reason, until, by: actor.name, at }));
	await applyChange(tx, ctx, decided.filter((cell) => changesFigures(step, cell)).map(changedCell));
	return { decidedCount: decided.length, refusals };
}

function readReason({ step, reason }: CellDecision): string | null {
	const text = reason.trim();
	if (text.length > longestReason || (text === '' && needsReason.has(step))) {
		throw new DomainError('invalidInput', `A reason of 1 to ${longestReason} characters is needed`, {
			field: 'reason'
		});
	}
	return text === '' ? null : text;
}

function refuseUnsound(refs: readonly CellRef[]): CellRef[] {
	const distinct = new Map(refs.map((ref) => [keyOf(ref.unitId, ref.indicatorId, ref.period), ref]));
	if (distinct.size > mostDecidedAtOnce) {
		throw new DomainError('invalidInput', `At most ${mostDecidedAtOnce} cells can be decided on at once`);
	}
	// A period that is none belongs to no cell.
	return [...distinct.values()].filter(({ period }) => findPeriod(period) !== undefined);
}

function barOf(
	ctx: Context & { readonly conflicts: readonly UnitPath[] },
	step: Decision['step'],
	cell: DecidedCell | undefined,
	ref: CellRef
): DecisionBar | undefined {
	if (!cell) return 'notFound';
	const who = actorBar(ctx.actor, step, cell.unit.path, ctx.conflicts);
	if (who) return who === 'ownUnit' ? 'ownUnit' : 'notFound';
	if (cell.revision !== ref.revision) return 'conflict';
	return flowBar(step, cell, cell.steps, ctx.now);
}

/** An approval moves no figure, but where it lets "not applicable" hold; what goes back counts as missing. */
function changesFigures(step: Decision['step'], { entry }: DecidedCell): boolean {
	if (step === 'approve') return entry.missingReason === 'notApplicable';
	return step === 'return' || step === 'sendBack';
}

const changedCell = ({ unit, indicatorId, period }: DecidedCell) => ({
	unitId: unit.id,
	indicatorId,
	period
});

async function record(
	tx: Tx,
	ctx: Context,
	decided: readonly DecidedCell[],
	{ step, reason, until }: Pick<Decision, 'step' | 'reason' | 'until'>
): Promise<void> {
	const lines = decided.map((cell) => {
		const { status, isEndorsed } = afterStep(step, cell, until);
		const draft = cell.draft ? { draft: cell.draft } : {};
		return {
			cell,
			before: { ...cell.entry, ...draft, status: cell.status },
			after: {
				...cell.entry,
				...draft,
				status,
				...(step === 'endorse' ? { isEndorsed } : {}),
				...(until ? { reopenedUntil: until.toISOString() } : {})
			}
		};
	});
	await insertRevisions(
		tx,
		lines.map(({ cell, before, after }) => ({
			unitId: cell.unit.id,
			indicatorId: cell.indicatorId,
			period: cell.period,
			revision: cell.revision + 1,
			before,
			after,
			reason,
			changedBy: ctx.actor.userId,
			changedAt: ctx.now
		}))
	);
	await appendAudit(
		tx,
		...lines.map(({ cell, before, after }) => ({
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: actions[step],
			entity: 'observation',
			entityId: `${cell.unit.code}/${cell.indicatorCode}/${cell.period}`,
			unitId: cell.unit.id,
			before,
			after: { ...after, ...(reason ? { reason } : {}) }
		}))
	);
}

function keyOf(unitId: number, indicatorId: number, period: string): string {
	return `${unitId} ${indicatorId} ${period}`;
}
