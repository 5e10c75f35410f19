import { compareCodePoints } from '../scoring/code-point-order';
import type { FrameworkDefinition } from '../framework/definition';
import type { RoundAdjustment, RoundInput, RoundResult, RoundUnit } from './round-scoring';

/** What a publication says, and everything that it was made of. */
export interface PublicationContent {
	readonly framework: FrameworkDefinition;
	readonly engineVersion: number;
	readonly period: string;
	/** code of the unit below which the round's units lie */
	readonly root: string;
	readonly units: readonly RoundUnit[];
	readonly inputs: readonly RoundInput[];
	readonly adjustments: readonly RoundAdjustment[];
	readonly results: readonly RoundResult[];
}

/**
 * The canonical JSON of a publication, over which its hash is taken: units by their codes instead of the database's ids, rows in
 * unit and node order, keys in code-point order, no blanks, numbers in their shortest form. The same publication gives the same
 * bytes on every installation.
 */
export function publicationJson(content: PublicationContent): string {
	const { framework, engineVersion, period, root, units } = content;
	const codeOf = new Map(units.map(({ unitId, code }) => [unitId, code]));
	const nodeOrder = new Map(framework.nodes.map(({ code }, index) => [code, index]));
	const ofNode = (row: { nodeCode: string }): number => nodeOrder.get(row.nodeCode) ?? -1;
	const inOrder = <T extends { unitId: number }>(rows: readonly T[], order: (a: T, b: T) => number): T[] =>
		[...rows].sort((a, b) => compareCodePoints(codeOf.get(a.unitId)!, codeOf.get(b.unitId)!) || order(a, b));
	// Keys are written in code-point order here, row by row: sorting those of a hundred thousand rows would take seconds.
	const adjustments = inOrder(
		content.adjustments,
		(a, b) =>
			compareCodePoints(a.ruleCode, b.ruleCode) ||
			a.amount - b.amount ||
			compareCodePoints(a.ground, b.ground)
	).map(({ amount, ground, ruleCode, unitId }) => ({ amount, ground, ruleCode, unit: codeOf.get(unitId) }));
	const inputs = inOrder(content.inputs, (a, b) => ofNode(a) - ofNode(b)).map((row) => ({
		basis: row.basis,
		denominator: row.denominator,
		distribution: row.distribution,
		// Named only where there is one: rounds without such a rule keep the bytes that they were published with.
		...(row.lastKnown && {
			lastKnown: { age: row.lastKnown.age, period: row.lastKnown.period, value: row.lastKnown.value }
		}),
		missingReason: row.missingReason,
		nodeCode: row.nodeCode,
		numerator: row.numerator,
		provenance: row.provenance,
		qualifier: row.qualifier,
		source: row.source,
		unit: codeOf.get(row.unitId),
		value: row.value
	}));
	const results = inOrder(content.results, (a, b) => ofNode(a) - ofNode(b)).map((row) => ({
		coverage: row.coverage,
		grade: row.grade,
		missingReason: row.missingReason,
		nodeCode: row.nodeCode,
		rank: row.rank,
		score: row.score,
		unit: codeOf.get(row.unitId)
	}));
	const unitRows = [...units]
		.sort((a, b) => compareCodePoints(a.code, b.code))
		.map(({ code, peerGroup }) => ({ code, peerGroup }));
	return (
		`{"adjustments":${JSON.stringify(adjustments)},"engineVersion":${engineVersion},"framework":${canonicalJson(framework)},` +
		`"inputs":${JSON.stringify(inputs)},"period":${JSON.stringify(period)},"results":${JSON.stringify(results)},` +
		`"root":${JSON.stringify(root)},"units":${JSON.stringify(unitRows)}}`
	);
}

/** JSON with the keys of every object in code-point order; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value);
	const entries = Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.sort(([a], [b]) => compareCodePoints(a, b))
		.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
	return `{${entries.join(',')}}`;
}
