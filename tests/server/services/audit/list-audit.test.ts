import { beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '../../../../src/lib/server/audit/append';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { listAudit, type AuditQuery } from '../../../../src/lib/server/services/audit/list-audit';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');

beforeAll(async () => {
	const { opened } = database;
	await seedSmallDemonstration(opened);
	const unitId = await idOf(opened, 'unit', '330000-health');
	const roundId = await roundIdOf(opened, 'PDR-D', '2026-Q4');
	const [cell] = await selectRows<{ id: number }>(
		opened.db,
		sql`select id from assessment where unit_id = ${unitId} and round_id = ${roundId} order by id limit 1`
	);
	await opened.db.transaction(async (tx) => {
		for (let n = 1; n <= 120; n++) {
			await appendAudit(tx, {
				actorId: undefined,
				at: testNow,
				action: 'observation.save',
				entity: 'observation',
				entityId: '330000-health/QLT-03/2026-10',
				unitId,
				before: { numerator: n - 1 },
				after: { numerator: n }
			});
		}
		await appendAudit(tx, {
			actorId: undefined,
			at: testNow,
			action: 'assessment.submit',
			entity: 'assessment',
			entityId: cell!.id,
			unitId,
			before: { score: null },
			after: { score: 70 }
		});
	});
}, 120_000);

const read = async (query: AuditQuery, account = 'auditor') =>
	listAudit(database.context({ actor: await demonstrationActor(database.opened, account) }), query);

describe('the audit', () => {
	it('names unit, indicator, framework and period of a line', async () => {
		const [score, value] = (await read({ unit: '330000-health' })).lines;
		expect(score).toMatchObject({
			action: 'assessment.submit',
			unit: { code: '330000-health' },
			subject: {
				frameworkCode: 'PDR-D',
				frameworkName: { en: 'Public data resources: departments' },
				period: '2026-Q4'
			}
		});
		expect(score!.subject.indicatorCode).toMatch(/^(MGT|SEC)/);
		expect(value).toMatchObject({
			action: 'observation.save',
			subject: { indicatorCode: 'QLT-03', period: '2026-10' },
			before: { numerator: 119 },
			after: { numerator: 120 }
		});
	});

	it('leads through a long list and back without leaving a line out', async () => {
		const first = await read({ topic: 'reporting' });
		expect(first.lines).toHaveLength(50);
		expect(first.newer).toBeUndefined();
		const second = await read({ topic: 'reporting', before: first.older });
		expect(second.lines[0]!.id).toBe(first.lines.at(-1)!.id - 1);
		const third = await read({ topic: 'reporting', before: second.older });
		expect(third.lines).toHaveLength(20);
		expect(third.older).toBeUndefined();
		const back = await read({ topic: 'reporting', after: third.newer });
		expect(back.lines.map(({ id }) => id)).toEqual(second.lines.map(({ id }) => id));
		expect((await read({ topic: 'reporting', after: back.newer })).newer).toBeUndefined();
	});

	it('narrows by topic and unit, and an unknown unit has no lines', async () => {
		expect((await read({ topic: 'scoring', unit: '330000-health' })).lines).toHaveLength(1);
		expect((await read({ unit: '999999' })).lines).toEqual([]);
		expect((await read({ topic: 'installation' })).lines.map(({ action }) => action)).toEqual([
			'demonstration.seed'
		]);
	});

	it('is for auditors alone', async () => {
		await expect(read({}, 'leader')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(read({}, 'admin')).rejects.toMatchObject({ code: 'forbidden' });
	});
});
