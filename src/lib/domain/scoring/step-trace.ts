import type { CompiledFramework, CompiledIndicator, CompiledStep } from './compile';
import type { ScoringInput } from './input';
import type { Rows } from './prepare-input';
import { ProblemList } from './problems';
import { readRawColumn, scoreIndicator } from './score-indicator';
import type { StepOutcome } from './steps/step';

/** One step of one indicator, for all units. */
export interface TracedStep {
	readonly step: CompiledStep;
	/** After the flip, where the step is the one that direction −1 enters at. */
	readonly before: Float64Array;
	readonly after: Float64Array;
	/** By peer group. */
	readonly outcomes: readonly StepOutcome[];
}

export interface IndicatorTrace {
	/** With last known values in place. */
	readonly raw: Float64Array;
	readonly steps: readonly TracedStep[];
}

/** Runs the steps of an indicator once more and keeps what each of them saw and did. */
export function traceIndicator(node: CompiledIndicator, input: ScoringInput, rows: Rows): IndicatorTrace {
	const column = input.columns.get(node.code);
	const steps: { step: CompiledStep; before: Float64Array; after: Float64Array; outcomes: StepOutcome[] }[] =
		[];
	scoreIndicator(node, column, rows, new ProblemList(), new Float64Array(rows.units.length), {
		beforeStep(step, values) {
			steps.push({ step, before: values.slice(), after: values.slice(), outcomes: [] });
		},
		afterStep(_step, group, outcome, values) {
			const traced = steps.at(-1)!;
			traced.outcomes.push(outcome);
			for (const row of rows.groups[group]!) traced.after[row] = values[row]!;
		}
	});
	const raw = new Float64Array(rows.units.length);
	readRawColumn(node, column, rows, new ProblemList(), raw);
	return { raw, steps };
}

/** A trace of each indicator, made when it is first asked for. */
export function tracesOf(
	framework: CompiledFramework,
	input: ScoringInput,
	rows: Rows
): (index: number) => IndicatorTrace | undefined {
	const traces = new Map<number, IndicatorTrace>();
	return (index) => {
		const node = framework.nodes[index]!;
		if (!node.isIndicator) return undefined;
		const known = traces.get(index) ?? traceIndicator(node, input, rows);
		traces.set(index, known);
		return known;
	};
}
