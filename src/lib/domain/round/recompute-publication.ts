import { compileFramework } from '../scoring/compile';
import type { Engine } from '../scoring/engines';
import type { PublicationRecord, RecordedResult } from './publication-record';
import { scoreRound, type RoundInput } from './round-scoring';

/** A published result that does not follow from the published inputs. */
export interface Unexplained {
	readonly unit: string;
	readonly node: string;
	readonly field: 'score' | 'rank' | 'grade' | 'coverage' | 'missingReason' | 'row';
	readonly published: string | number | null;
	readonly recomputed: string | number | null;
}

/** Scores of the order of 100 differ by less than this on machines that round logarithms differently. */
const scoreTolerance = 1e-9;

/**
 * Scores a publication's inputs anew: scores and coverages must agree to 1e-9 (relative above 1), ranks, grades and reasons
 * exactly. @throws DomainError or Error where the framework or the inputs cannot be scored at all
 */
export function* unexplainedResults(record: PublicationRecord, engine: Engine): Generator<Unexplained, void> {
	const codes = record.units.map(({ code }) => code);
	const idOf = new Map(codes.map((code, id) => [code, id]));
	const inputs = record.inputs.map(({ unit, ...input }): RoundInput => ({
		...input,
		unitId: idOf.get(unit) ?? -1
	}));
	const { rows } = scoreRound(
		{
			framework: compileFramework(record.framework),
			units: record.units.map(({ code, peerGroup }, unitId) => ({ unitId, code, peerGroup })),
			inputs,
			adjustments: record.adjustments.map(({ unit, ...row }) => ({ ...row, unitId: idOf.get(unit) ?? -1 }))
		},
		engine
	);
	const published = new Map(record.results.map((row) => [keyOf(row.unit, row.nodeCode), row]));
	for (const row of rows) {
		const unit = codes[row.unitId]!;
		const key = keyOf(unit, row.nodeCode);
		const then = published.get(key);
		published.delete(key);
		if (then) yield* differences({ ...row, unit }, then);
		else yield { unit, node: row.nodeCode, field: 'row', published: null, recomputed: row.score };
	}
	for (const { unit, nodeCode, score } of published.values()) {
		yield { unit, node: nodeCode, field: 'row', published: score, recomputed: null };
	}
}

function* differences(now: RecordedResult, then: RecordedResult): Generator<Unexplained, void> {
	for (const field of ['score', 'coverage', 'rank', 'grade', 'missingReason'] as const) {
		const [recomputed, published] = [now[field], then[field]];
		const isSame =
			field === 'score' || field === 'coverage'
				? isClose(recomputed as number | null, published as number | null)
				: recomputed === published;
		if (!isSame) yield { unit: now.unit, node: now.nodeCode, field, published, recomputed };
	}
}

function isClose(a: number | null, b: number | null): boolean {
	if (a === null || b === null) return a === b;
	return Math.abs(a - b) <= scoreTolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

function keyOf(unit: string, node: string): string {
	return JSON.stringify([unit, node]);
}
