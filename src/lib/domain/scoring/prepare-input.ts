import { DomainError } from '../errors';
import { rowsByGroup } from '../ranking/rank';
import { compareCodePoints } from './code-point-order';
import type { CompiledFramework } from './compile';
import type { ScoringInput } from './input';

/** Units in code order, and where each row stood in the input. */
export interface Rows {
	readonly units: readonly string[];
	/** Row → place in the input; undefined where the input was in order already. */
	readonly source: Int32Array | undefined;
	/** Row → peer group, and back. One group of everybody if there are no peer groups. */
	readonly groupOf: Int32Array | undefined;
	readonly groups: readonly Int32Array[];
	readonly groupNames: readonly (string | undefined)[];
}

/** Sorts units by code, so that nothing later depends on the order of a file. Refuses a unit that stands twice. */
export function arrangeRows({ units, peerGroups }: ScoringInput): Rows {
	if (peerGroups && peerGroups.length !== units.length) {
		throw new DomainError(
			'invalidInput',
			`${peerGroups.length} peer groups for ${units.length} units; give one a unit`
		);
	}
	const source = isAscending(units)
		? undefined
		: rowNumbers(units.length).sort((a, b) => compareCodePoints(units[a]!, units[b]!));
	const sorted = source ? Array.from(source, (place) => units[place]!) : units;
	for (let row = 1; row < sorted.length; row++) {
		if (sorted[row] !== sorted[row - 1]) continue;
		throw new DomainError(
			'invalidInput',
			`unit ${JSON.stringify(sorted[row])} stands twice; give each unit once`,
			{
				unit: sorted[row]
			}
		);
	}
	if (!peerGroups) {
		const everybody = rowNumbers(sorted.length);
		return { units: sorted, source, groupOf: undefined, groups: [everybody], groupNames: [undefined] };
	}
	const names: (string | undefined)[] = [];
	const indexOf = new Map<string | undefined, number>();
	const groupOf = Int32Array.from(sorted, (_, row) => {
		const name = peerGroups[source ? source[row]! : row];
		let index = indexOf.get(name);
		if (index === undefined) {
			index = names.length;
			indexOf.set(name, index);
			names.push(name);
		}
		return index;
	});
	return { units: sorted, source, groupOf, groups: rowsByGroup(groupOf), groupNames: names };
}

/** Columns of the framework's own indicators, one value a unit: what else is given is a mistake worth hearing of. */
export function checkColumns({ definition, nodes, indexOf }: CompiledFramework, input: ScoringInput): void {
	const count = input.units.length;
	for (const [code, { values, reasons, lastKnown }] of input.columns) {
		const index = indexOf.get(code);
		if (index === undefined || !nodes[index]!.isIndicator) {
			throw new DomainError(
				'invalidInput',
				`${JSON.stringify(code)} is no indicator of framework ${JSON.stringify(definition.code)}; leave its column out`,
				{ indicator: code }
			);
		}
		checkLength(code, 'values', values.length, count);
		if (reasons) checkLength(code, 'reasons', reasons.length, count);
		if (lastKnown) checkLength(code, 'lastKnown', lastKnown.length, count);
	}
}

function checkLength(code: string, name: string, length: number, count: number): void {
	if (length === count) return;
	throw new DomainError(
		'invalidInput',
		`${name} of ${JSON.stringify(code)} have ${length} places for ${count} units; give one a unit`,
		{ indicator: code }
	);
}

/** 0, 1, 2 … */
export function rowNumbers(count: number): Int32Array {
	const rows = new Int32Array(count);
	for (let row = 0; row < count; row++) rows[row] = row;
	return rows;
}

function isAscending(units: readonly string[]): boolean {
	for (let i = 1; i < units.length; i++) if (compareCodePoints(units[i - 1]!, units[i]!) >= 0) return false;
	return true;
}
