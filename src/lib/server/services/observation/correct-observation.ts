import { demand, type UnitPath } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { actorBar, afterStep, flowBar, longestReason } from '../../../domain/indicator/observation-flow';
import {
	readEntry,
	type Entry,
	type EntryProblem,
	type TypedEntry
} from '../../../domain/indicator/read-entry';
import type { DecidedCell, DecisionBar } from '../../../domain/indicator/review-cell';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { lockDecidedCells, updateCorrectedCell } from '../../db/queries/decision';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listConflictPaths } from '../../db/queries/interest';
import { insertRevisions } from '../../db/queries/observation';
import { sendMessages } from '../message/send-messages';
import { applyChange } from '../round/apply-change';
import { judgeBeforeWriting, keepFindings } from '../validation/check-observations';
import { getPermittedUnit } from './get-permitted-unit';

export interface Correction {
	/** codes */
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
	/** the revision that was looked at */
	readonly revision: number;
	readonly typed: Pick<TypedEntry, 'value' | 'numerator' | 'denominator' | 'distribution'>;
	readonly reason: string;
}

/** Why a correction was not made; then nothing has happened. */
export type CorrectionRefusal =
	| { readonly kind: 'bar'; readonly bar: DecisionBar }
	| { readonly kind: 'problems'; readonly problems: readonly EntryProblem[] }
	/** no value, or nothing of nothing */
	| { readonly kind: 'empty' }
	| { readonly kind: 'unchanged' }
	/** codes of rules of severity error that do not hold */
	| { readonly kind: 'rules'; readonly codes: readonly string[] };

/**
 * Puts another value in the place of a submitted or approved one, approved, with a reason. What was reported stays in the history,
 * figures and rounds under way follow, and the people of the unit are told.
 * @returns why it was not made; undefined where it was
 * @throws DomainError `unknownUnit`, `unknownIndicator`, `forbidden`, `invalidInput` without a reason
 */
export async function correctObservation(
	ctx: Context,
	wish: Correction
): Promise<CorrectionRefusal | undefined> {
	demand(ctx.actor, 'observation.review');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.review', wish.unit);
	const indicator = await getIndicatorByCode(ctx.db, wish.indicator);
	const reason = wish.reason.trim();
	if (reason === '' || reason.length > longestReason) {
		throw new DomainError('invalidInput', `A reason of 1 to ${longestReason} characters is needed`, {
			field: 'reason'
		});
	}
	const reading = readEntry(indicator, { ...wish.typed, reason: '', note: '' });
	if (reading.kind === 'problems') return reading;
	// A correction is a value: that there was nothing to count is for the unit to say.
	if (reading.kind === 'empty' || reading.entry.missingReason !== null) return { kind: 'empty' };
	const { entry } = reading;
	const key = { unitId: unit.id, indicatorId: indicator.id, period: wish.period };
	const figures = { ...entry, hasDistribution: entry.distribution !== null };
	return ctx.db.transaction(async (tx): Promise<CorrectionRefusal | undefined> => {
		const [cell] = await lockDecidedCells(tx, scope, [{ ...key, revision: wish.revision }]);
		const conflicts = await listConflictPaths(tx, ctx.actor.userId);
		const bar = barOf({ ...ctx, conflicts }, cell, wish.revision);
		if (bar || !cell) return { kind: 'bar', bar: bar ?? 'notFound' };
		if (sameFigures(cell.entry, entry)) return { kind: 'unchanged' };
		const judged = await judgeBeforeWriting(tx, [{ ...key, figures }]);
		const broken = judged.cells.flatMap(({ findings }) =>
			findings.filter(({ severity }) => severity === 'error')
		);
		if (broken.length > 0) return { kind: 'rules', codes: broken.map(({ rule }) => rule?.code ?? '') };
		await updateCorrectedCell(tx, cell, entry, { by: ctx.actor.userId, at: ctx.now });
		await record(tx, ctx, cell, entry, reason);
		await keepFindings(tx, ctx, judged, [{ ...key, revision: cell.revision + 1, justification: reason }]);
		await sendMessages(tx, ctx, [
			{
				kind: 'observation.corrected',
				unitId: unit.id,
				roles: ['dataOfficer', 'departmentHead'],
				alsoUserIds: cell.enteredBy === null ? [] : [cell.enteredBy],
				details: { period: wish.period, indicator: indicator.code, reason, by: ctx.actor.name },
				path: `/review/${encodeURIComponent(unit.code)}/${encodeURIComponent(indicator.code)}/${wish.period}`,
				dedupeKey: `observation.corrected ${unit.id} ${indicator.id} ${wish.period} ${cell.revision}`
			}
		]);
		await applyChange(tx, ctx, [key]);
		return undefined;
	});
}

function barOf(
	ctx: Context & { readonly conflicts: readonly UnitPath[] },
	cell: DecidedCell | undefined,
	revision: number
): DecisionBar | undefined {
	if (!cell) return 'notFound';
	const who = actorBar(ctx.actor, 'correct', cell.unit.path, ctx.conflicts);
	if (who) return who === 'ownUnit' ? 'ownUnit' : 'notFound';
	if (cell.revision !== revision) return 'conflict';
	return flowBar('correct', cell, cell.steps, ctx.now);
}

function sameFigures(a: Entry, b: Entry): boolean {
	return (
		a.value === b.value &&
		a.numerator === b.numerator &&
		a.denominator === b.denominator &&
		JSON.stringify(a.distribution) === JSON.stringify(b.distribution)
	);
}

/** The revision and the audit row, in the transaction of the change. */
async function record(tx: Tx, ctx: Context, cell: DecidedCell, entry: Entry, reason: string): Promise<void> {
	const before = { ...cell.entry, status: cell.status };
	const after = { ...entry, status: afterStep('correct', cell).status };
	await insertRevisions(tx, [
		{
			...{ unitId: cell.unit.id, indicatorId: cell.indicatorId, period: cell.period },
			...{ revision: cell.revision + 1, before, after, reason, source: 'review' },
			...{ changedBy: ctx.actor.userId, changedAt: ctx.now }
		}
	]);
	await appendAudit(tx, {
		...{ actorId: ctx.actor.userId, at: ctx.now, action: 'observation.correct' as const },
		entity: 'observation',
		entityId: `${cell.unit.code}/${cell.indicatorCode}/${cell.period}`,
		...{ unitId: cell.unit.id, before, after: { ...after, reason } }
	});
}
