import { z } from 'zod';
import { rankScores } from '../../ranking/rank';
import { extent, mean, present, standardDeviation } from '../column-statistics';
import { compileFormula, formulaMaxLength, type Formula, type FormulaVariables } from '../formula';
import { defineStep, noSpread, stepParameters } from './step';

/**
 * A formula over the current column: x, and n, rank (1 = largest, ties min), min, max, mean, sd (n − 1) among the peers.
 * A result that is no finite number is an error naming the unit. Where the values do not differ and the formula would have a result
 * if they did (0/0 in (x − min)/(max − min)), the column is missing for no spread instead; ln(mean) of negative values has a reason
 * of its own, and stays an error.
 */
export const expression = defineStep({
	do: 'expression',
	normalises: false,
	parameters: stepParameters('expression', { formula: z.string().min(1).max(formulaMaxLength) }),
	check({ formula }) {
		const compiled = compileFormula(formula);
		if (compiled.ok) return [];
		return [{ parameter: 'formula', message: compiled.message, remedy: compiled.remedy }];
	},
	run(values, { formula }, frame) {
		const compiled = compileFormula(formula);
		if (!compiled.ok) {
			frame.report(0, compiled.message, compiled.remedy);
			return {};
		}
		const statistics = columnStatistics(values, compiled.formula);
		const ranks = compiled.formula.uses.has('rank') ? rankScores(values) : undefined;
		const variables: FormulaVariables = { ...statistics, x: NaN, rank: NaN };
		const hasSpread = statistics.max > statistics.min;
		if (statistics.sd === Infinity) {
			frame.report(
				values.findIndex((value) => value === statistics.max),
				'the standard deviation of the values is too large for a number',
				'cap the values first, or use {"do":"zscore"}, which takes them'
			);
			return {};
		}
		for (let i = 0; i < values.length; i++) {
			const value = values[i]!;
			if (value !== value) continue;
			variables.x = value;
			if (ranks) variables.rank = ranks[i]!;
			const result = compiled.formula.evaluate(variables);
			if (!Number.isFinite(result)) {
				if (!hasSpread && lacksOnlySpread(compiled.formula, variables, present(values).length === 1))
					return noSpread;
				frame.report(
					i,
					`the formula gives ${result} for the value ${value}`,
					'guard the formula with if(…), or cap the values first'
				);
			}
			values[i] = Number.isFinite(result) ? result : NaN;
		}
		return { statistics: usedOnly(statistics, compiled.formula), ...(ranks && { places: ranks }) };
	}
});

/**
 * Whether the formula has a result for the same value between two others, with statistics to match. All that changes is the spread:
 * what has no result even then (the logarithm of a negative value) does not lack that. A lone value gets a peer on either side.
 */
function lacksOnlySpread({ evaluate }: Formula, variables: FormulaVariables, isAlone: boolean): boolean {
	const { x, n, rank } = variables;
	const step = Math.abs(x) / 4 || 1;
	return Number.isFinite(
		evaluate({
			x,
			min: x - step,
			max: x + step,
			mean: x + step / 2,
			sd: step,
			n: isAlone ? 3 : n,
			rank: isAlone ? 2 : rank
		})
	);
}

type ColumnStatistics = Omit<FormulaVariables, 'x' | 'rank'>;

function columnStatistics(values: Float64Array, { uses }: Formula): ColumnStatistics {
	const { min, max } = extent(values);
	const centre = uses.has('mean') || uses.has('sd') ? mean(values) : NaN;
	return {
		n: uses.has('n') ? present(values).length : NaN,
		min,
		max,
		mean: centre,
		sd: uses.has('sd') ? standardDeviation(values, centre) : NaN
	};
}

function usedOnly(statistics: ColumnStatistics, { uses }: Formula): Record<string, number> {
	return Object.fromEntries(Object.entries(statistics).filter(([name]) => uses.has(name)));
}
