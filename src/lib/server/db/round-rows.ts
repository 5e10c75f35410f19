import type { RoundInput, RoundResult } from '../../domain/round/round-scoring';
import type { CopyField } from './copy-rows';

export const inputColumns = [
	'round_id',
	'unit_id',
	'node_code',
	'value',
	'numerator',
	'denominator',
	'distribution',
	'missing_reason',
	'qualifier',
	'provenance',
	'basis',
	'source'
] as const;

/** A round's input in the order of `inputColumns`. */
export function inputFields(roundId: number, row: RoundInput): CopyField[] {
	return [
		roundId,
		row.unitId,
		row.nodeCode,
		row.value,
		row.numerator,
		row.denominator,
		row.distribution,
		row.missingReason,
		row.qualifier,
		row.provenance,
		row.basis,
		row.source
	];
}

export const resultColumns = [
	'round_id',
	'node_code',
	'unit_id',
	'score',
	'rank',
	'coverage',
	'missing_reason',
	'grade'
] as const;

/** A result in the order of `resultColumns`. */
export function resultFields(roundId: number, row: RoundResult): CopyField[] {
	return [roundId, row.nodeCode, row.unitId, row.score, row.rank, row.coverage, row.missingReason, row.grade];
}
