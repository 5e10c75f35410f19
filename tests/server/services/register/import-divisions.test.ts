import { beforeAll, describe, expect, it } from 'vitest';
import { stranger, systemScope } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { listUnitsInRound } from '../../../../src/lib/server/db/queries/round-write';
import { getRegisteredUnit } from '../../../../src/lib/server/db/queries/unit-register';
import { listRegister } from '../../../../src/lib/server/db/queries/unit-tree';
import {
	checkDivisions,
	importDivisions
} from '../../../../src/lib/server/services/register/import-divisions';
import type { SourceFile } from '../../../../src/lib/server/importers/row-source';
import { describeWithShared, sharedPath } from '../../../domain/scoring/reference/shared-folder';
import { addRegion } from '../../../factories/account';
import { addDepartment } from '../../../factories/register';
import { useTestDatabase } from '../../../setup/test-database';

const operator = systemScope('unit.manage');
const file = (name: string, text: string): SourceFile => ({
	name: `${name}.csv`,
	bytes: new TextEncoder().encode(text)
});
const provinceText = 'code,name\n33,"浙江省"\n11,"北京市"\n';
const provinces = file('provinces', provinceText);
const cities = file('cities', 'code,name,provinceCode\n3301,"杭州市",33\n1101,"市辖区",11\n');
const areas = file(
	'areas',
	'code,name,cityCode,provinceCode\n330102,"上城区",3301,33\n330171,"杭州经济技术开发区",3301,33\n110101,"东城区",1101,11\n'
);
const files = { provinces, cities, areas };

describe('a list of divisions', () => {
	const database = useTestDatabase();
	const run = (over: Partial<typeof files> = {}, goodRowsOnly = false) =>
		importDivisions(database.context({ actor: stranger }), operator, {
			files: { ...files, ...over },
			goodRowsOnly
		});
	const unitOf = (code: string) => getRegisteredUnit(database.opened.db, operator, { code });

	beforeAll(async () => {
		const nation = await addRegion(database.opened.db, '100000');
		await addRegion(database.opened.db, '330000', nation);
	});

	it('is refused with file, row and reason, and nothing of it is stored', async () => {
		const wrong = file(
			'areas',
			'code,name,cityCode,provinceCode\n330102,"上城区",3301,33\n3301,"",3301,33\n440101,"越秀区",3301,33\n330105,"",3301,33\n330106,"西湖区",3399,33\n330102,"上城区",3301,33\n'
		);
		const refusal = await run({ areas: wrong }).catch((error: Error) => error.message);
		expect(refusal).toContain('areas.csv, row 3 (3301): the code of a county has 6 digits.');
		expect(refusal).toContain('areas.csv, row 4 (440101): the code does not begin with that of 3301.');
		expect(refusal).toContain('areas.csv, row 5 (330105): it has no name.');
		expect(refusal).toContain('areas.csv, row 6 (330106): the code does not begin with that of 3399.');
		expect(refusal).toContain('areas.csv, row 7 (330102): the code 330102 is there twice.');
		await expect(unitOf('330100')).rejects.toMatchObject({ code: 'unknownUnit' });
		await expect(run({ cities: file('cities', 'code,title\n1,2\n') })).rejects.toThrow(
			'cities.csv, row 1, column "name", "provinceCode": it is not there.'
		);
	});

	it('is stored below the units that are there, once', async () => {
		expect(await run()).toMatchObject({ rows: 7, inserted: 6, changed: 1, same: 0, rejected: 0 });
		expect(await unitOf('330000')).toMatchObject({
			name: { en: 'Region 330000', 'zh-CN': '浙江省' },
			shortName: { 'zh-CN': '浙江' },
			revision: 2
		});
		expect(await unitOf('110000')).toMatchObject({
			name: { en: 'Beijing Municipality', 'zh-CN': '北京市' },
			abbreviation: 'BJ'
		});
		const city = await unitOf('330100');
		expect(city).toMatchObject({
			level: 'prefecture',
			name: { en: 'Hangzhou City', 'zh-CN': '杭州市' },
			shortName: { en: 'Hangzhou', 'zh-CN': '杭州' },
			flag: null,
			isRanked: true
		});
		expect((await unitOf('330102')).path.startsWith(`${city.path}.`)).toBe(true);
		expect(await unitOf('110100')).toMatchObject({ flag: 'placeholder', isRanked: false });
		expect(await unitOf('330171')).toMatchObject({ flag: 'developmentZone', isRanked: false });
		expect(await run()).toMatchObject({ inserted: 0, changed: 0, same: 7, rejected: 0 });
	});

	it('gives a unit whose English name nobody wrote another one with its Chinese name, and keeps the others', async () => {
		const { db } = database.opened;
		await db.execute(
			sql`update unit set name_en = name_zh, short_name_en = short_name_zh where code = '330102'`
		);
		await db.execute(sql`update unit set name_en = 'Dongcheng, Beijing' where code = '110101'`);
		const renamed = file(
			'areas',
			'code,name,cityCode,provinceCode\n330102,"上城区",3301,33\n330171,"杭州新区",3301,33\n110101,"东城新区",1101,11\n'
		);
		expect(await run({ areas: renamed })).toMatchObject({ inserted: 0, changed: 3 });
		expect((await unitOf('330102')).name.en).toBe('Shangcheng District');
		expect((await unitOf('330171')).name).toEqual({ en: 'Hangzhou New Area', 'zh-CN': '杭州新区' });
		expect((await unitOf('110101')).name).toEqual({ en: 'Dongcheng, Beijing', 'zh-CN': '东城新区' });
		expect(await run({ areas: renamed })).toMatchObject({ changed: 0, same: 7 });
		await run();
	});

	it('is looked at without anything being stored', async () => {
		const more = file('provinces', `${provinceText}44,"广东省"\n45,""\n`);
		const check = await checkDivisions(database.context(), operator, { files: { provinces: more } });
		expect(check).toMatchObject({ rows: 4, inserted: 1, same: 2, rejected: 1 });
		expect(check.refusals).toEqual([
			{ file: 'provinces.csv', row: 5, code: '45', problem: { code: 'noName', subject: '45' } }
		]);
		await expect(unitOf('440000')).rejects.toMatchObject({ code: 'unknownUnit' });
	});

	it('rejects what stands elsewhere, with what belongs to it, and stores the rest where that is asked for', async () => {
		const moved = {
			provinces: file('provinces', `${provinceText}32,"江苏省"\n`),
			cities: file('cities', 'code,name,provinceCode\n3301,"杭州市",33\n1101,"市辖区",11\n3205,"苏州市",32\n')
		};
		await addDepartment(database.opened.db, '320000', await unitOf('330000'));
		await expect(run(moved)).rejects.toThrow(
			'provinces.csv, row 4 (320000): the unit with this code is a department.'
		);
		expect(await run(moved, true)).toMatchObject({ inserted: 0, same: 7, rejected: 2 });
	});
});

