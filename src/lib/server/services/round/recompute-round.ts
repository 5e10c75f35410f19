import { systemScope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { isProvisional } from '../../../domain/round/round';
import { scoreRound, type RoundInput, type RoundResult } from '../../../domain/round/round-scoring';
import { compileFramework } from '../../../domain/scoring/compile';
import { engineVersion } from '../../../domain/scoring/engine-version';
import type { Tx } from '../../db/client';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	isFrozen,
	listAdjustments,
	listGroupsOfUnits,
	listIndicatorNodes,
	listScoredUnits,
	type StoredRound
} from '../../db/queries/round';
import { holdRound } from '../../db/queries/hold-round';
import { listStoredInputs, listStoredResults } from '../../db/queries/round-material';
import { markComputed, replaceInputs, replaceResults } from '../../db/queries/round-write';
import { collectInputs } from './collect-inputs';
import { weighOrders } from './weigh-orders';

/** A unit's total score and place. */
export interface TotalStanding {
	readonly score: number | null;
	readonly rank: number | null;
}

export interface Recomputation {
	readonly changedInputs: number;
	readonly changedResults: number;
	/** units whose total score or place is another now, in the order of their ids */
	readonly moved: readonly {
		readonly unitId: number;
		readonly before: TotalStanding | null;
		readonly after: TotalStanding;
	}[];
}

/** A cell of a round on which somebody decided: its input is taken in anew though the round is frozen. */
export interface DecidedCell {
	readonly unitId: number;
	readonly indicatorId: number;
}

/**
 * Takes a round's inputs in anew and scores it; only rows that differ are written. Part of the transaction of what changed, whose
 * service has asked for leave. Once results stand open to objection, inputs stay as they were frozen but for those decided on.
 * @param touchedUnitIds only their peer groups are scored, for others' scores do not depend on them
 * @throws DomainError `immutable` for a published round
 */
export async function recomputeRound(
	tx: Tx,
	roundId: number,
	now: Date,
	touchedUnitIds?: readonly number[],
	decided: readonly DecidedCell[] = []
): Promise<Recomputation> {
	const scope = systemScope('round.manage');
	const round = await holdRound(tx, roundId);
	if (!isProvisional(round.stage)) {
		throw new DomainError('immutable', `Round ${roundId} is published and never changes`, { round: roundId });
	}
	const groups = touchedUnitIds && (await listGroupsOfUnits(tx, roundId, touchedUnitIds));
	if (groups?.length === 0) return { changedInputs: 0, changedResults: 0, moved: [] };
	const units = await listScoredUnits(tx, scope, roundId, groups);
	const unitIds = units.map(({ unitId }) => unitId);
	const frozen = await isFrozen(tx, roundId);
	if (!frozen) await weighOrders(tx, round, unitIds, now);
	const storedInputs = await listStoredInputs(tx, scope, roundId, unitIds);
	const collected = await collectInputs(tx, scope, round, units);
	const inputs = frozen ? await keepFrozen(tx, round, collected, storedInputs, decided) : collected;
	const framework = compileFramework(await getFrameworkDefinition(tx, round.frameworkVersionId));
	const { rows } = scoreRound({
		framework,
		units,
		inputs,
		adjustments: await listAdjustments(tx, roundId, unitIds)
	});
	const changedInputs = differing<RoundInput>(inputs, storedInputs);
	const storedResults = await listStoredResults(tx, scope, roundId, unitIds);
	const changedResults = differing<RoundResult>(rows, storedResults);
	await replaceInputs(tx, roundId, changedInputs);
	await replaceResults(tx, roundId, changedResults);
	await markComputed(tx, roundId, now, engineVersion);
	const top = framework.nodes[framework.root]!.code;
	return {
		changedInputs: changedInputs.length,
		changedResults: changedResults.length,
		moved: movedTotals(changedResults, storedResults, top)
	};
}

/** What was frozen, with what was decided since in its place. */
async function keepFrozen(
	tx: Tx,
	round: StoredRound,
	collected: readonly RoundInput[],
	stored: readonly RoundInput[],
	decided: readonly DecidedCell[]
): Promise<readonly RoundInput[]> {
	if (decided.length === 0) return stored;
	const nodes = await listIndicatorNodes(tx, round.frameworkVersionId);
	const keys = new Set(
		decided.flatMap(({ unitId, indicatorId }) =>
			nodes.filter((node) => node.indicatorId === indicatorId).map(({ nodeCode }) => `${unitId} ${nodeCode}`)
		)
	);
	const isDecided = ({ unitId, nodeCode }: RoundInput): boolean => keys.has(`${unitId} ${nodeCode}`);
	return [...stored.filter((row) => !isDecided(row)), ...collected.filter(isDecided)];
}

function movedTotals(
	changed: readonly RoundResult[],
	stored: readonly RoundResult[],
	topCode: string
): Recomputation['moved'] {
	const before = new Map(stored.filter(isTop).map((row) => [row.unitId, standing(row)]));
	return changed
		.filter(isTop)
		.map((row) => ({ unitId: row.unitId, before: before.get(row.unitId) ?? null, after: standing(row) }))
		.filter((move) => !isSame(move.before, move.after))
		.sort((a, b) => a.unitId - b.unitId);

	function isTop({ nodeCode }: RoundResult): boolean {
		return nodeCode === topCode;
	}
	function standing({ score, rank }: RoundResult): TotalStanding {
		return { score, rank };
	}
}

/** The rows that are not stored in just this form. */
function differing<T extends RoundInput | RoundResult>(rows: readonly T[], stored: readonly T[]): T[] {
	const known = new Map(stored.map((row) => [`${row.unitId} ${row.nodeCode}`, row]));
	return rows.filter((row) => {
		const before = known.get(`${row.unitId} ${row.nodeCode}`);
		return !before || (Object.keys(row) as (keyof T)[]).some((key) => !isSame(before[key], row[key]));
	});
}

function isSame(a: unknown, b: unknown): boolean {
	return (
		a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
	);
}
