import { sql } from 'drizzle-orm';
import { stranger, systemScope } from '../../../domain/access/can';
import { appendAudit } from '../../audit/append';
import type { OpenDatabase, Tx } from '../../db/client';
import { withoutRowChecks } from '../../db/copy-rows';
import { getUnitByCode } from '../../db/queries/unit';
import { findSetting } from '../../db/queries/setting';
import { setting, target } from '../../db/schema';
import { checkReportedCells } from '../validation/check-reported-cells';
import { clearUnfinished } from './clear-unfinished';
import { leaveMessages } from './leave-messages';
import { loadAppeals } from './load-appeals';
import { loadFrameworks } from './load-frameworks';
import { loadIndicators } from './load-indicators';
import { loadFigures, loadObservations, type StoredIds } from './load-observations';
import { loadDisclosures } from './load-disclosures';
import { loadOrders, weighStoredOrders } from './load-orders';
import { loadRounds } from './load-rounds';
import { loadSelfEvidence } from './load-self-assessments';
import { loadPeople, loadUnits } from './load-units';
import { planRounds } from './plan-rounds';
import { recordSteps } from './record-steps';
import { loadRules } from './rules';
import { sealRevisions, sealRounds } from './seal';
import {
	demonstrationRegionCode,
	demonstrationSeed,
	demonstrationSetting,
	fullSize,
	type DemonstrationSize,
	type DemonstrationState
} from './settings';
import { targetRows, targetSource } from './targets';
import { buildWorld } from './world';
import { deriveWorldFigures } from './world-figures';

export interface DemonstrationOptions extends Partial<DemonstrationSize> {
	readonly seed?: number;
}

/**
 * Fills the database with the demonstration, once: where it is already, nothing happens. What is loaded in bulk is only sealed
 * (frameworks and rounds published, revisions and audit written) in the last transaction, so that a start that was killed
 * half-way leaves nothing that cannot be cleared away: the next one does so and begins again.
 * The installation's own work: no actor asks for it. @param report is given one line for people at each step
 * @returns whether there was anything to do
 */
export async function seedDemonstration(
	opened: Pick<OpenDatabase, 'db' | 'engine' | 'copyFrom'>,
	now: Date,
	report: (line: string) => void = () => undefined,
	options: DemonstrationOptions = {}
): Promise<boolean> {
	const { db, copyFrom } = opened;
	const known = (await findSetting(db, demonstrationSetting)) as DemonstrationState | undefined;
	if (known?.state === 'ready') return false;
	if (known) {
		report('The last start did not finish its demonstration: clearing it away …');
		await db.transaction((tx) => clearUnfinished(tx));
	}
	const began = Date.now();
	const step = (text: string): void => report(`${text} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
	const world = buildWorld(options.seed ?? demonstrationSeed, { ...fullSize, ...options }, now);
	step(`Demonstration: made up ${world.units.length} units and ${world.months.length} months`);

	const state = (phase: DemonstrationState['state']): DemonstrationState => ({
		state: phase,
		seed: world.seed,
		firstMonth: world.months[0]!.code,
		lastMonth: world.months.at(-1)!.code,
		madeAt: now.toISOString()
	});
	const begun = new Date(`${world.months[0]!.code}-01T00:00:00Z`);
	const stored = await db.transaction(async (tx) => {
		await saveState(tx, state('seeding'));
		const indicators = await loadIndicators(tx);
		await loadRules(tx, indicators);
		const units = await loadUnits(tx, world);
		const people = await loadPeople(tx, units, begun);
		const frameworks = await loadFrameworks(tx, indicators);
		return { indicators, frameworks, ids: { units, people } satisfies StoredIds };
	});
	const { indicators, frameworks, ids } = stored;
	const figures = deriveWorldFigures(world, indicators);
	const { plans, scoredFigures } = planRounds(world, frameworks, figures);
	const rounds = await withoutRowChecks(opened, async () => {
		const observations = await loadObservations(copyFrom, world, indicators, ids);
		step(`Demonstration: stored ${observations} reported values`);
		await loadFigures(copyFrom, [...figures.derived, ...scoredFigures], indicators, ids);
		step(
			`Demonstration: stored ${figures.derived.length + scoredFigures.length} figures that follow from them`
		);
		return loadRounds(db, copyFrom, plans, ids, now, (done) => {
			if (done % 10 === 0) step(`Demonstration: scored ${done} of ${plans.length} rounds`);
		});
	});
	await db.transaction(async (tx) => {
		await tx.insert(target).values(
			targetRows(world, figures, indicators, ids.units).map((row) => ({
				...row,
				sourceEn: targetSource[0],
				sourceZh: targetSource[1]
			}))
		);
		await sealRevisions(tx, world, indicators, ids);
		await leaveMessages(tx, world, ids);
		await loadDisclosures(tx, world, ids);
		await loadSelfEvidence(tx, rounds, ids);
		const ordered = await loadOrders(tx, world, indicators, ids);
		const appealed = await loadAppeals(tx, rounds, ids);
		await sealRounds(tx, world, frameworks, rounds, ids, [...ordered, ...appealed]);
		await weighStoredOrders(tx, world, ids);
		await recordSteps(tx, rounds, ids);
		await saveState(tx, state('ready'));
		await appendAudit(tx, {
			actorId: undefined,
			at: now,
			action: 'demonstration.seed',
			entity: 'setting',
			entityId: demonstrationSetting,
			after: state('ready')
		});
	});
	// Without statistics the first requests are planned as if the tables were empty.
	await db.execute(sql`analyze`);
	// The night's work for the demonstration's own region, so that its people find something; the job looks at the others.
	const scope = systemScope('observation.read');
	const region = await getUnitByCode(db, scope, demonstrationRegionCode);
	await checkReportedCells({ db, now, actor: stranger }, scope, world.months.at(-1)!.code, region.path);
	step(`Demonstration ready: ${plans.length} rounds`);
	return true;
}

async function saveState(tx: Tx, state: DemonstrationState): Promise<void> {
	await tx
		.insert(setting)
		.values({ key: demonstrationSetting, value: state })
		.onConflictDoUpdate({ target: setting.key, set: { value: state } });
}
