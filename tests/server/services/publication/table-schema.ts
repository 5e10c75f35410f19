import { expect } from 'vitest';

interface Field {
	readonly name: string;
	readonly type: string;
	readonly trueValues?: readonly string[];
	readonly falseValues?: readonly string[];
	readonly constraints?: { readonly required: boolean };
}
/** `datapackage.json`, as far as it is looked at. */
export interface Descriptor {
	readonly resources: readonly {
		readonly name: string;
		readonly path: string;
		readonly bytes: number;
		readonly hash: string;
		readonly schema?: {
			readonly fields: readonly Field[];
			readonly primaryKey?: readonly string[];
			readonly foreignKeys?: readonly {
				readonly fields: readonly string[];
				readonly reference: { readonly resource: string; readonly fields: readonly string[] };
			}[];
		};
	}[];
}

/** Whether a cell is what Table Schema allows in its field. */
export function expectTyped(field: Field, cell: string): void {
	const where = `${field.name}: ${cell}`;
	if (cell === '') return expect(field.constraints?.required ?? false, where).toBe(false);
	if (field.type === 'number') expect(Number.isFinite(Number(cell)), where).toBe(true);
	if (field.type === 'integer') expect(cell, where).toMatch(/^-?\d+$/);
	if (field.type === 'boolean') {
		expect([...(field.trueValues ?? []), ...(field.falseValues ?? [])], where).toContain(cell);
	}
	if (field.type === 'array') expect(Array.isArray(JSON.parse(cell)), where).toBe(true);
}
