import { describe, expect, it } from 'vitest';
import { csvCell } from '$lib/domain/scoring/file-contract/format-results';
import { run } from './score-files';

/** Domains of a deprivation index with their published weights, under codes that people really use. */
const weights = new Map([
	['Income & "benefits"', 22.5],
	['就业', 22.5],
	['Health, disability', 13.5],
	['Crime', 9.3]
]);
const unitCount = 3_000;
const units = Array.from({ length: unitCount }, (_, i) => (i % 3 ? `Ward ${i}, "${i % 7}" 区` : `LSOA ${i}`));
const groupOf = (i: number) => `group ${i % 11} "x", 组`;

/** Digits of a sine: repeatable, with ties, and no generator of the program's own. */
const valueAt = (domain: number, i: number) =>
	(i * 7 + domain * 13) % 31 === 0 ? undefined : Math.round(1e3 * Math.sin(i * 12.9898 + domain)) / 10;

/** Places from the largest, ties sharing the best of theirs, by counting: nothing of the engine is used. */
function places(values: ReadonlyMap<number, number>): Map<number, number> {
	const sorted = [...values.values()].sort((a, b) => b - a);
	const first = new Map<number, number>();
	sorted.forEach((value, k) => first.has(value) || first.set(value, k + 1));
	return new Map([...values].map(([i, value]) => [i, first.get(value)!]));
}

function expectedScores(groups: (i: number) => string): Map<number, number> {
	const sums = new Map<number, { points: number; weight: number }>();
	[...weights.values()].forEach((weight, domain) => {
		for (const group of new Set(units.map((_, i) => groups(i)))) {
			const values = new Map<number, number>();
			units.forEach((_, i) => {
				const value = valueAt(domain, i);
				if (groups(i) === group && value !== undefined) values.set(i, value);
			});
			for (const [i, place] of places(values)) {
				const share = (values.size - place + 1) / values.size;
				const score = -23 * Math.log(1 - share * (1 - Math.exp(-100 / 23)));
				const { points, weight: sum } = sums.get(i) ?? { points: 0, weight: 0 };
				sums.set(i, { points: points + weight * score, weight: sum + weight });
			}
		}
	});
	return new Map([...sums].map(([i, { points, weight }]) => [i, points / weight]));
}

describe.each([
	['all together', undefined],
	['in peer groups', 'peer group']
])('exponential rank transforms %s', (_title, peers) => {
	it('agree with a computation of their own, to 1e-12, and in every rank', () => {
		const rows = [...weights.keys()].flatMap((code, domain) =>
			units.flatMap((unit, i) => {
				const value = valueAt(domain, i);
				return value === undefined ? [] : [`${csvCell(unit)},${csvCell(code)},${value}`];
			})
		);
		const output = run({
			framework: {
				code: 'IMD',
				version: 1,
				...(peers && { peers }),
				nodes: [
					{ code: 'IMD', aggregate: 'arithmetic', minimumCoverage: 0.5 },
					...[...weights].map(([code, weight]) => ({
						code,
						parent: 'IMD',
						weight,
						steps: [
							{
								do: 'expression',
								formula: '-23 * ln(1 - ((n - rank + 1) / n) * (1 - exp(-100 / 23)))'
							}
						]
					}))
				]
			},
			data: `unit,indicator,value\r\n${rows.reverse().join('\r\n')}\r\n`,
			units: `unit,peer group\n${units.map((unit, i) => `${csvCell(unit)},${csvCell(groupOf(i))}`).join('\n')}\n`
		});
		const lines = new Map(
			output
				.split('\n')
				.slice(1, unitCount + 1)
				.map((line) => {
					const cut = line.indexOf(',IMD,');
					const [score = '', rank = ''] = line.slice(cut + 5).split(',');
					return [line.slice(0, cut), { score: Number(score), rank: Number(rank) }];
				})
		);
		const expected = expectedScores(peers ? groupOf : () => '');
		expect(expected.size).toBe(unitCount);
		const found = new Map(units.map((unit, i) => [i, lines.get(csvCell(unit))!]));
		let worst = 0;
		for (const [i, score] of expected) worst = Math.max(worst, Math.abs(found.get(i)!.score / score - 1));
		expect(worst).toBeLessThan(1e-12);
		for (const group of new Set(units.map((_, i) => (peers ? groupOf(i) : '')))) {
			const own = new Map([...found].filter(([i]) => !peers || groupOf(i) === group));
			const ranks = places(new Map([...own].map(([i, { score }]) => [i, score])));
			expect([...own].filter(([i, { rank }]) => ranks.get(i) !== rank)).toEqual([]);
		}
	});
});
