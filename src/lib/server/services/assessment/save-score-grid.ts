import { demand } from '../../../domain/access/can';
import { isSameDraft, readAssessment, type TypedAssessment } from '../../../domain/assessment/read-draft';
import type { RefusedRow } from '../../../domain/assessment/saved-assessment';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listAssignments } from './list-assignments';
import { saveAssessment } from './save-assessment';

/** Rows that one request may send: each is a transaction, and others wait for it. More than a grid shows. */
export const mostGridRows = 500;

/** A row of the grid as it was typed; evidence has no place there and stays as it is stored. */
export interface GridRow {
	readonly id: number;
	/** the revision that the row was drawn from */
	readonly revision: number;
	readonly typed: Omit<TypedAssessment, 'evidence'>;
}

export interface SavedGrid {
	/** rows that differed from what was stored, and are stored now */
	readonly savedCount: number;
	/** rows with what stands in their way; nothing of these was written */
	readonly refused: readonly RefusedRow[];
}

/**
 * Stores a grid row by row: each in its own transaction, so that one wrong row keeps none of the others back. A form without
 * JavaScript sends every row: those that say what is stored already are left alone.
 */
export async function saveScoreGrid(ctx: Context, rows: readonly GridRow[]): Promise<SavedGrid> {
	demand(ctx.actor, 'assessment.score');
	if (rows.length > mostGridRows) {
		throw new DomainError('invalidInput', `At most ${mostGridRows} rows are saved at once`, {
			rows: rows.length
		});
	}
	const ids = rows.map((row) => row.id);
	const stored = new Map((await listAssignments(ctx, ids)).map((cell) => [cell.id, cell]));
	const refused: RefusedRow[] = [];
	let savedCount = 0;
	for (const { id, revision, typed } of rows) {
		const cell = stored.get(id);
		const evidence = (cell?.evidence ?? []).map(({ label, url = '' }) => ({ label, url }));
		const reading = readAssessment({ ...typed, evidence }, false);
		if (cell && reading.kind === 'draft' && isSameDraft(cell, reading.draft)) continue;
		try {
			const outcome = await saveAssessment(ctx, {
				id,
				revision,
				typed: { ...typed, evidence },
				intent: 'save'
			});
			if (outcome.kind === 'saved') savedCount++;
			else refused.push({ id, outcome });
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			refused.push({ id, outcome: { kind: 'refused', code: error.code } });
		}
	}
	return { savedCount, refused };
}
