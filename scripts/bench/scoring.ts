import { frameworkDefinitionSchema } from '../../src/lib/domain/framework/definition';
import { compileFramework } from '../../src/lib/domain/scoring/compile';
import { createExplainer } from '../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../src/lib/domain/scoring/score-units';
import { benchFramework, generator } from './benchmark-framework';

/**
 * Normalise + aggregate + rank of 60 indicators in 3 levels against a hand-written loop over the same arrays, in the same run.
 * The floor does min–max, one weighted mean and one sort; the engine does the same through a compiled framework and reads the top rank.
 * Parsing and compiling, receipts, and ranks of inner nodes are timed apart.
 */

const indicatorCount = 60;
const unitCounts = process.env['UNITS']?.split(',').map(Number) ?? [51, 300, 3_000, 30_000];
const targetRatio = 3;

/** What somebody would write by hand for exactly this: min–max of each column, weighted mean, order of the units. */
function handWritten(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
	const count = columns[0]!.length;
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const scores = new Float64Array(count);
	for (let c = 0; c < columns.length; c++) {
		const column = columns[c]!;
		let min = Infinity;
		let max = -Infinity;
		for (let i = 0; i < count; i++) {
			const value = column[i]!;
			if (value < min) min = value;
			if (value > max) max = value;
		}
		const range = max - min;
		const weight = weights[c]!;
		for (let i = 0; i < count; i++) scores[i]! += (weight * ((column[i]! - min) / range) * 100) / total;
	}
	const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
	const ranks = new Float64Array(count);
	for (let place = 0; place < count; place++) {
		const tiesWithPrevious = place > 0 && scores[order[place]!] === scores[order[place - 1]!];
		ranks[order[place]!] = tiesWithPrevious ? ranks[order[place - 1]!]! : place + 1;
	}
	return ranks;
}

/** Least milliseconds of each run, the runs taking turns, so that whatever else the machine does hits all of them alike. */
function measure(...runs: (() => unknown)[]): number[] {
	for (let i = 0; i < 20; i++) for (const run of runs) run();
	const least = runs.map(() => Infinity);
	const end = performance.now() + 600;
	for (let round = 0; round < 15 || performance.now() < end; round++) {
		runs.forEach((run, k) => {
			const start = performance.now();
			run();
			least[k] = Math.min(least[k]!, performance.now() - start);
		});
	}
	return least;
}

export function benchScoring(): boolean {
	const json = benchFramework(indicatorCount);
	const [compiling = NaN] = measure(() => compileFramework(frameworkDefinitionSchema.parse(json)));
	console.log(`parse, check and compile: ${compiling.toFixed(2)} ms`);
	console.log('units    floor ms   engine ms   ratio   inner ranks ms   receipt of one unit ms');
	const compiled = compileFramework(frameworkDefinitionSchema.parse(json));
	let isWithin = true;
	for (const count of unitCounts) {
		const random = generator(count);
		const columns = Array.from({ length: indicatorCount }, () =>
			Float64Array.from({ length: count }, random)
		);
		const weights = Array.from({ length: indicatorCount }, (_, i) => (i % 7) + 1);
		const units = Array.from({ length: count }, (_, i) => `U${String(i).padStart(6, '0')}`);
		const input = { units, columns: new Map(columns.map((values, i) => [`i${i}`, { values }])) };
		const [floor = NaN, engine = NaN] = measure(
			() => handWritten(columns, weights),
			() => scoreUnits(compiled, input).top.ranks
		);
		const result = scoreUnits(compiled, input);
		const [withInner = NaN, receipt = NaN] = measure(
			() => scoreUnits(compiled, input).nodes.map((node) => node.ranks),
			() => createExplainer(compiled, input, result)(units[0]!)
		);
		const ratio = engine / floor;
		isWithin &&= ratio <= targetRatio;
		const cells = [
			floor.toFixed(3),
			engine.toFixed(3),
			ratio.toFixed(2),
			(withInner - engine).toFixed(2),
			receipt.toFixed(2)
		];
		console.log([String(count).padEnd(8), ...cells.map((cell) => cell.padEnd(11))].join(' '));
	}
	console.log(isWithin ? `within ${targetRatio} × the floor` : `NOT within ${targetRatio} × the floor`);
	return isWithin;
}