describeWithShared('data/divisions-cn', 'the divisions of China', () => {
	const database = useTestDatabase();
	const read = (name: string): SourceFile => ({ name, path: sharedPath(`data/divisions-cn/${name}`) });
	const run = () =>
		importDivisions(database.context({ actor: stranger }), operator, {
			files: { provinces: read('provinces.csv'), cities: read('cities.csv'), areas: read('areas.csv') }
		});

	it('are 31 provinces, 342 prefectures and 2,978 counties, stored once', async () => {
		expect(await run()).toEqual({
			rows: 3351,
			inserted: 3351,
			changed: 0,
			same: 0,
			rejected: 0,
			flagged: { placeholder: 13, developmentZone: 124 },
			refusals: [],
			changes: []
		});
		expect(await run()).toMatchObject({ inserted: 0, changed: 0, same: 3351, rejected: 0 });
		const levels = await selectRows(
			database.opened.db,
			sql`select level, count(*)::int as n, count(flag)::int as flagged from unit group by level order by n`
		);
		expect(levels).toEqual([
			{ level: 'nation', n: 1, flagged: 0 },
			{ level: 'province', n: 31, flagged: 0 },
			{ level: 'prefecture', n: 342, flagged: 9 },
			{ level: 'county', n: 2978, flagged: 128 }
		]);
	}, 60_000);

	it('come into rounds without placeholders and development zones', async () => {
		const { db } = database.opened;
		const nation = await getRegisteredUnit(db, operator, { code: '100000' });
		const counties = await listUnitsInRound(
			db,
			systemScope('round.manage'),
			nation.id,
			{ kind: 'region', levels: ['county'] },
			undefined,
			'2026-Q3'
		);
		expect(counties).toHaveLength(2978 - 128);
	});

	it('are shown a level or a search at a time', async () => {
		const page = { state: 'open' as const, today: '2026-11-15', limit: 50, offset: 0 };
		const { db } = database.opened;
		const zones = await listRegister(db, operator, { ...page, flag: 'developmentZone' });
		expect([zones.rows.length, zones.total]).toEqual([50, 124]);
		const found = await listRegister(db, operator, { ...page, text: '东莞' });
		expect(found.rows.map(({ code, parentCode }) => [code, parentCode])).toEqual([
			['441900', '440000'],
			['441900-county', '441900']
		]);
	});
});
