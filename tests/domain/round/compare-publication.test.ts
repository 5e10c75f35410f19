import { describe, expect, it } from 'vitest';
import { frameworkDefinitionSchema } from '../../../src/lib/domain/framework/definition';
import { alteredRows } from '../../../src/lib/domain/round/compare-publication';
import { publicationJson, type PublicationContent } from '../../../src/lib/domain/round/publication';
import { readPublication, type PublicationRecord } from '../../../src/lib/domain/round/publication-record';
import { unexplainedResults } from '../../../src/lib/domain/round/recompute-publication';
import { absentInput, scoreRound, type RoundInput } from '../../../src/lib/domain/round/round-scoring';
import { compileFramework } from '../../../src/lib/domain/scoring/compile';
import { engineVersion } from '../../../src/lib/domain/scoring/engine-version';
import { engineOf } from '../../../src/lib/domain/scoring/engines';

const framework = frameworkDefinitionSchema.parse({
	code: 'F',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'a', parent: 'T', weight: 0.3 },
		{ code: 'b', parent: 'T', weight: 0.7, missing: { do: 'lastKnown', maxAge: 2 } }
	],
	rules: [{ do: 'bonus', code: 'B', max: 5 }],
	grades: [
		{ code: 'good', from: 60 },
		{ code: 'bad', from: 0 }
	]
});
const units = ['北京', 'p', 'q'].map((code, at) => ({ unitId: 7 - at, code, peerGroup: null }));
const input = (unitId: number, nodeCode: string, value: number): RoundInput => ({
	...absentInput,
	unitId,
	nodeCode,
	value,
	missingReason: null
});
const inputs: RoundInput[] = [
	input(7, 'a', 71.3),
	input(7, 'b', 55.55),
	input(6, 'a', 0.1 + 0.2),
	{ ...absentInput, unitId: 6, nodeCode: 'b', lastKnown: { value: 80, period: '2026-Q2', age: 1 } },
	input(5, 'a', 90)
];
const adjustments = [1, 2].map((amount) => ({
	unitId: 5,
	ruleCode: 'B',
	amount,
	ground: `ground ${amount}`
}));
const content: PublicationContent = {
	framework,
	engineVersion,
	period: '2026-Q3',
	root: 'N',
	units,
	inputs,
	adjustments,
	results: scoreRound({ framework: compileFramework(framework), units, inputs, adjustments }).rows
};
const text = publicationJson(content);
const record = (): PublicationRecord => readPublication(text)!;
const altered = (change: (copy: PublicationRecord) => void) => {
	const copy = record();
	change(copy);
	return [...alteredRows(copy, record())];
};

describe('a publication read from its bytes', () => {
	it('says what was published, whatever the order in which rows came', () => {
		expect(record().units.map(({ code }) => code)).toEqual(['p', 'q', '北京']);
		expect(record().inputs).toContainEqual(
			expect.objectContaining({ unit: 'p', nodeCode: 'a', value: 0.30000000000000004 })
		);
		expect(publicationJson({ ...content, inputs: [...inputs].reverse() })).toBe(text);
		expect([...alteredRows(record(), record())]).toEqual([]);
	});

	it.each(['', '{', 'null', '[]', '{"units":[]}', text.slice(0, -1), text.replace('"score":', '"scor":')])(
		'is none where they are cut or of another form: %.20s',
		(broken) => expect(readPublication(broken)).toBeUndefined()
	);
});

describe('comparing what is stored with what was published', () => {
	it('names table, unit, node and field of a value that is another one now, in the last bit too', () => {
		expect(
			altered(
				({ inputs: rows }) =>
					(rows.find(({ unit, nodeCode }) => unit === 'p' && nodeCode === 'a')!.value = 0.3)
			)
		).toEqual([
			{
				table: 'round_input',
				unit: 'p',
				node: 'a',
				field: 'value',
				stored: '0.3',
				published: '0.30000000000000004'
			}
		]);
	});

	it('names rows that are missing and rows that were added', () => {
		expect(
			altered((copy) => {
				copy.results.shift();
				copy.units.push({ code: 'z', peerGroup: null });
			}).map(({ table, unit, node, field, stored }) => [table, unit, node, field, stored === undefined])
		).toEqual([
			['round_unit', 'z', undefined, undefined, false],
			['result', 'p', 'T', undefined, true]
		]);
	});

	it('tells adjustments of one unit by one rule apart', () => {
		expect(altered(({ adjustments: rows }) => (rows[1]!.amount = 4))).toEqual([
			{ table: 'adjustment', unit: 'q', node: 'B', field: 'amount', stored: '4', published: '2' }
		]);
	});

	it('names settings of the framework and of the round', () => {
		expect(
			altered((copy) => {
				copy.period = '2026-Q2';
				copy.framework.grades[0]!.from = 50;
				copy.framework.nodes[1]!.weight = 0.4;
			}).map(({ table, node, field }) => [table, node, field])
		).toEqual([
			['round', undefined, 'period'],
			['framework_version', undefined, 'grades'],
			['framework_node', 'a', 'weight']
		]);
	});
});

describe('scoring a publication again', () => {
	const engine = engineOf(engineVersion)!;
	const unexplained = (change: (copy: PublicationRecord) => void) => {
		const copy = record();
		change(copy);
		return [...unexplainedResults(copy, engine)].map(({ unit, node, field }) => `${unit} ${node} ${field}`);
	};

	it('gives what was published, an earlier value that stood in included', () => {
		expect(unexplained(() => undefined)).toEqual([]);
		expect(record().results.find(({ unit, nodeCode }) => unit === 'p' && nodeCode === 'b')?.score).toBe(80);
	});

	it('lets the last bits of a score differ, and neither its ninth decimal nor a rank nor a grade', () => {
		const total = (copy: PublicationRecord) => copy.results.find(({ nodeCode }) => nodeCode === 'T')!;
		expect(unexplained((copy) => (total(copy).score! += 1e-12))).toEqual([]);
		expect(unexplained((copy) => (total(copy).score! += 1e-6))).toEqual(['p T score']);
		expect(unexplained((copy) => (total(copy).rank = 9))).toEqual(['p T rank']);
		expect(unexplained((copy) => (total(copy).grade = 'other'))).toEqual(['p T grade']);
	});

	it('names what does not follow from the inputs when one of them is another', () => {
		expect(unexplained((copy) => (copy.inputs[0]!.value = 50))).toContain('p a score');
		expect(unexplained((copy) => copy.results.pop())).toEqual(['北京 b row']);
	});

	it('has no engine of a version that never was', () => {
		expect(engineOf(engineVersion + 1)).toBeUndefined();
	});
});
