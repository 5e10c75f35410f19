import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, observationKey, type Evidence } from '../../../domain/evidence/evidence';
import type { EntryCell } from '../../../domain/indicator/entry-sheet';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';
import { getEntrySheet } from '../observation/get-entry-sheet';

/** A cell of somebody's sheet, by the indicator's own code. */
export interface CellAddress {
	readonly unit: string;
	readonly indicator: string;
	readonly period: string;
}

export interface EvidencePage {
	readonly unit: Unit;
	readonly cell: EntryCell;
	readonly period: string;
	readonly evidence: readonly Evidence[];
	/** an approved value keeps the proofs that it was approved on */
	readonly isLocked: boolean;
}

/**
 * The proofs of a cell, for whoever enters it.
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound`
 */
export async function getEvidencePage(ctx: Context, at: CellAddress): Promise<EvidencePage> {
	demand(ctx.actor, 'observation.enter');
	const { unit, sheet } = await getEntrySheet(ctx, { unit: at.unit, period: at.period });
	const cell = sheet?.cells.find(({ indicator }) => indicator.code === at.indicator);
	if (!cell) {
		throw new DomainError('notFound', `Nothing is to be reported of ${at.indicator}`, { ...at });
	}
	const scope = demand(ctx.actor, 'observation.enter', unit.path);
	const keys = [observationKey(unit.code, cell.indicator.code, at.period)];
	const evidence = await listEvidenceOf(ctx.db, scope, { subject: 'observation', keys }, mostEvidence);
	const isLocked = cell.stored?.status === 'approved' && cell.stored.reopenedUntil === null;
	return { unit, cell, period: at.period, evidence, isLocked };
}
