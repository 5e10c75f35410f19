import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { round, roundStageWindow } from '../../../../src/lib/server/db/schema';
import { makeTemplate } from '../../../../src/lib/server/services/import/make-template';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addAccount, addRegion } from '../../../factories/account';
import { addFramework, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
let officer: Actor;

beforeAll(async () => {
	const { db } = database.opened;
	const root = await addRegion(db, '100000');
	const own = await addRegion(db, '330000', root);
	const units = [own, await addRegion(db, '330100', own), await addRegion(db, '110000', root)];
	const definition = {
		code: 'F',
		version: 1,
		nodes: [
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'N', parent: 'T', weight: 1 }
		]
	} as never;
	const versionId = await addFramework(db, {
		definition,
		indicators: { N: { measure: 'count', timeRule: 'sum' } }
	});
	const roundId = await addRound(db, {
		...{ versionId, definition, root, period: '2026-Q3', stage: 'scoring' },
		units: units.map((unit) => ({ unit, inputs: {} }))
	});
	await db.update(round).set({ stage: 'collecting' });
	await db.insert(roundStageWindow).values({
		...{ roundId, stage: 'collecting' },
		opensAt: new Date('2026-10-01T00:00:00Z'),
		closesAt: new Date('2026-12-01T00:00:00Z')
	});
	const id = await addAccount(db, { email: 'officer@example.org', grants: [['dataOfficer', own]] });
	officer = (await loadActor(db, id))!.actor;
});

/** The units and periods that a template asks for. */
async function asked(unit?: string): Promise<string[]> {
	const ctx = database.context({ actor: officer, now: new Date('2026-11-02T04:00:00Z') });
	const file = await makeTemplate(ctx, { format: 'csv', unit });
	const [head = '', ...lines] = (await new Response(file.body).text()).trim().split('\r\n');
	const names = head.replace('\uFEFF', '').split(',');
	const [code, period] = [names.indexOf('Unit code'), names.indexOf('Period')];
	return lines.map((line) => `${line.split(',')[code]} ${line.split(',')[period]}`);
}

const months = (unit: string) => ['2026-07', '2026-08', '2026-09'].map((month) => `${unit} ${month}`);

describe('a template', () => {
	it('asks for what the units of the officer owe, and nobody else’s', async () => {
		expect(await asked()).toEqual([...months('330000'), ...months('330100')]);
	});

	it('of one unit asks for what it and those below it owe', async () => {
		expect(await asked('330000')).toEqual([...months('330000'), ...months('330100')]);
		expect(await asked('330100')).toEqual(months('330100'));
	});

	it.each([
		['110000', 'forbidden'],
		['100000', 'forbidden'],
		['nowhere', 'unknownUnit']
	])('of %s, which the officer does not bring values in for, is refused: %s', async (unit, code) => {
		await expect(asked(unit)).rejects.toMatchObject({ code });
	});
});
