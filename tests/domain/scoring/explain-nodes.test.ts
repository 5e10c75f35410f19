import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUnit, withoutPeers, type NodeReceipt } from '$lib/domain/scoring/receipt';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { column, framework, unitCodes, type ColumnOptions } from './score';

type Nodes = Parameters<typeof framework>[0];

function receiptOf(
	nodes: Nodes,
	columns: Record<string, readonly number[]>,
	row = 0,
	options: ColumnOptions = {},
	peerGroups?: readonly string[]
) {
	const compiled = framework(nodes);
	const input = {
		units: unitCodes(Object.values(columns)[0]!.length),
		columns: new Map(Object.entries(columns).map(([code, values]) => [code, column(values, options)])),
		...(peerGroups && { peerGroups })
	};
	return explainUnit(compiled, input, scoreUnits(compiled, input), input.units[row]!);
}

const nodeOf = ({ nodes }: { nodes: readonly NodeReceipt[] }, code: string) =>
	nodes.find(({ node }) => node === code)!;

describe('a value that stands in for a missing one', () => {
	const nodes: Nodes = [
		{ code: 'T', aggregate: 'sum' },
		{ code: 'I', parent: 'T', missing: { do: 'lastKnown', maxAge: 2 } }
	];

	it('names the period that it came from, and its age', () => {
		const lastKnown = [{ value: 7, age: 2, period: '2023' }, undefined];
		expect(nodeOf(receiptOf(nodes, { I: [NaN, 3] }, 0, { lastKnown }), 'I')).toMatchObject({
			raw: 7,
			rawOrigin: 'lastKnown',
			lastKnown: { period: '2023', age: 2 },
			missing: null
		});
	});

	it('is not mentioned where the period’s own value counts, or where it is too old', () => {
		const lastKnown = [
			{ value: 7, age: 3, period: '2022' },
			{ value: 8, age: 1, period: '2024' }
		];
		const columns = { I: [NaN, 3] };
		const old = nodeOf(receiptOf(nodes, columns, 0, { lastKnown }), 'I');
		expect(old).toMatchObject({ raw: null, rawOrigin: null, lastKnown: null });
		const own = nodeOf(receiptOf(nodes, columns, 1, { lastKnown }), 'I');
		expect(own).toMatchObject({ raw: 3, rawOrigin: 'reported', lastKnown: null });
	});

	it('has no period where the input named none', () => {
		const lastKnown = [{ value: 7, age: 1 }];
		expect(nodeOf(receiptOf(nodes, { I: [NaN] }, 0, { lastKnown }), 'I').lastKnown).toEqual({
			period: null,
			age: 1
		});
	});
});

describe('a score from comparisons of pairs', () => {
	const nodes: Nodes = [
		{ code: 'T', aggregate: 'copeland' },
		{ code: 'a', parent: 'T', weight: 3 },
		{ code: 'b', parent: 'T' },
		{ code: 'c', parent: 'T', weight: 0 }
	];

	it('shows whom it beats, who beats it, and with whom it is level', () => {
		const columns = { a: [2, 1, 3, 2, NaN], b: [0, 9, 0, 0, NaN], c: [1, 1, 1, 1, 1] };
		const receipt = receiptOf(nodes, columns);
		expect(nodeOf(receipt, 'T')).toMatchObject({
			score: 0,
			comparison: { wins: 1, losses: 1, ties: 1, compared: 3 }
		});
		expect(nodeOf(receipt, 'a').comparison).toBeNull();
		expect(nodeOf(receiptOf(nodes, columns, 4), 'T').comparison).toBeNull();
	});

	it('counts pairs within the peer group only', () => {
		const columns = { a: [2, 1, 3, 9], b: [0, 0, 0, 0], c: [0, 0, 0, 0] };
		const receipt = receiptOf(nodes, columns, 0, {}, ['g', 'g', 'h', 'h']);
		expect(nodeOf(receipt, 'T').comparison).toEqual({ wins: 1, losses: 0, ties: 0, compared: 1 });
	});

	it('is wins less losses, whatever the table', () => {
		const cell = fc.constantFrom(NaN, 0, 1, 2);
		const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 7 });
		fc.assert(
			fc.property(table, (rows) => {
				const by = (k: 0 | 1 | 2) => rows.map((row) => row[k]);
				rows.forEach((_, row) => {
					const { comparison, score } = nodeOf(receiptOf(nodes, { a: by(0), b: by(1), c: by(2) }, row), 'T');
					if (score === null) expect(comparison).toBeNull();
					else expect(comparison!.wins - comparison!.losses).toBe(score);
				});
			}),
			{ numRuns: 50 }
		);
	});
});

describe('a score filled from the peers', () => {
	const filled = (rule: 'worst' | 'mean' | 'median'): Nodes => [
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'I', parent: 'T', missing: rule },
		{ code: 'J', parent: 'T' }
	];
	const columns = { I: [NaN, NaN, 4, 8, 9], J: [1, 1, 1, 1, 1] };

	it.each<['worst' | 'mean' | 'median', number]>([
		['worst', 4],
		['mean', 7],
		['median', 8]
	])('says that it is their %s, and how many earned scores it was taken from', (rule, score) => {
		expect(nodeOf(receiptOf(filled(rule), columns), 'I').missing).toEqual({
			reason: 'notReported',
			rule: { do: rule },
			filledWith: score,
			takenFrom: { statistic: rule, units: 3 }
		});
	});

	it('says so where no peer has one', () => {
		const receipt = receiptOf(filled('mean'), columns, 0, {}, ['g', 'g', 'h', 'h', 'h']);
		expect(nodeOf(receipt, 'I').missing).toMatchObject({
			filledWith: null,
			takenFrom: { statistic: 'mean', units: 0 }
		});
	});

	it('takes nothing from peers by any other rule', () => {
		const nodes: Nodes = [
			{ code: 'T', aggregate: 'sum' },
			{ code: 'I', parent: 'T', missing: { do: 'fixed', score: 2 } }
		];
		expect(nodeOf(receiptOf(nodes, { I: [NaN, 1] }), 'I').missing).toMatchObject({ takenFrom: null });
	});

	it('is withheld from a reader who may not know of the peers yet', () => {
		const receipt = withoutPeers(receiptOf(filled('mean'), columns));
		expect(nodeOf(receipt, 'I').missing).toEqual({
			reason: 'notReported',
			rule: { do: 'mean' },
			filledWith: 7,
			takenFrom: null,
			isWithheld: true
		});
		expect(nodeOf(receipt, 'J').missing).toBeNull();
	});
});

it('a deviation that no double holds stands on a receipt as its quarter, and is plain JSON', () => {
	const nodes: Nodes = [
		{ code: 'T', aggregate: 'sum' },
		{ code: 'I', parent: 'T', steps: [{ do: 'zscore' }] }
	];
	const [step] = nodeOf(receiptOf(nodes, { I: [1.7e308, -1.7e308] }), 'I').steps;
	const { mean, sdQuarter } = step!.statistics;
	expect(step!.output).toBeCloseTo((1.7e308 / 4 - mean! / 4) / sdQuarter!, 12);
	expect(JSON.parse(JSON.stringify(step))).toEqual(step);
});
