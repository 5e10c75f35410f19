import { eq } from 'drizzle-orm';
import { stranger, type Actor } from '../../src/lib/domain/access/can';
import type { OpenDatabase } from '../../src/lib/server/db/client';
import {
	appUser,
	appeal,
	assessment,
	disclosureItem,
	framework,
	frameworkVersion,
	importRun,
	indicator,
	observationFinding,
	operationParty,
	rectificationOrder,
	round,
	unit,
	validationRule
} from '../../src/lib/server/db/schema';
import { emailOf, peopleSeeds } from '../../src/lib/server/services/demonstration/people';
import { loadActor } from '../../src/lib/server/services/user/load-actor';
import { addAccount } from '../factories/account';

/** Who knocks at every door: one of each role and, of some, one more with another place. */
export const cast = [
	/** no account */
	'stranger',
	/** an account without a single grant */
	'newcomer',
	/** leadership of the nation */
	'leader',
	/** leadership of 330000 */
	'governor',
	/** department head and data officer of 330000-health */
	'head',
	'officer',
	/** department head of 110000-transport */
	'head2',
	/** department head and data officer of 330000: their subtree holds its departments */
	'regionhead',
	'regionofficer',
	/** evaluation staff with assessments of their own */
	'assessor',
	'assessor2',
	'manager',
	'admin',
	'auditor'
] as const;
export type Who = (typeof cast)[number];

export const members = cast.filter((who) => who !== 'stranger');

/** What the doors lead to: things of the seeded demonstration that attempts name. */
export interface Premises {
	readonly openPeriod: string;
	readonly publishedPeriod: string;
	/** the round of `PDR-D` that is under way */
	readonly openRoundId: number;
	/** a publication of `PDR-D` */
	readonly publishedRoundId: number;
	/** its address */
	readonly publication: string;
	/** the address of a publication that was circulated in 330000 alone */
	readonly circular: string;
	/** an assessment of `assessor`, not yet submitted */
	readonly assessment: {
		readonly id: number;
		readonly revision: number;
		readonly roundId: number;
		readonly indicatorCode: string;
	};
	/** what was found in a value of 330000-health, a warning */
	readonly finding: number;
	/** a rule of OPN-03 */
	readonly rule: number;
	/** a file that `officer` handed in, whose columns are still to be named */
	readonly importRunId: number;
	/** an order to 330000-health, which `leader` issued */
	readonly order: number;
	/** an appeal of 330000-health in the round under way */
	readonly appeal: number;
	/** a party of 330000, and an item that it must publish */
	readonly party: number;
	readonly partyItem: string;
}

/** The cast as the product itself knows them: grants from the database, not made up here. */
export async function loadCast(opened: OpenDatabase): Promise<ReadonlyMap<Who, Actor>> {
	const { db } = opened;
	await addAccount(db, { email: 'newcomer@demo.example' });
	const actors = new Map<Who, Actor>([['stranger', stranger]]);
	for (const who of members) {
		const email = emailOf(who);
		const [row] = await db.select({ id: appUser.id }).from(appUser).where(eq(appUser.email, email));
		const known = row && (await loadActor(db, row.id));
		if (!known) throw new Error(`${email} is not in the demonstration`);
		const seeded = peopleSeeds.find(({ account }) => account === who);
		if (seeded && known.actor.grants[0]?.role !== seeded.role) throw new Error(`${email} lost its role`);
		actors.set(who, known.actor);
	}
	return actors;
}

