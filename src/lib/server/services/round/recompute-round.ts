import { systemScope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { isProvisional } from '../../../domain/round/round';
import { scoreRound, type RoundInput, type RoundResult } from '../../../domain/round/round-scoring';
import { compileFramework } from '../../../domain/scoring/compile';
import { engineVersion } from '../../../domain/scoring/engine-version';
import type { Tx } from '../../db/client';
import { holdTrees } from '../../db/queries/figure';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { getRound, listAdjustments, listGroupsOfUnits, listScoredUnits } from '../../db/queries/round';
import { listStoredInputs, listStoredResults } from '../../db/queries/round-material';
import { markComputed, replaceInputs, replaceResults } from '../../db/queries/round-write';
import { collectInputs } from './collect-inputs';

export interface Recomputation {
	readonly changedInputs: number;
	readonly changedResults: number;
}

/**
 * Takes a round's inputs in anew and scores it; only rows that differ are written. Part of the transaction of what changed, whose
 * service has asked for leave. @param touchedUnitIds only their peer groups are scored, for others' scores do not depend on them
 * @throws DomainError `immutable` for a published round
 */
export async function recomputeRound(
	tx: Tx,
	roundId: number,
	now: Date,
	touchedUnitIds?: readonly number[]
): Promise<Recomputation> {
	const scope = systemScope('round.manage');
	const { rootPath } = await getRound(tx, roundId);
	await holdTrees(tx, [Number(rootPath.split('.')[0])]);
	const round = await getRound(tx, roundId, { lock: true });
	if (!isProvisional(round.stage)) {
		throw new DomainError('immutable', `Round ${roundId} is published and never changes`, { round: roundId });
	}
	const groups = touchedUnitIds && (await listGroupsOfUnits(tx, roundId, touchedUnitIds));
	if (groups?.length === 0) return { changedInputs: 0, changedResults: 0 };
	const units = await listScoredUnits(tx, scope, roundId, groups);
	const unitIds = units.map(({ unitId }) => unitId);
	const inputs = await collectInputs(tx, scope, round, units);
	const framework = compileFramework(await getFrameworkDefinition(tx, round.frameworkVersionId));
	const { rows } = scoreRound({
		framework,
		units,
		inputs,
		adjustments: await listAdjustments(tx, roundId, unitIds)
	});
	const changedInputs = differing<RoundInput>(inputs, await listStoredInputs(tx, scope, roundId, unitIds));
	const changedResults = differing<RoundResult>(rows, await listStoredResults(tx, scope, roundId, unitIds));
	await replaceInputs(tx, roundId, changedInputs);
	await replaceResults(tx, roundId, changedResults);
	await markComputed(tx, roundId, now, engineVersion);
	return { changedInputs: changedInputs.length, changedResults: changedResults.length };
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
