import type { Actor } from '../../src/lib/domain/access/can';
import type { FrameworkDefinitionInput } from '../../src/lib/domain/framework/definition';
import type { Audience } from '../../src/lib/domain/round/round';
import { sql } from '../../src/lib/server/db/client';
import { publishRound } from '../../src/lib/server/services/round/publish-round';
import { signRound } from '../../src/lib/server/services/round/sign-round';
import { loadActor } from '../../src/lib/server/services/user/load-actor';
import type { TestDatabase } from '../setup/test-database';
import { addAccount, addRegion, type PlacedUnit } from './account';
import { addFramework, addRound, type InputSeed } from './evaluation';

const definition: FrameworkDefinitionInput = {
	code: 'F.1',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'arithmetic', name: { en: 'Total', 'zh-CN': '总分' } },
		{ code: 'D', parent: 'T', aggregate: 'arithmetic', name: { en: 'Openness', 'zh-CN': '开放' } },
		{ code: '=a', parent: 'D' },
		{ code: 'b', parent: 'D' }
	],
	rules: [{ do: 'bonus', code: 'B', max: 5 }],
	grades: [
		{ code: 'good', from: 60 },
		{ code: 'bad', from: 0 }
	]
};

const inputsOf = (at: number): Record<string, InputSeed> => ({
	'=a': 10.1 * (at + 1),
	b: at === 1 ? 'notReported' : 70 + at
});

/** What was published, and who could have done it. */
export interface Published {
	readonly people: Readonly<Record<'manager' | 'leader' | 'officer' | 'outsider', Actor>>;
	readonly ids: Readonly<Record<'first' | 'correction' | 'withdrawn' | 'internal', number>>;
}

/**
 * Publications of a framework `F.1` over three units, made by the product itself so that their bytes are kept: that of 2024, its
 * correction, that of 2023, which was withdrawn, and one that was circulated in the province P1 alone.
 */
export async function publishSome(database: TestDatabase): Promise<Published> {
	const { db } = database.opened;
	const nation = await addRegion(db, 'N');
	const province = await addRegion(db, 'P1', nation);
	const units: PlacedUnit[] = [];
	for (const code of ['p', 'q', 'r']) units.push(await addRegion(db, code, province));
	const member = async (
		email: string,
		role: 'evaluationManager' | 'leadership' | 'dataOfficer',
		at: PlacedUnit
	): Promise<Actor> => {
		const id = await addAccount(db, { email, name: `name of ${email}`, grants: [[role, at]] });
		return (await loadActor(db, id))!.actor;
	};
	const people = {
		manager: await member('m@x.example', 'evaluationManager', nation),
		leader: await member('l@x.example', 'leadership', nation),
		officer: await member('o@x.example', 'dataOfficer', units[0]!),
		outsider: await member('s@x.example', 'dataOfficer', await addRegion(db, 'other', nation))
	};
	const versionId = await addFramework(db, { definition });
	// What units report is what the last scoring takes in.
	for (const period of ['2023', '2024']) {
		for (const [at, { id }] of units.entries()) {
			for (const [indicator, value] of Object.entries(inputsOf(at))) {
				if (typeof value !== 'number') continue;
				await db.execute(sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source, entered_at)
					select ${id}, id, ${period}, ${`${period}-01-01`}, ${value}, 'approved', '+form', now() from indicator where code = ${indicator}`);
			}
		}
	}
	let days = 0;
	const publish = async (
		period: string,
		root: PlacedUnit,
		over: { correctsRoundId?: number; audience?: Audience } = {}
	): Promise<number> => {
		const roundId = await addRound(db, {
			versionId,
			definition,
			root,
			period,
			stage: 'final',
			units: units.map((unit, at) => ({ unit, inputs: inputsOf(at) })),
			adjustments: [{ unit: 'p', rule: 'B', amount: 2, ground: '-5 points, "a, b"\nand more' }],
			...over
		});
		await signRound(database.context({ actor: people.manager }), { roundId, capacity: 'manager' });
		await signRound(database.context({ actor: people.leader }), { roundId, capacity: 'leader' });
		const now = new Date(Date.UTC(2026, 1, ++days));
		await publishRound(database.context({ actor: people.manager, now }), roundId);
		return roundId;
	};
	const first = await publish('2024', nation);
	const correction = await publish('2024', nation, { correctsRoundId: first });
	const withdrawn = await publish('2023', nation);
	await db.execute(
		sql`update round set stage = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'a wrong table' where id = ${withdrawn}`
	);
	const internal = await publish('2024', province, { audience: 'internal' });
	return { people, ids: { first, correction, withdrawn, internal } };
}