export async function loadPremises(opened: OpenDatabase, assessorId: number): Promise<Premises> {
	const rounds = await opened.db
		.select({
			id: round.id,
			period: round.period,
			stage: round.stage,
			code: framework.code,
			frameworkVersionId: round.frameworkVersionId
		})
		.from(round)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.where(eq(framework.code, 'PDR-D'));
	const open = rounds.find(({ stage }) => stage === 'collecting');
	const published = rounds.find(({ stage, period }) => stage === 'published' && period.includes('Q'));
	const [cell] = (
		await opened.db
			.select({
				id: assessment.id,
				revision: assessment.revision,
				roundId: assessment.roundId,
				status: assessment.status,
				indicatorCode: indicator.code
			})
			.from(assessment)
			.innerJoin(indicator, eq(indicator.id, assessment.indicatorId))
			.where(eq(assessment.assessorId, assessorId))
			.orderBy(assessment.id)
	).filter(({ status }) => status === 'assigned');
	const [rule] = await opened.db
		.select({ id: validationRule.id })
		.from(validationRule)
		.innerJoin(indicator, eq(indicator.id, validationRule.indicatorId))
		.where(eq(indicator.code, 'OPN-03'));
	const [place] = await opened.db
		.select({ unitId: unit.id, indicatorId: indicator.id })
		.from(unit)
		.innerJoin(indicator, eq(indicator.code, 'OPN-01'))
		.where(eq(unit.code, '330000-health'));
	const [finding] = await opened.db
		.insert(observationFinding)
		.values({
			...place!,
			period: '2026-05',
			periodStart: '2026-05-01',
			kind: 'zScore',
			severity: 'warning',
			details: { value: 50, low: 10, high: 40, score: 4 },
			revision: 1,
			foundAt: new Date('2026-06-01T00:00:00Z')
		})
		.returning({ id: observationFinding.id });
	const [officer] = await opened.db
		.select({ id: appUser.id })
		.from(appUser)
		.where(eq(appUser.email, emailOf('officer')));
	const [run] = await opened.db
		.insert(importRun)
		.values({
			fileName: 'values.csv',
			fileSha256: '0'.repeat(64),
			fileKey: '0'.repeat(64),
			mapping: {},
			counts: {},
			status: 'queued',
			startedBy: officer?.id ?? null,
			startedAt: new Date('2026-11-15T00:00:00Z')
		})
		.returning({ id: importRun.id });
	const [order] = await opened.db
		.select({ id: rectificationOrder.id })
		.from(rectificationOrder)
		.where(eq(rectificationOrder.unitId, place!.unitId));
	const [objection] = await opened.db
		.insert(appeal)
		.values({
			roundId: open!.id,
			...place!,
			claim: 'It is wrong',
			filedAt: new Date('2026-11-14T00:00:00Z'),
			dueAt: new Date('2026-11-28T00:00:00Z')
		})
		.returning({ id: appeal.id });
	const [party] = await opened.db
		.select({ id: operationParty.id, item: disclosureItem.code })
		.from(operationParty)
		.innerJoin(unit, eq(unit.id, operationParty.unitId))
		.innerJoin(disclosureItem, eq(disclosureItem.kind, operationParty.kind))
		.where(eq(unit.code, '330000'))
		.orderBy(operationParty.id, disclosureItem.code);
	if (!order || !party) throw new Error('the demonstration lacks an order or a party');
	if (!open || !published || !cell || !rule || !finding || !run)
		throw new Error('the demonstration lacks a round or an assessment');
	const [province] = await opened.db.select({ id: unit.id }).from(unit).where(eq(unit.code, '330000'));
	await opened.db.insert(round).values({
		frameworkVersionId: published.frameworkVersionId,
		period: '2025',
		periodStart: '2025-01-01',
		rootUnitId: province!.id,
		stage: 'published',
		audience: 'internal',
		publishedAt: new Date('2026-03-01T00:00:00Z'),
		publishedHash: 'c'.repeat(64)
	});
	return {
		openPeriod: open.period,
		publishedPeriod: published.period,
		openRoundId: open.id,
		publishedRoundId: published.id,
		publication: `${published.period}-pdr-d`,
		circular: '2025-pdr-d-330000',
		assessment: cell,
		finding: finding.id,
		rule: rule.id,
		importRunId: run.id,
		order: order.id,
		appeal: objection!.id,
		party: party.id,
		partyItem: party.item
	};
}
