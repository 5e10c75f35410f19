import { beforeAll, describe, expect, it } from 'vitest';
import { getMyPage } from '../../../../src/lib/server/services/my/get-my-page';
import { demonstrationActor, seedSmallDemonstration } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
}, 120_000);

const page = async (account: string, unit?: string) =>
	getMyPage(
		database.context({ actor: await demonstrationActor(database.opened, account) }),
		unit ? { unit } : {}
	);

describe('the page of one’s own unit', () => {
	it('tells a department head what is due, where the unit stands, and what would lift it', async () => {
		const mine = await page('head');
		expect(mine.unit.code).toBe('330000-health');
		expect(mine.sheets.map(({ period }) => period.code)).toEqual(['2026-10']);
		expect(mine.published?.period).toBe('2026-Q3');
		expect(mine.before?.period).toBe('2026-Q2');
		expect(mine.provisional).toMatchObject({ period: '2026-Q4', stage: 'collecting' });
		const points = mine.gains!.rows.map((row) => row.points);
		expect(points).toHaveLength(5);
		expect(points).toEqual([...points].sort((a, b) => b - a));
		expect(mine.gains!.round.period).toBe('2026-Q4');
		expect(mine.gains!.rows.find(({ nodeCode }) => nodeCode === 'OPN-02')?.missingReason).toBe('notReported');
		expect(mine.gains!.rows.find(({ nodeCode }) => nodeCode === 'QLT-01')?.missingReason).toBeNull();
		expect(mine.trends.trends.filter(({ isHeadline }) => isHeadline)).toHaveLength(4);
	});

	it('does not show a data officer what is not published', async () => {
		const officers = await page('officer');
		expect(officers.provisional).toBeUndefined();
		expect(officers.gains?.round.period).toBe('2026-Q3');
	});

	it('lets the head of a region choose among its departments', async () => {
		expect((await page('regionhead')).unit.code).toBe('330000');
		expect((await page('regionhead', '330000-ecology')).unit.code).toBe('330000-ecology');
	});

	it('is refused for other units, and for people without one', async () => {
		await expect(page('head', '110000-transport')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(page('leader')).rejects.toMatchObject({ code: 'forbidden' });
	});
});
