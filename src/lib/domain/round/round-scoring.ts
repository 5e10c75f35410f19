import type { FigureColumns } from '../indicator/derive-figures';
import type { FigureProvenance } from '../indicator/indicator';
import type { CompiledFramework } from '../scoring/compile';
import type { Adjustment, IndicatorColumn, LastKnownValue, ScoringInput } from '../scoring/input';
import type { MissingReason } from '../scoring/missing-reason';
import type { ScoringResult } from '../scoring/result';
import type { Engine } from '../scoring/engines';
import { scoreUnits } from '../scoring/score-units';

/** A unit of a round, with the group in which it is compared (null: all together). */
export interface RoundUnit {
	readonly unitId: number;
	readonly code: string;
	readonly peerGroup: string | null;
}

/** What the score of one indicator node of one unit is computed from. */
export interface RoundInput extends FigureColumns {
	readonly unitId: number;
	readonly nodeCode: string;
	readonly provenance: FigureProvenance;
	/** of a scored indicator: how many assessors' scores it consolidates; of a measured one: its newest revision */
	readonly basis: number;
	readonly source: string | null;
	/** where the node's missing rule may use it and the value itself is missing: the newest value before, frozen with the rest */
	readonly lastKnown?: LastKnownInput | null;
}

/** A value of an earlier period, and how many periods of the round's kind it is old. */
export interface LastKnownInput {
	readonly value: number;
	readonly period: string;
	readonly age: number;
}

/** The input of a measured indicator of which nothing is known. */
export const absentInput = {
	value: null,
	numerator: null,
	denominator: null,
	distribution: null,
	missingReason: 'notReported',
	qualifier: null,
	provenance: 'own',
	basis: 0,
	source: null
} as const satisfies Omit<RoundInput, 'unitId' | 'nodeCode'>;

/** Bonus, penalty or veto: see `scoring.md`, rules. `ground` is its English wording, the one that is hashed. */
export interface RoundAdjustment {
	readonly unitId: number;
	readonly ruleCode: string;
	readonly amount: number;
	readonly ground: string;
}

export interface RoundResult {
	readonly unitId: number;
	readonly nodeCode: string;
	readonly score: number | null;
	readonly rank: number | null;
	readonly coverage: number;
	readonly missingReason: MissingReason | null;
	readonly grade: string | null;
}

/** Everything that the scores of a round depend on, beside the engine. */
export interface RoundMaterial {
	readonly framework: CompiledFramework;
	readonly units: readonly RoundUnit[];
	readonly inputs: readonly RoundInput[];
	readonly adjustments: readonly RoundAdjustment[];
}

type WritableColumn = Omit<IndicatorColumn, 'lastKnown'> & {
	reasons: (MissingReason | undefined)[];
	lastKnown?: (LastKnownValue | undefined)[];
};

/** A round's material in the engine's form. A node without an input is not reported. */
export function scoringInputOf({ framework, units, inputs, adjustments }: RoundMaterial): ScoringInput {
	const placeOf = new Map(units.map(({ unitId }, place) => [unitId, place]));
	const columns = new Map<string, WritableColumn>();
	for (const node of framework.nodes) {
		if (!node.isIndicator) continue;
		columns.set(node.code, {
			values: new Float64Array(units.length).fill(NaN),
			reasons: new Array<MissingReason | undefined>(units.length).fill(undefined)
		});
	}
	for (const { unitId, nodeCode, value, missingReason, lastKnown } of inputs) {
		const place = placeOf.get(unitId);
		const column = columns.get(nodeCode);
		if (place === undefined || !column) continue;
		if (value !== null) column.values[place] = value;
		column.reasons[place] = missingReason ?? undefined;
		if (lastKnown) {
			column.lastKnown ??= new Array<LastKnownValue | undefined>(units.length).fill(undefined);
			column.lastKnown[place] = lastKnown;
		}
	}
	const hasPeers = units.some(({ peerGroup }) => peerGroup !== null);
	return {
		units: units.map(({ code }) => code),
		...(hasPeers && { peerGroups: units.map(({ peerGroup }) => peerGroup ?? undefined) }),
		columns,
		adjustments: adjustments.flatMap(({ unitId, ruleCode, amount, ground }): Adjustment[] => {
			const place = placeOf.get(unitId);
			return place === undefined ? [] : [{ unit: units[place]!.code, rule: ruleCode, amount, ground }];
		})
	};
}

/** Scores a round: every node of every unit, nodes in the framework's order, units in code order. @param engine today's, unless said otherwise */
export function scoreRound(
	material: RoundMaterial,
	engine: Engine = scoreUnits
): { result: ScoringResult; rows: RoundResult[] } {
	const result = engine(material.framework, scoringInputOf(material));
	const idOf = new Map(material.units.map(({ code, unitId }) => [code, unitId]));
	const rows = result.nodes.flatMap((node) =>
		result.units.map((code, row): RoundResult => {
			const score = node.scores[row]!;
			const isThere = !Number.isNaN(score);
			return {
				unitId: idOf.get(code)!,
				nodeCode: node.code,
				score: isThere ? score : null,
				rank: isThere ? node.ranks[row]! : null,
				coverage: node.coverage[row]!,
				missingReason: isThere ? null : (node.missingReasonAt(row) ?? 'notReported'),
				grade: node === result.top ? (result.grades[row] ?? null) : null
			};
		})
	);
	return { result, rows };
}
