import { beforeEach, describe, expect, it } from 'vitest';
import { EntryDesk, isInConflict } from '../../../src/lib/view/entry-grid/desk';
import type { SentCell } from '../../../src/lib/view/entry-grid/grid-cell';
import type { GridRow } from '../../../src/lib/view/entry-grid/grid-row';
import type { GridEdit } from '../../../src/lib/view/entry-grid/paste';
import { emptyFields, gridRow, TestServer } from './grid-rows';

let server: TestServer;
let kept: readonly SentCell[];
let timers: { work: () => void }[];
let rows: readonly GridRow[];

beforeEach(() => {
	server = new TestServer();
	kept = [];
	timers = [];
	rows = [gridRow('A', 'ratio'), gridRow('B', 'ratio')];
});

const open = (): EntryDesk =>
	new EntryDesk({
		rows: rows.map((row) => {
			const stored = server.stored.get(row.code);
			return stored ? { ...row, stored, fields: stored.fields } : row;
		}),
		send: server.send,
		store: { read: () => kept, write: (cells) => (kept = cells) },
		schedule: (work) => {
			const timer = { work };
			timers.push(timer);
			return timer;
		},
		cancel: (timer) => (timers = timers.filter((other) => other !== timer)),
		onrows: () => undefined,
		onstatus: () => undefined
	});
