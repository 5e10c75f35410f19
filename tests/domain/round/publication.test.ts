import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '../../../src/lib/domain/framework/definition';
import {
	canonicalJson,
	publicationJson,
	type PublicationContent
} from '../../../src/lib/domain/round/publication';
import { absentInput } from '../../../src/lib/domain/round/round-scoring';

const framework = frameworkDefinitionSchema.parse({
	code: 'F',
	version: 1,
	nodes: [
		{ code: 'F', aggregate: 'arithmetic' },
		{ code: 'A', parent: 'F' }
	]
});

function content(over: Partial<PublicationContent> = {}): PublicationContent {
	return {
		framework,
		engineVersion: 1,
		period: '2026-Q1',
		root: 'R',
		units: [
			{ unitId: 7, code: 'b', peerGroup: null },
			{ unitId: 3, code: 'a', peerGroup: 'x' }
		],
		inputs: [
			{ ...absentInput, unitId: 7, nodeCode: 'A', value: 0.1, missingReason: null },
			{ ...absentInput, unitId: 3, nodeCode: 'A' }
		],
		adjustments: [{ unitId: 3, ruleCode: 'late', amount: 0.5, ground: 'late' }],
		results: [
			{ unitId: 7, nodeCode: 'F', score: 0.1, rank: 1, coverage: 1, missingReason: null, grade: null },
			{
				unitId: 3,
				nodeCode: 'A',
				score: null,
				rank: null,
				coverage: 0,
				missingReason: 'notReported',
				grade: null
			},
			{
				unitId: 3,
				nodeCode: 'F',
				score: null,
				rank: null,
				coverage: 0,
				missingReason: 'belowCoverage',
				grade: null
			}
		],
		...over
	};
}

describe('the canonical JSON of a publication', () => {
	it('has its keys in code-point order all the way down', () => {
		const parsed: unknown = JSON.parse(publicationJson(content()));
		expect(publicationJson(content())).toBe(canonicalJson(parsed));
	});

	it('does not change with the order of rows, or with the ids that the database gave', () => {
		const other = content();
		const renumbered = content({
			units: [...other.units].reverse().map((unit) => ({ ...unit, unitId: unit.unitId + 100 })),
			inputs: [...other.inputs].reverse().map((row) => ({ ...row, unitId: row.unitId + 100 })),
			adjustments: other.adjustments.map((row) => ({ ...row, unitId: row.unitId + 100 })),
			results: [...other.results].reverse().map((row) => ({ ...row, unitId: row.unitId + 100 }))
		});
		expect(publicationJson(renumbered)).toBe(publicationJson(other));
	});

	it('changes with the last bit of a score', () => {
		const [first, ...rest] = content().results;
		const moved = content({ results: [{ ...first!, score: 0.1 + Number.EPSILON }, ...rest] });
		expect(publicationJson(moved)).not.toBe(publicationJson(content()));
	});
});

describe('canonical JSON', () => {
	it('sorts keys, leaves out what is undefined and writes −0 as 0', () => {
		expect(canonicalJson({ b: [1, { d: -0, c: undefined }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"d":0}]}');
	});
});
