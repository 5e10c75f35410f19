import { sql } from 'drizzle-orm';
import { selectRows } from '../../src/lib/server/db/client';
import type { Proof } from '../../src/lib/server/services/evidence/keep-proof';
import { getSelfAssessment } from '../../src/lib/server/services/self-assessment/get-self-assessment';
import { saveSelfAssessment } from '../../src/lib/server/services/self-assessment/save-self-assessment';
import { submitSelfAssessment } from '../../src/lib/server/services/self-assessment/submit-self-assessment';
import type { TestDatabase } from '../setup/test-database';
import { demonstrationActor, roundIdOf, seedSmallDemonstration, testNow } from './demonstration';

export const health = '330000-health';
export const transport = '110000-transport';

export interface TypedSelf {
	readonly points?: string;
	readonly comment?: string;
	/** where it is not the one that is stored */
	readonly revision?: number;
}
export interface MoreOfForm {
	/** at the first indicator */
	readonly proofs?: readonly Proof[];
	readonly removed?: readonly number[];
}

/** What the demonstration holds for self-assessments of departments; ids. */
interface SelfGround {
	/** under way, and the one before it */
	readonly round: number;
	readonly published: number;
	/** scored indicators of departments in their order */
	readonly indicators: readonly number[];
}

/** The people who assess themselves in the demonstration's round of departments that is under way, and those who look on. */
export function selfDesk(database: TestDatabase) {
	let ground: SelfGround = { round: 0, published: 0, indicators: [] };
	const as = async (account: string, now = testNow) =>
		database.context({ actor: await demonstrationActor(database.opened, account), now });
	const rows = <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
		selectRows<T>(database.opened.db, statement);
	const look = async (account: string, unit = health, round = ground.round) =>
		getSelfAssessment(await as(account), { round, unit });

	/** Makes the demonstration. 110000-transport has not begun, whatever was made up. */
	async function open(): Promise<SelfGround> {
		await seedSmallDemonstration(database.opened);
		const round = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const published = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
		const { cells } = await look('head', health, round);
		ground = { round, published, indicators: cells.map(({ indicatorId }) => indicatorId) };
		await database.opened.db.execute(sql`delete from self_assessment where round_id = ${round}
			and unit_id = (select id from unit where code = ${transport})`);
		return ground;
	}

	/** What somebody sends: the indicators in their order, with revisions as they are stored now. */
	async function formOf(unit: string, typed: readonly TypedSelf[], more: MoreOfForm = {}) {
		const { round, indicators } = ground;
		const stored = await rows<{ id: number; revision: number }>(
			sql`select s.indicator_id as id, s.revision from self_assessment s join unit u on u.id = s.unit_id
				where s.round_id = ${round} and u.code = ${unit}`
		);
		return {
			round,
			unit,
			typed: typed.map(({ points = '', comment = '', revision }, n) => ({
				indicatorId: indicators[n]!,
				revision: revision ?? stored.find(({ id }) => id === indicators[n])?.revision ?? 0,
				typed: { level: '', points, comment }
			})),
			proofs: (more.proofs ?? []).map((proof) => ({ indicatorId: indicators[0]!, proof })),
			removed: more.removed ?? []
		};
	}

	const save = async (
		account: string,
		typed: readonly TypedSelf[],
		more?: MoreOfForm,
		unit = health,
		now = testNow
	) => saveSelfAssessment(await as(account, now), await formOf(unit, typed, more));
	const submit = async (account: string, typed: readonly TypedSelf[], unit = health, now = testNow) =>
		submitSelfAssessment(await as(account, now), await formOf(unit, typed));

	return { open, as, rows, look, formOf, save, submit };
}