const settle = async (): Promise<void> => {
	for (const { work } of timers.splice(0)) work();
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const edit = (code: string, field: GridEdit['field'], to: string, from = ''): GridEdit => ({
	...{ code, field, from, to }
});
const ratio = (code: string, numerator: string, denominator: string): GridEdit[] => [
	edit(code, 'numerator', numerator),
	edit(code, 'denominator', denominator)
];
const row = (desk: EntryDesk, code: string) => desk.current.find((found) => found.code === code)!;

describe('what is typed', () => {
	it('is sent in one batch once nothing more is typed, and is stored then', async () => {
		const desk = open();
		desk.edit(ratio('A', '1', '4'));
		desk.edit(ratio('B', '2', '4'));
		expect(desk.status.unsavedCount).toBe(2);
		expect(row(desk, 'A').value).toBe(25);
		await settle();
		expect(server.sent.map((cells) => cells.map(({ code }) => code))).toEqual([['A', 'B']]);
		expect(desk.status).toMatchObject({ unsavedCount: 0, savedAt: '2026-11-15T06:03:00.000Z' });
		expect(row(desk, 'A').stored).toMatchObject({ revision: 1, state: 'draft' });
		expect(kept).toEqual([]);
	});

	it('is not sent while something is wrong in it, and is kept on the device', async () => {
		const desk = open();
		desk.edit(ratio('A', 'many', '4'));
		await settle();
		expect(server.sent).toEqual([]);
		expect(desk.status).toMatchObject({ unsavedCount: 1, heldCount: 1 });
		expect(kept).toMatchObject([{ code: 'A', typed: { numerator: 'many' } }]);
		desk.edit([edit('A', 'numerator', '1', 'many')]);
		await settle();
		expect(server.stored.get('A')?.fields).toMatchObject({ numerator: '1', denominator: '4' });
	});

	it('again while it is under way goes with the next batch, upon what is stored then', async () => {
		const desk = open();
		desk.edit(ratio('A', '1', '4'));
		for (const { work } of timers.splice(0)) work();
		desk.edit([edit('A', 'numerator', '3', '1')]);
		await settle();
		await settle();
		expect(server.sent.map(([cell]) => [cell!.typed.numerator, cell!.revision])).toEqual([
			['1', 0],
			['3', 1]
		]);
		expect(isInConflict(row(desk, 'A'))).toBe(false);
		expect(desk.status.unsavedCount).toBe(0);
	});

	it('is undone and done again, a paste as one step, and saved as it stands then', async () => {
		const desk = open();
		desk.edit([...ratio('A', '1', '4'), ...ratio('B', '2', '4')]);
		await settle();
		desk.undo();
		await settle();
		expect(server.stored.get('B')?.fields).toEqual(emptyFields);
		desk.redo();
		await settle();
		expect(server.stored.get('B')?.fields).toMatchObject({ numerator: '2' });
		expect(desk.redo()).toBeUndefined();
	});
});

describe('without a connection', () => {
	it('everything is kept, and sent when it is back', async () => {
		server.isReachable = false;
		const desk = open();
		desk.edit(ratio('A', '1', '4'));
		await settle();
		expect(desk.status).toMatchObject({ isUnreachable: true, unsavedCount: 1 });
		expect(kept).toHaveLength(1);
		server.isReachable = true;
		desk.retry();
		await settle();
		expect(desk.status).toMatchObject({ isUnreachable: false, unsavedCount: 0 });
		expect(server.stored.get('A')?.fields.numerator).toBe('1');
	});

	it('what an earlier visit could not send is there again, and is sent', async () => {
		server.isReachable = false;
		open().edit(ratio('A', '1', '4'));
		await settle();
		server.isReachable = true;
		timers = [];
		const desk = open();
		expect(row(desk, 'A').fields).toMatchObject({ numerator: '1', denominator: '4' });
		await settle();
		expect(server.stored.get('A')?.revision).toBe(1);
	});

	it('somebody else’s change meanwhile is not overwritten by what comes late', async () => {
		server.isReachable = false;
		open().edit(ratio('A', '1', '4'));
		await settle();
		server.write({ code: 'A', typed: { ...emptyFields, numerator: '9', denominator: '10' } });
		server.isReachable = true;
		const desk = open();
		await settle();
		expect(isInConflict(row(desk, 'A'))).toBe(true);
		expect(server.stored.get('A')?.fields.numerator).toBe('9');
	});
});

describe('a conflict', () => {
	const inConflict = async (): Promise<EntryDesk> => {
		const desk = open();
		server.write({ code: 'A', typed: { ...emptyFields, numerator: '9', denominator: '10' } });
		desk.edit([...ratio('A', '1', '4'), ...ratio('B', '2', '4')]);
		await settle();
		return desk;
	};

	it('keeps what was typed beside what is stored; other cells are stored', async () => {
		const desk = await inConflict();
		expect(row(desk, 'A')).toMatchObject({
			fields: { numerator: '1' },
			stored: { fields: { numerator: '9' }, revision: 1 }
		});
		expect(server.stored.get('B')?.revision).toBe(1);
	});

	it('ends with mine, written upon theirs', async () => {
		const desk = await inConflict();
		desk.resolve('A', 'mine');
		await settle();
		expect(server.stored.get('A')).toMatchObject({ revision: 2, fields: { numerator: '1' } });
		expect(isInConflict(row(desk, 'A'))).toBe(false);
	});

	it('ends with theirs, and nothing is written', async () => {
		const desk = await inConflict();
		desk.resolve('A', 'theirs');
		await settle();
		expect(row(desk, 'A').fields.numerator).toBe('9');
		expect(server.stored.get('A')?.revision).toBe(1);
		expect(desk.status.unsavedCount).toBe(0);
	});
});

describe('submitting', () => {
	it('saves what waits and gives away what is complete, and neither empty nor wrong cells', async () => {
		rows = [...rows, gridRow('C', 'ratio')];
		const desk = open();
		desk.edit([...ratio('A', '1', '4'), ...ratio('B', '5', 'x')]);
		expect(await desk.submit()).toMatchObject({ answer: { savedCount: 1 } });
		expect(server.sent.at(-1)!.map(({ code }) => code)).toEqual(['A']);
		expect(row(desk, 'A').stored).toMatchObject({ state: 'submitted', isLocked: true });
		expect(row(desk, 'B').fields.denominator).toBe('x');
	});
});
