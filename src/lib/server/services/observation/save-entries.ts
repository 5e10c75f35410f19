import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { CellRefusal } from '../../../domain/indicator/entry-refusal';
import type { EntryCell, EntryPage, StoredObservation } from '../../../domain/indicator/entry-sheet';
import { isEntryOpen, judgeWrite } from '../../../domain/indicator/observation-rules';
import { findJump, type Jump } from '../../../domain/indicator/plausibility';
import {
	longestNote,
	readEntry,
	type Entry,
	type EntryReading,
	type TypedEntry
} from '../../../domain/indicator/read-entry';
import { holdingFindings, type Finding } from '../../../domain/validation/finding';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { insertRevisions, listObservations, writeObservation } from '../../db/queries/observation';
import { applyChange } from '../round/apply-change';
import { checkObservations, judgeObservations } from '../validation/check-observations';
import { getEntrySheet } from './get-entry-sheet';
import { tellOfSubmission } from './tell-of-submission';

export interface TypedCell {
	/** node code of the indicator, as the sheet names it */
	readonly code: string;
	/** the revision that the form was drawn from; 0: nothing was stored */
	readonly revision: number;
	readonly typed: TypedEntry;
	/** the writer has seen that the value lies outside of what is usual, and stands by it */
	readonly isConfirmed: boolean;
	/** what the writer says to a rule that does not hold, or to a value that is unusual */
	readonly justification?: string;
}

export interface EntriesToSave {
	readonly unit: string;
	readonly period: string;
	readonly intent: 'save' | 'submit';
	readonly cells: readonly TypedCell[];
}

export interface SavedEntries {
	/** cells written by this wish */
	readonly savedCount: number;
	/** of these, submitted */
	readonly submittedCount: number;
	/** cells of which nothing was written, or not all that was wished for */
	readonly refusals: readonly CellRefusal[];
}

/**
 * Stores a sheet. The rule: every cell that is sound is stored, in one transaction; a cell with an error or a conflict is left
 * untouched and reported, so that the page can keep what was typed. Submitting stores and gives away; a sound value far outside
 * of the unit's own history is kept as a draft until it is confirmed, and one of which a rule does not hold until it is changed
 * (error) or justified (warning).
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound`, `stageClosed` (and nothing of it had been sent back)
 */
export async function saveEntries(ctx: Context, wish: EntriesToSave): Promise<SavedEntries> {
	demand(ctx.actor, wish.intent === 'submit' ? 'observation.submit' : 'observation.enter');
	return ctx.db.transaction(async (tx) => {
		const page = await getEntrySheet({ ...ctx, db: tx }, { unit: wish.unit, period: wish.period });
		if (wish.intent === 'submit') demand(ctx.actor, 'observation.submit', page.unit.path);
		const { sheet } = page;
		if (!sheet)
			throw new DomainError('notFound', `Nothing is to be reported for ${wish.unit}`, { unit: wish.unit });
		const mayCorrect = sheet.cells.some(({ stored }) => isCorrection(stored));
		if (!sheet.period.isOpen && !mayCorrect) {
			throw new DomainError('stageClosed', `Data of ${wish.period} is no longer collected`, {
				period: wish.period
			});
		}
		const locked = await listObservations(
			tx,
			demand(ctx.actor, 'observation.enter', page.unit.path),
			{
				unitId: page.unit.id,
				indicatorIds: sheet.cells.map(({ indicator }) => indicator.id),
				periods: [wish.period]
			},
			{ lock: true, now: ctx.now }
		);
		const byIndicator = new Map(locked.map((stored) => [stored.indicatorId, stored]));
		const readings = readAll(sheet.cells, wish.cells);
		const judged = wish.intent === 'submit' ? await judge(tx, page, wish.period, readings) : new Map();
		const written: WrittenCell[] = [];
		const refusals: CellRefusal[] = [];
		for (const read of readings) {
			const stored = byIndicator.get(read.cell.indicator.id);
			const findings = judged.get(read.cell.indicator.id) ?? [];
			const outcome = await saveCell(tx, ctx, { ...read, page, stored, findings, intent: wish.intent });
			if (outcome.refusal) refusals.push(outcome.refusal);
			if (outcome.written) written.push(outcome.written);
		}
		await record(tx, ctx, page, wish.period, written);
		await checkObservations(
			tx,
			ctx,
			written.map(({ cell, justification }) => ({
				unitId: page.unit.id,
				indicatorId: cell.indicator.id,
				period: wish.period,
				justification
			}))
		);
		const submitted = written.filter(({ status }) => status === 'submitted');
		await tellOfSubmission(tx, ctx, {
			unit: page.unit,
			period: wish.period,
			cells: submitted.map(({ cell, before }) => ({
				code: cell.indicator.code,
				isCorrection: isCorrection(before)
			}))
		});
		await applyChange(
			tx,
			ctx,
			submitted.map(({ cell }) => ({
				unitId: page.unit.id,
				indicatorId: cell.indicator.id,
				period: wish.period
			}))
		);
		return { savedCount: written.length, submittedCount: submitted.length, refusals };
	});
}

/** What came back or was opened again may be corrected, also when collection is over. */
function isCorrection(stored: StoredObservation | undefined): boolean {
	return stored !== undefined && (stored.returnReason !== null || stored.reopenedUntil !== null);
}

interface ReadCell {
	readonly cell: EntryCell;
	readonly typed: TypedCell;
	readonly reading: EntryReading;
}

function readAll(cells: readonly EntryCell[], typed: readonly TypedCell[]): ReadCell[] {
	const byCode = new Map(cells.map((cell) => [cell.nodeCode, cell]));
	return typed.flatMap((one) => {
		const cell = byCode.get(one.code);
		return cell ? [{ cell, typed: one, reading: readEntry(cell.indicator, one.typed) }] : [];
	});
}

