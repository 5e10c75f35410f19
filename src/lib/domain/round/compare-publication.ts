import { canonicalJson } from './publication';
import type { PublicationRecord } from './publication-record';

/** Where something of a publication is stored. */
export type PublicationTable =
	'round' | 'framework_version' | 'framework_node' | 'round_unit' | 'round_input' | 'adjustment' | 'result';

/** One thing that does not stand in the database as it was published. */
export interface AlteredRow {
	readonly table: PublicationTable;
	readonly unit: string | undefined;
	readonly node: string | undefined;
	/** undefined where the whole row is missing or was added */
	readonly field: string | undefined;
	/** as JSON; undefined: there is no such row or field */
	readonly stored: string | undefined;
	readonly published: string | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** What the stored rows say otherwise than what was published, row by row and field by field. */
export function* alteredRows(
	stored: PublicationRecord,
	published: PublicationRecord
): Generator<AlteredRow, void> {
	yield* fields('round', {}, headOf(stored), headOf(published));
	yield* fields('framework_version', {}, settingsOf(stored), settingsOf(published));
	yield* rows('framework_node', nodesOf(stored), nodesOf(published), ({ code }) => ({ node: code }));
	yield* rows('round_unit', stored.units, published.units, ({ code }) => ({ unit: code }));
	yield* rows('round_input', stored.inputs, published.inputs, ofCell);
	yield* rows('adjustment', numbered(stored.adjustments), numbered(published.adjustments), (row) => ({
		unit: row.unit,
		node: row.ruleCode,
		nth: row.nth
	}));
	yield* rows('result', stored.results, published.results, ofCell);
}

interface Place {
	readonly unit?: string;
	readonly node?: string;
	/** of several adjustments of a unit by one rule */
	readonly nth?: number;
}

function ofCell({ unit, nodeCode }: { unit: string; nodeCode: string }): Place {
	return { unit, node: nodeCode };
}

function headOf({ engineVersion, period, root }: PublicationRecord): Row {
	return { engineVersion, period, root };
}

function settingsOf({ framework }: PublicationRecord): Row {
	const { nodes: _nodes, ...settings } = framework;
	return settings;
}

/** The order of nodes decides nothing but the order in which they are shown, and is published all the same. */
function nodesOf({ framework }: PublicationRecord): (Row & { code: string })[] {
	return framework.nodes.map((node, position) => ({ ...node, position }));
}

/** Which of a unit's adjustments by one rule is which, only their order says. */
function numbered<T extends { unit: string; ruleCode: string }>(list: readonly T[]): (T & { nth: number })[] {
	const seen = new Map<string, number>();
	return list.map((row) => {
		const key = JSON.stringify([row.unit, row.ruleCode]);
		const nth = (seen.get(key) ?? 0) + 1;
		seen.set(key, nth);
		return { ...row, nth };
	});
}

function* rows<T extends Row>(
	table: PublicationTable,
	stored: readonly T[],
	published: readonly T[],
	placeOf: (row: T) => Place
): Generator<AlteredRow, void> {
	const keyOf = (row: T): string => JSON.stringify(placeOf(row));
	const known = new Map(stored.map((row) => [keyOf(row), row]));
	for (const row of published) {
		const key = keyOf(row);
		const now = known.get(key);
		known.delete(key);
		if (now) yield* fields(table, placeOf(row), now, row);
		else yield { ...place(table, placeOf(row)), field: undefined, stored: undefined, published: json(row) };
	}
	for (const row of known.values()) {
		yield { ...place(table, placeOf(row)), field: undefined, stored: json(row), published: undefined };
	}
}

function* fields(
	table: PublicationTable,
	where: Place,
	stored: Row,
	published: Row
): Generator<AlteredRow, void> {
	for (const field of new Set([...Object.keys(published), ...Object.keys(stored)])) {
		const [now, then] = [json(stored[field]), json(published[field])];
		if (now !== then) yield { ...place(table, where), field, stored: now, published: then };
	}
}

function place(table: PublicationTable, { unit, node }: Place): Pick<AlteredRow, 'table' | 'unit' | 'node'> {
	return { table, unit, node };
}

function json(value: unknown): string | undefined {
	return value === undefined ? undefined : canonicalJson(value);
}
