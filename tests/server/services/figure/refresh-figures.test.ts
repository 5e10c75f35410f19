import { beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { unit } from '../../../../src/lib/server/db/schema';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { testNow } from '../../../factories/demonstration';
import { addIndicator } from '../../../factories/evaluation';
import { addDepartment, figureOf, report } from '../../../factories/register';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
let nation: PlacedUnit, province: PlacedUnit, city: PlacedUnit, county: PlacedUnit, zone: PlacedUnit;
let count: number;

beforeAll(async () => {
	const { db } = database.opened;
	nation = await addRegion(db, 'N');
	province = await addRegion(db, 'P', nation);
	city = await addRegion(db, 'C', province);
	county = await addRegion(db, 'K', city);
	zone = await addRegion(db, 'Z', city);
	await db.update(unit).set({ flag: 'developmentZone', isRanked: false }).where(eq(unit.id, zone.id));
	count = await addIndicator(db, 'CNT', { measure: 'count', timeRule: 'sum', rollUp: 'sum' });
});

const reports = (place: PlacedUnit, period: string, value: number) =>
	report(database.opened, testNow, [{ unitId: place.id, indicatorId: count, period, value }]);
const figure = (place: PlacedUnit, period: string) => figureOf(database.opened.db, place.id, count, period);

describe('a region’s figure', () => {
	it('is that of the regions below it, and waits for no development zone', async () => {
		await reports(county, '2026-08', 5);
		expect(await figure(city, '2026-08')).toBe(5);
		expect(await figure(nation, '2026-08')).toBe(5);
		await reports(zone, '2026-08', 2);
		expect(await figure(city, '2026-08')).toBe(7);
	});

	it('is that of its departments alone as soon as it has any: they answer for all of it', async () => {
		const health = await addDepartment(database.opened.db, 'P-health', province);
		await reports(county, '2026-09', 5);
		expect(await figure(city, '2026-09')).toBe(5);
		expect(await figure(province, '2026-09')).toBeUndefined();
		await reports(health, '2026-09', 40);
		expect(await figure(province, '2026-09')).toBe(40);
		expect(await figure(nation, '2026-09')).toBe(40);
	});
});
