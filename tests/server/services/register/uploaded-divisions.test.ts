import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { mostDivisionBytes, type DivisionList } from '../../../../src/lib/domain/unit/division';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import {
	checkUploadedDivisions,
	listImportRoots,
	storeUploadedDivisions,
	uploadDivisions,
	type UploadedDivisions
} from '../../../../src/lib/server/services/register/uploaded-divisions';
import { addAccount, addRegion, type PlacedUnit } from '../../../factories/account';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'yardstick-divisions-'));
const kept = process.env['FILES_DIR'];
let nation: PlacedUnit;
let province: PlacedUnit;
let administrator: Actor;

const actor = (unit: PlacedUnit, userId: number): Actor => ({
	userId,
	name: 'somebody',
	grants: [{ role: 'administrator', unitId: unit.id, unitPath: unit.path }]
});
const ctx = (who = administrator) => database.context({ actor: who });

async function* bytes(text: string) {
	yield new TextEncoder().encode(text);
}

const lists = {
	provinces: 'code,name\n33,浙江省\n',
	cities: 'code,name,provinceCode\n3301,杭州市,33\n',
	areas: 'code,name,cityCode\n330102,上城区,3301\n330171,杭州经济技术开发区,3301\n3301,,3301\n'
};

async function upload(over: Partial<Record<DivisionList, string>> = {}): Promise<UploadedDivisions> {
	const files = Object.entries({ ...lists, ...over }).map(
		([list, text]) => [list as DivisionList, bytes(text)] as const
	);
	return Object.fromEntries(await uploadDivisions(ctx(), new Map(files))) as UploadedDivisions;
}

const countUnits = async () =>
	(await selectRows<{ n: number }>(database.opened.db, sql`select count(*)::int as n from unit`))[0]!.n;

beforeAll(async () => {
	process.env['FILES_DIR'] = folder;
	const { db } = database.opened;
	nation = await addRegion(db, '100000');
	province = await addRegion(db, '330000', nation);
	administrator = actor(nation, await addAccount(db, { email: 'admin@example.org' }));
});
afterAll(() => {
	if (kept === undefined) delete process.env['FILES_DIR'];
	else process.env['FILES_DIR'] = kept;
	rmSync(folder, { recursive: true, force: true });
});

describe('a list of divisions that an administrator hands in', () => {
	it('is looked at first: what would be made, changed, flagged and rejected, with row and reason', async () => {
		const before = await countUnits();
		const check = await checkUploadedDivisions(ctx(), { files: await upload() });
		expect(check).toMatchObject({
			kind: 'report',
			report: {
				...{ rows: 5, inserted: 3, changed: 1, same: 0, rejected: 1 },
				flagged: { placeholder: 0, developmentZone: 1 },
				refusals: [
					{
						file: 'areas',
						row: 4,
						code: '3301',
						problem: { code: 'codeShape', subject: 'county', other: '6' }
					}
				],
				changes: [{ code: '330000', to: '浙江省' }]
			}
		});
		expect(await countUnits()).toBe(before);
	});

	it('is stored whole or not at all, and with its good rows where that is chosen; once', async () => {
		const before = await countUnits();
		const files = await upload();
		await expect(storeUploadedDivisions(ctx(), { files, goodRowsOnly: false })).rejects.toMatchObject({
			code: 'importRefused'
		});
		expect(await countUnits()).toBe(before);
		const stored = await storeUploadedDivisions(ctx(), { files, goodRowsOnly: true });
		expect(stored).toMatchObject({ kind: 'report', report: { inserted: 3, changed: 1, rejected: 1 } });
		expect(await countUnits()).toBe(before + 3);
		const audited = await selectRows<{ actor_id: number; unit_id: number }>(
			database.opened.db,
			sql`select actor_id, unit_id from audit_entry where action = 'unit.import'`
		);
		expect(audited).toEqual([{ actor_id: administrator.userId, unit_id: nation.id }]);
		const again = await storeUploadedDivisions(ctx(), { files, goodRowsOnly: true });
		expect(again).toMatchObject({ kind: 'report', report: { inserted: 0, changed: 0, same: 4 } });
	});

	it('says which file cannot be read as such a list, where, and why', async () => {
		const check = async (over: Partial<Record<DivisionList, string>>) =>
			checkUploadedDivisions(ctx(), { files: await upload(over) });
		expect(await check({ cities: 'code,title\n3301,x\n' })).toEqual({
			...{ kind: 'refused', list: 'cities', reason: 'noColumn', row: 1 }
		});
		expect(await check({ provinces: '%PDF-1.7 \n' })).toMatchObject({ kind: 'refused', list: 'provinces' });
		expect(await check({ provinces: '' })).toMatchObject({ kind: 'refused', reason: 'empty' });
		const files = { provinces: 'f'.repeat(64) };
		expect(await checkUploadedDivisions(ctx(), { files })).toEqual({ kind: 'gone' });
		expect(await storeUploadedDivisions(ctx(), { files, goodRowsOnly: true })).toEqual({ kind: 'gone' });
	});

	it('may be in the encoding in which a spreadsheet saves it', async () => {
		// 33,浙江省 in GB18030
		const name = Uint8Array.from([0xd5, 0xe3, 0xbd, 0xad, 0xca, 0xa1]);
		async function* gb() {
			yield Buffer.concat([Buffer.from('code,name\n33,'), name, Buffer.from('\n')]);
		}
		const keys = await uploadDivisions(ctx(), new Map([['provinces', gb()]]));
		const check = await checkUploadedDivisions(ctx(), { files: { provinces: keys.get('provinces')! } });
		expect(check).toMatchObject({ kind: 'report', report: { rows: 1, same: 1, rejected: 0 } });
	});

	it('is not taken in beyond its bytes', async () => {
		async function* endless() {
			for (;;) yield new Uint8Array(1_000_000);
		}
		await expect(uploadDivisions(ctx(), new Map([['areas', endless()]]))).rejects.toMatchObject({
			code: 'tooLarge',
			details: { maximumBytes: mostDivisionBytes }
		});
	});

	it('is put into a tree of the administrator’s own, and by nobody of a part of one', async () => {
		expect((await listImportRoots(ctx())).map(({ code }) => code)).toEqual(['100000']);
		const other = await addRegion(database.opened.db, 'OTHER');
		const files = await upload();
		await expect(checkUploadedDivisions(ctx(), { files, root: 'OTHER' })).rejects.toMatchObject({
			code: 'notFound'
		});
		const elsewhere = actor(other, administrator.userId!);
		expect(await checkUploadedDivisions(ctx(elsewhere), { files })).toMatchObject({
			kind: 'report',
			// What stands in the other tree stays there.
			report: { inserted: 0, changed: 0 }
		});
		const ofPart = actor(province, administrator.userId!);
		for (const attempt of [
			() => listImportRoots(ctx(ofPart)),
			() => uploadDivisions(ctx(ofPart), new Map()),
			() => checkUploadedDivisions(ctx(ofPart), { files }),
			() => storeUploadedDivisions(ctx(ofPart), { files, goodRowsOnly: true })
		]) {
			await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
		}
	});
});
