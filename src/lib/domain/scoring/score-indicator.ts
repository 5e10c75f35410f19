import type { CompiledIndicator, CompiledStep } from './compile';
import { gather, scatter } from './gather';
import type { IndicatorColumn, LastKnownValue } from './input';
import type { MissingReason } from './missing-reason';
import type { Rows } from './prepare-input';
import type { ProblemList } from './problems';
import { fillMissing, markMissing, type ScoredNode } from './scored-node';
import type { StepOutcome } from './steps/step';

/** Sees each step of each peer group, before and after: how receipts are made. */
export interface StepObserver {
	beforeStep(step: CompiledStep, values: Float64Array): void;
	afterStep(step: CompiledStep, group: number, outcome: StepOutcome, values: Float64Array): void;
}

/** Raw values → steps → scores of one indicator, peer group by peer group. All of it happens in `values`, which the caller provides. */
export function scoreIndicator(
	node: CompiledIndicator,
	column: IndicatorColumn | undefined,
	rows: Rows,
	problems: ProblemList,
	values: Float64Array,
	observer?: StepObserver
): ScoredNode {
	let reasons = readRawColumn(node, column, rows, problems, values);
	for (const step of node.steps) {
		if (step.isFlipped) for (let i = 0; i < values.length; i++) values[i] = 0 - values[i]!;
		observer?.beforeStep(step, values);
		const referenceValue = findReference(node, step, values, rows, problems);
		for (let group = 0; group < rows.groups.length; group++) {
			const outcome = runOnGroup(node, step, values, group, rows, referenceValue, problems);
			if (outcome.hasNoSpread) reasons = clearGroup(values, reasons, rows.groups[group]!);
			observer?.afterStep(step, group, outcome, values);
		}
	}
	settleScores(node, values, rows, problems);
	return fillMissing(node, values, reasons, rows.groups);
}

/**
 * Writes raw values in row order to `values`, with the last known one where the node's rule takes it.
 * Gives the reasons of those that are missing, if any are.
 */
export function readRawColumn(
	node: CompiledIndicator,
	column: IndicatorColumn | undefined,
	rows: Rows,
	problems: ProblemList,
	values: Float64Array
): Uint8Array | undefined {
	const { source } = rows;
	if (column && !source) {
		values.set(column.values);
		if (settleZeros(values)) return undefined;
	}
	let reasons: Uint8Array | undefined;
	for (let row = 0; row < values.length; row++) {
		const place = source ? source[row]! : row;
		const value = column ? column.values[place]! + 0 : NaN;
		values[row] = value;
		if (Number.isFinite(value)) continue;
		if (!Number.isNaN(value)) {
			problems.add({
				node: node.code,
				unit: rows.units[row]!,
				message: `value ${value} is not finite`,
				remedy: 'give a number, or leave it out with a reason'
			});
		}
		const reason = column?.reasons?.[place] ?? 'notReported';
		const known = lastKnownValue(node, reason, column?.lastKnown?.[place]);
		if (known === undefined) reasons = markMissing(reasons, row, reason, values.length);
		else values[row] = known;
	}
	return reasons;
}

function lastKnownValue(
	node: CompiledIndicator,
	reason: MissingReason,
	known: LastKnownValue | undefined
): number | undefined {
	const rule = node.missing[reason];
	if (rule.do !== 'lastKnown' || !known || known.age > rule.maxAge) return undefined;
	return Number.isFinite(known.value) ? known.value : undefined;
}

/**
 * Makes every −0 a 0: they are one value, and nobody should read "−0" or see two equal units differ. Tells whether all values are
 * finite, which is the usual case and found without a branch a row: x − x is 0 of a finite number, NaN of a missing or infinite one.
 */
function settleZeros(values: Float64Array): boolean {
	let differences = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]! + 0;
		values[i] = value;
		differences += value - value;
	}
	return differences === 0;
}

/** Settles zeros, and reports what left the range of a double, as steps that multiply may: a score of ∞ would win every ranking. */
export function settleScores(
	{ code }: { readonly code: string },
	scores: Float64Array,
	{ units }: Rows,
	problems: ProblemList
): void {
	if (settleZeros(scores)) return;
	for (let row = 0; row < scores.length; row++) {
		const score = scores[row]!;
		if (Number.isFinite(score) || Number.isNaN(score)) continue;
		problems.add({
			node: code,
			unit: units[row]!,
			message: `the score is too large for a number (${score})`,
			remedy: 'cap or normalise the values first'
		});
	}
}

function findReference(
	node: CompiledIndicator,
	{ kind, parameters }: CompiledStep,
	values: Float64Array,
	{ units }: Rows,
	problems: ProblemList
): number {
	const unit = kind.referenceUnit?.(parameters);
	if (unit === undefined || units.length === 0) return NaN;
	const row = units.indexOf(unit);
	const value = row < 0 ? NaN : values[row]!;
	if (Number.isNaN(value)) {
		problems.add({
			node: node.code,
			unit,
			message: row < 0 ? 'the reference unit is not among the units' : 'the reference unit has no value',
			remedy: 'name a unit that has a value, or supply its value'
		});
	}
	return value;
}

function runOnGroup(
	node: CompiledIndicator,
	{ kind, parameters, isFlipped }: CompiledStep,
	values: Float64Array,
	group: number,
	{ units, groups, groupOf }: Rows,
	referenceValue: number,
	problems: ProblemList
): StepOutcome {
	const members = groups[group]!;
	const frame = {
		isFlipped,
		referenceValue,
		report(row: number, message: string, remedy: string) {
			const unit = units[members[row]!];
			problems.add({ node: node.code, ...(unit !== undefined && { unit }), message, remedy });
		}
	};
	if (!groupOf) return kind.run(values, parameters, frame);
	const own = gather(values, members);
	const outcome = kind.run(own, parameters, frame);
	scatter(own, members, values);
	return outcome;
}

function clearGroup(
	values: Float64Array,
	reasons: Uint8Array | undefined,
	members: Int32Array
): Uint8Array | undefined {
	let marked = reasons;
	for (const row of members) {
		if (Number.isNaN(values[row]!)) continue;
		values[row] = NaN;
		marked = markMissing(marked, row, 'noSpread', values.length);
	}
	return marked;
}
