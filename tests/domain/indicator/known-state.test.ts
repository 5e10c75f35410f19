import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	contentOfRecord,
	knownOn,
	type CellChange,
	type CellContent,
	type CellHistory,
	type CurrentCell
} from '../../../src/lib/domain/indicator/known-state';

const origin = { source: 'form', importFile: null, importRow: null };
const content = (value: number | null, status: CellContent['status'] = 'submitted'): CellContent => ({
	value,
	numerator: null,
	denominator: null,
	distribution: null,
	missingReason: value === null ? 'notReported' : null,
	note: null,
	status
});
const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000);
const current = (from: CellContent, revision: number, at: Date): CurrentCell => ({
	...from,
	...origin,
	revision,
	byName: 'A',
	enteredAt: at,
	firstSubmittedAt: null,
	submittedAt: at
});

/** Writes one after the other, as entry does: the row and a change each. */
function write(contents: readonly CellContent[], days: readonly number[]): CellHistory {
	let row: CurrentCell | undefined;
	const changes: CellChange[] = [];
	contents.forEach((after, at) => {
		const before = row ? contentOfRecord(JSON.parse(JSON.stringify(row)))! : null;
		const revision = (row?.revision ?? 0) + 1;
		changes.push({ ...origin, revision, before, after, reason: null, byName: 'A', at: day(days[at]!) });
		row = current(after, revision, day(days[at]!));
	});
	return { current: row, changes };
}

const contents = fc.array(
	fc
		.tuple(
			fc.option(fc.integer({ min: -5, max: 5 })),
			fc.constantFrom('draft', 'submitted', 'approved', 'returned')
		)
		.map(([value, status]) => content(value, status as CellContent['status'])),
	{ minLength: 1, maxLength: 8 }
);
const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 8, maxLength: 8 });

describe('what was known of a cell', () => {
	it('replayed to the end is the present', () => {
		fc.assert(
			fc.property(contents, gaps, (written, steps) => {
				const days = steps.map((_, at) => steps.slice(0, at + 1).reduce((a, b) => a + b, 0));
				const history = write(written, days);
				expect(knownOn(history, day(10_000))).toEqual(knownOn(history));
				written.forEach((state, at) => {
					expect(knownOn(history, day(days[at]!))).toMatchObject({
						kind: 'known',
						state: { content: state, revision: at + 1, since: day(days[at]!) }
					});
					const justBefore = new Date(day(days[at]!).getTime() - 1);
					expect(knownOn(history, justBefore)).toMatchObject(
						at === 0 ? { kind: 'nothing' } : { state: { content: written[at - 1] } }
					);
				});
			})
		);
	});

	it('is nothing where nothing was ever stored, and the row itself where it was never changed', () => {
		expect(knownOn({ current: undefined, changes: [] })).toEqual({ kind: 'nothing' });
		const once = { current: current(content(7), 1, day(5)), changes: [] };
		expect(knownOn(once, day(4))).toEqual({ kind: 'nothing' });
		expect(knownOn(once, day(5))).toMatchObject({ state: { content: { value: 7 }, since: day(5) } });
	});

	it('is what stood before the first recorded change as far as it was given away by then, and else not on record', () => {
		const change: CellChange = {
			...origin,
			revision: 2,
			before: content(1),
			after: content(2),
			reason: 'a typo',
			byName: null,
			at: day(20)
		};
		const history = {
			current: { ...current(content(2), 2, day(20)), firstSubmittedAt: day(10) },
			changes: [change]
		};
		expect(knownOn(history, day(9))).toEqual({ kind: 'unrecorded' });
		expect(knownOn(history, day(10))).toMatchObject({
			state: { content: { value: 1 }, revision: 1, since: null }
		});
		expect(knownOn(history, day(20))).toMatchObject({ state: { content: { value: 2 }, revision: 2 } });
	});

	it('follows a row that was written again without a change on record, from its own time on', () => {
		const history = { ...write([content(1)], [3]), current: current(content(5), 2, day(30)) };
		expect(knownOn(history, day(29))).toMatchObject({ state: { content: { value: 1 } } });
		expect(knownOn(history, day(30))).toMatchObject({ state: { content: { value: 5 } } });
	});

	it('is nothing from the moment on that a value was taken away', () => {
		const taken = {
			...write([content(1)], [3]).changes[0]!,
			revision: 2,
			before: content(1),
			after: null,
			at: day(9)
		};
		const history = { current: undefined, changes: [...write([content(1)], [3]).changes, taken] };
		expect(knownOn(history, day(8))).toMatchObject({ state: { content: { value: 1 } } });
		expect(knownOn(history, day(9))).toEqual({ kind: 'nothing' });
	});

	it('is read from either spelling of a kept row', () => {
		expect(
			contentOfRecord({ value: null, missing_reason: 'notApplicable', status: 'approved' })
		).toMatchObject({
			missingReason: 'notApplicable',
			note: null
		});
		expect(contentOfRecord({ value: 3 })).toBeNull();
		expect(contentOfRecord(null)).toBeNull();
	});
});
