import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

/** Reference data too large to commit: beside the repository, or where YARDSTICK_SHARED says. */
const root = resolve(
	process.env['YARDSTICK_SHARED'] ?? fileURLToPath(new URL('../../../../../shared', import.meta.url))
);

/**
 * A suite over a shared folder, skipped and saying so where there is no shared material. A folder that is missing although the rest is
 * there is a mistake in the path, and on CI it fails: tests that quietly skip themselves prove nothing.
 */
export function describeWithShared(folder: string, title: string, suite: () => void): void {
	const isThere = existsSync(resolve(root, folder));
	const isExpected = Boolean(process.env['CI']) && existsSync(root);
	if (isThere) describe(title, suite);
	else if (isExpected) {
		describe(title, () => {
			it('finds its shared folder', () => expect.fail(`${resolve(root, folder)} is not in ${root}`));
		});
	} else
		describe.skip(`${title} (skipped: ${resolve(root, folder)} is not there; set YARDSTICK_SHARED)`, () => {});
}

export function sharedPath(path: string): string {
	return resolve(root, path);
}

export type Row = Record<string, string>;

export function readShared(path: string, delimiter = ','): Row[] {
	return parse(readFileSync(sharedPath(path)), { columns: true, bom: true, delimiter }) as Row[];
}

/** A number as R writes it: empty is missing, so are NaN and NA. */
export function toNumber(text: string | undefined): number {
	if (text === undefined || text === '' || text === 'NA') return NaN;
	if (text === 'Inf') return Infinity;
	if (text === '-Inf') return -Infinity;
	return Number(text);
}

/** Columns of a table by name, rows in the order of `units`. */
export function columnsOf(rows: readonly Row[], units: readonly string[]): Map<string, Float64Array> {
	const byUnit = new Map(rows.map((row) => [row['uCode'], row]));
	const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'uCode');
	return new Map(
		names.map((name) => [name, Float64Array.from(units, (unit) => toNumber(byUnit.get(unit)?.[name]))])
	);
}
