import { systemScope } from '../../../domain/access/can';
import type { AppealedFigure } from '../../../domain/appeal/appeal';
import type { PublishedChange } from '../../../domain/publication/publication';
import type { Db, Tx } from '../../db/client';
import {
	getRound,
	listGroupsOfUnits,
	listIndicatorNodes,
	listScoredUnits,
	type StoredRound
} from '../../db/queries/round';
import { listStoredInputs, listStoredResults } from '../../db/queries/round-material';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { collectInputs } from '../round/collect-inputs';

export interface AppealedCell {
	readonly roundId: number;
	readonly unitId: number;
	readonly indicatorId: number;
}

/** What the round holds of a cell, and what a decision would take in. Its service has asked for leave. */
export async function readAppealedFigure(
	db: Db | Tx,
	{ roundId, unitId, indicatorId }: AppealedCell
): Promise<AppealedFigure> {
	const scope = systemScope('appeal.read');
	const round = await getRound(db, roundId);
	const nodeCode = await nodeOf(db, round, indicatorId);
	const groups = await listGroupsOfUnits(db, roundId, [unitId]);
	const units = (await listScoredUnits(db, scope, roundId, groups)).filter((one) => one.unitId === unitId);
	const stored = await listStoredInputs(db, scope, roundId, [unitId]);
	const collected = await collectInputs(db, scope, round, units);
	const valueIn = (rows: readonly { readonly nodeCode: string; readonly value: number | null }[]) =>
		rows.find((row) => row.nodeCode === nodeCode)?.value ?? null;
	return { frozen: valueIn(stored), current: valueIn(collected) };
}

/** Score and place of a cell's indicator and of its unit's total, as they are stored. */
export interface Standing {
	readonly node: { readonly score: number | null; readonly rank: number | null };
	readonly total: { readonly score: number | null; readonly rank: number | null };
}

/** How a cell stands before and after a decision, in the transaction that decides. */
export async function readStanding(
	tx: Tx,
	{ roundId, unitId, indicatorId }: AppealedCell
): Promise<Standing> {
	const round = await getRound(tx, roundId);
	const nodeCode = await nodeOf(tx, round, indicatorId);
	const definition = await getFrameworkDefinition(tx, round.frameworkVersionId);
	const top = definition.nodes.find(({ parent }) => parent === undefined)?.code;
	const rows = await listStoredResults(tx, systemScope('appeal.read'), roundId, [unitId]);
	const standing = (code: string | undefined) => {
		const row = rows.find((one) => one.nodeCode === code);
		return { score: row?.score ?? null, rank: row?.rank ?? null };
	};
	return { node: standing(nodeCode), total: standing(top) };
}

export function changeBetween(
	before: Standing,
	after: Standing
): { readonly node: PublishedChange; readonly total: PublishedChange } {
	const change = (of: 'node' | 'total'): PublishedChange => ({
		scoreBefore: before[of].score,
		scoreAfter: after[of].score,
		rankBefore: before[of].rank,
		rankAfter: after[of].rank
	});
	return { node: change('node'), total: change('total') };
}

async function nodeOf(db: Db | Tx, round: StoredRound, indicatorId: number): Promise<string | undefined> {
	const nodes = await listIndicatorNodes(db, round.frameworkVersionId);
	return nodes.find((node) => node.indicatorId === indicatorId)?.nodeCode;
}
