import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { CellRefusal } from '../../../domain/indicator/entry-refusal';
import type { EntryCell, EntryPage, StoredObservation } from '../../../domain/indicator/entry-sheet';
import { isCorrection, judgeCell, type CellChange } from '../../../domain/indicator/judge-cell';
import { readEntry, type EntryReading, type TypedEntry } from '../../../domain/indicator/read-entry';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { insertRevisions, listObservations } from '../../db/queries/observation';
import { writeObservations } from '../../db/queries/observation-write';
import { applyChange } from '../round/apply-change';
import { judgeBeforeWriting, keepFindings, type JudgedCells } from '../validation/check-observations';
import { getEntrySheet } from './get-entry-sheet';
import { tellOfSubmissions } from './tell-of-submission';

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
 * (error) or justified (warning). However many cells: one statement reads and locks them, one writes them, one each
 * their revisions, audit rows and findings.
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound`, `stageClosed` (and nothing of it had been sent back)
 */
export async function saveEntries(ctx: Context, wish: EntriesToSave): Promise<SavedEntries> {
	demand(ctx.actor, wish.intent === 'submit' ? 'observation.submit' : 'observation.enter');
	// What a sheet asks for is settled before the cells are locked, so that others wait no longer than they must.
	const page = await getEntrySheet(ctx, { unit: wish.unit, period: wish.period });
	if (wish.intent === 'submit') demand(ctx.actor, 'observation.submit', page.unit.path);
	const { sheet } = page;
	if (!sheet)
		throw new DomainError('notFound', `Nothing is to be reported for ${wish.unit}`, { unit: wish.unit });
	const scope = demand(ctx.actor, 'observation.enter', page.unit.path);
	const readings = readAll(sheet.cells, wish.cells);
	const judged = await judge(ctx, page, wish.period, readings);
	const findingsOf = new Map(judged.cells.map(({ indicatorId, findings }) => [indicatorId, findings]));
	const indicatorIds = sheet.cells.map(({ indicator }) => indicator.id);
	return ctx.db.transaction(async (tx) => {
		const cells = { unitId: page.unit.id, indicatorIds, periods: [wish.period] };
		const locked = await listObservations(tx, scope, cells, { lock: true, now: ctx.now });
		if (!sheet.period.isOpen && !locked.some(isCorrection)) {
			throw new DomainError('stageClosed', `Data of ${wish.period} is no longer collected`, {
				period: wish.period
			});
		}
		const byIndicator = new Map(locked.map((stored) => [stored.indicatorId, stored]));
		const judgements = readings.map(({ cell, typed, reading }) =>
			judgeCell({
				cell,
				stored: byIndicator.get(cell.indicator.id),
				reading,
				revisionRead: typed.revision,
				isConfirmed: typed.isConfirmed,
				justification: typed.justification ?? null,
				findings: wish.intent === 'submit' ? (findingsOf.get(cell.indicator.id) ?? []) : [],
				intent: wish.intent,
				isPeriodOpen: sheet.period.isOpen
			})
		);
		const changes = judgements.flatMap(({ change }) => change ?? []);
		const isWritten = await write(tx, ctx, page, wish.period, changes);
		const written = changes.filter(({ cell }) => isWritten.has(cell.indicator.id));
		await record(tx, ctx, page, wish.period, written);
		await follow(tx, ctx, { page, period: wish.period, written, judged });
		// Nobody can lock what is not there yet: of two who write a cell for the first time, one comes here too late.
		const isOvertaken = written.length < changes.length;
		const newer = isOvertaken ? await listObservations(tx, scope, cells, { now: ctx.now }) : [];
		return {
			savedCount: written.length,
			submittedCount: written.filter(({ status }) => status === 'submitted').length,
			refusals: judgements.flatMap(({ change, refusal }): CellRefusal[] => {
				if (change === undefined || isWritten.has(change.cell.indicator.id)) return refusal ? [refusal] : [];
				const stored = newer.find(({ indicatorId }) => indicatorId === change.cell.indicator.id);
				return [{ code: change.cell.nodeCode, kind: 'conflict', stored }];
			})
		};
	});
}

interface ReadCell {
	readonly cell: EntryCell;
	readonly typed: TypedCell;
	readonly reading: EntryReading;
}

/** Of two wishes for one cell the later one counts. */
function readAll(cells: readonly EntryCell[], typed: readonly TypedCell[]): ReadCell[] {
	const byCode = new Map(cells.map((cell) => [cell.nodeCode, cell]));
	const last = new Map(typed.map((one) => [one.code, one]));
	return [...last.values()].flatMap((one) => {
		const cell = byCode.get(one.code);
		return cell ? [{ cell, typed: one, reading: readEntry(cell.indicator, one.typed) }] : [];
	});
}

/** What rules have against the values, each beside the others as they were typed. */
function judge(
	ctx: Context,
	page: EntryPage,
	period: string,
	readings: readonly ReadCell[]
): Promise<JudgedCells> {
	return judgeBeforeWriting(
		ctx.db,
		readings.flatMap(({ cell, reading }) => {
			if (reading.kind !== 'entry') return [];
			const figures = { ...reading.entry, hasDistribution: reading.entry.distribution !== null };
			return [{ unitId: page.unit.id, indicatorId: cell.indicator.id, period, figures }];
		})
	);
}

function write(
	tx: Tx,
	ctx: Context,
	page: EntryPage,
	period: string,
	changes: readonly CellChange[]
): Promise<ReadonlySet<number>> {
	return writeObservations(
		tx,
		{ unitId: page.unit.id, period, enteredBy: ctx.actor.userId, at: ctx.now },
		changes.map(({ cell, before, entry, status }) => ({
			indicatorId: cell.indicator.id,
			entry,
			status,
			returnReason: status === 'draft' ? (before?.returnReason ?? null) : null,
			replaces: before?.revision ?? 0,
			isOverApproved: before?.status === 'approved' && status === 'draft'
		}))
	);
}

/** What follows from written cells, in their transaction: what rules find, who has to hear of them, figures and scores. */
async function follow(
	tx: Tx,
	ctx: Context,
	at: { page: EntryPage; period: string; written: readonly CellChange[]; judged: JudgedCells }
): Promise<void> {
	const { page, period, written } = at;
	const keyOf = ({ cell }: CellChange) => ({ unitId: page.unit.id, indicatorId: cell.indicator.id, period });
	await keepFindings(
		tx,
		ctx,
		at.judged,
		written.map((change) => ({
			...keyOf(change),
			revision: change.revision,
			justification: change.justification
		}))
	);
	const submitted = written.filter(({ status }) => status === 'submitted');
	await tellOfSubmissions(tx, ctx, [
		{
			unit: page.unit,
			cells: submitted.map(({ cell, before }) => ({
				code: cell.indicator.code,
				period,
				isCorrection: isCorrection(before)
			}))
		}
	]);
	await applyChange(tx, ctx, submitted.map(keyOf));
}

/** The revision and the audit row of every written cell, in the transaction of the change. */
async function record(
	tx: Tx,
	ctx: Context,
	page: EntryPage,
	period: string,
	written: readonly CellChange[]
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
function stateAfter({ before, entry, status }: CellChange): object {
	return before?.status === 'approved' && status === 'draft'
		? stateOf({ ...before, draft: entry })
		: { ...entry, status };
}