/** What rules have against the values that are being given away, by indicator: each beside the others as they were typed. */
async function judge(
	tx: Tx,
	page: EntryPage,
	period: string,
	readings: readonly ReadCell[]
): Promise<ReadonlyMap<number, readonly Finding[]>> {
	const judged = await judgeObservations(
		tx,
		readings.flatMap(({ cell, reading }) =>
			reading.kind === 'entry'
				? [
						{
							unitId: page.unit.id,
							indicatorId: cell.indicator.id,
							period,
							figures: { ...reading.entry, hasDistribution: reading.entry.distribution !== null }
						}
					]
				: []
		)
	);
	return new Map(judged.map(({ indicatorId, findings }) => [indicatorId, findings]));
}

interface WrittenCell {
	readonly cell: EntryCell;
	readonly before: StoredObservation | undefined;
	readonly entry: Entry;
	readonly status: 'draft' | 'submitted';
	readonly revision: number;
	readonly isConfirmedJump: boolean;
	readonly justification: string | null;
}

async function saveCell(
	tx: Tx,
	ctx: Context,
	at: ReadCell & {
		page: EntryPage;
		stored: StoredObservation | undefined;
		findings: readonly Finding[];
		intent: 'save' | 'submit';
	}
): Promise<{ written?: WrittenCell; refusal?: CellRefusal }> {
	const { cell, stored, typed, reading } = at;
	const code = typed.code;
	if (reading.kind === 'problems') return { refusal: { code, kind: 'problems', problems: reading.problems } };
	const { entry } = reading;
	if (!stored && reading.kind === 'empty' && entry.note === null) return {};
	const jump =
		entry.value === null ? undefined : findJump(entry.value, cell.history, cell.indicator.decimals);
	const justification = typed.justification?.trim().slice(0, longestNote) || null;
	const holding = holdingFindings(at.findings, justification);
	const isJumpHeld = jump !== undefined && !typed.isConfirmed && justification === null;
	const isHeld = holding.length > 0 || isJumpHeld;
	const status = at.intent === 'submit' && reading.kind === 'entry' && !isHeld ? 'submitted' : 'draft';
	const held: { refusal?: CellRefusal } =
		at.intent === 'submit' ? refusalOf(code, holding, isJumpHeld ? jump : undefined) : {};
	const verdict = judgeWrite(stored, { entry, status }, typed.revision);
	if (verdict === 'unchanged') return held;
	if (verdict === 'conflict') return { refusal: { code, kind: 'conflict', stored } };
	if (verdict === 'unanswered') return { refusal: { code, kind: 'unanswered' } };
	const isOpen = at.page.sheet?.period.isOpen || isCorrection(stored);
	if (verdict === 'locked' || !isOpen || !isEntryOpen(stored)) return { refusal: { code, kind: 'locked' } };
	const replaces = stored?.revision ?? 0;
	const isWritten = await writeObservation(tx, {
		unitId: at.page.unit.id,
		indicatorId: cell.indicator.id,
		period: at.page.sheet!.period.code,
		entry,
		status,
		returnReason: status === 'draft' ? (stored?.returnReason ?? null) : null,
		replaces,
		enteredBy: ctx.actor.userId,
		at: ctx.now,
		isOverApproved: stored?.status === 'approved' && status === 'draft'
	});
	if (!isWritten) return { refusal: { code, kind: 'conflict', stored: undefined } };
	const isConfirmedJump = jump !== undefined && typed.isConfirmed;
	return {
		written: { cell, before: stored, entry, status, revision: replaces + 1, isConfirmedJump, justification },
		...held
	};
}

/** Why a sound value stays a draft: a rule first, for whoever answers it has looked at the value. */
function refusalOf(
	code: string,
	holding: readonly Finding[],
	jump: Jump | undefined
): { refusal?: CellRefusal } {
	const [first] = holding;
	if (first) return { refusal: { code, kind: 'findings', severity: first.severity, findings: holding } };
	return jump ? { refusal: { code, kind: 'jump', jump } } : {};
}

/** The revision and the audit row of every written cell, in the transaction of the change. */
async function record(
	tx: Tx,
	ctx: Context,
	page: EntryPage,
	period: string,
	written: readonly WrittenCell[]
): Promise<void> {
	await insertRevisions(
		tx,
		written.map((change) => ({
			unitId: page.unit.id,
			indicatorId: change.cell.indicator.id,
			period,
			revision: change.revision,
			before: change.before && stateOf(change.before),
			after: stateAfter(change),
			reason: change.entry.note,
			source: 'form',
			changedBy: ctx.actor.userId,
			changedAt: ctx.now
		}))
	);
	await appendAudit(
		tx,
		...written.map((change) => ({
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: change.status === 'submitted' ? ('observation.submit' as const) : ('observation.save' as const),
			entity: 'observation',
			entityId: `${page.unit.code}/${change.cell.indicator.code}/${period}`,
			unitId: page.unit.id,
			before: change.before && stateOf(change.before),
			after: {
				...stateAfter(change),
				...(change.isConfirmedJump ? { isConfirmedJump: change.isConfirmedJump } : {}),
				...(change.justification ? { justification: change.justification } : {})
			}
		}))
	);
}

function stateOf({ entry, status, draft }: Pick<StoredObservation, 'entry' | 'status' | 'draft'>): object {
	return { ...entry, status, ...(draft ? { draft } : {}) };
}

/** A draft over an approved value lies beside it: the record says what counts, and what is being typed. */
function stateAfter({ before, entry, status }: WrittenCell): object {
	return before?.status === 'approved' && status === 'draft'
		? stateOf({ ...before, draft: entry })
		: { ...entry, status };
}
