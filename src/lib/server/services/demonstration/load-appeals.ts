import { addDays, addHours } from 'date-fns';
import { appealStatusAfter, type AppealMove } from '../../../domain/appeal/appeal-flow';
import type { AuditAction } from '../../../domain/audit/audit-line';
import type { PublishedChange } from '../../../domain/publication/publication';
import { consolidateScores } from '../../../domain/round/consolidate';
import { scoreRound, type RoundResult } from '../../../domain/round/round-scoring';
import type { AuditFact } from '../../audit/append';
import type { Tx } from '../../db/client';
import { appeal, scoreDecision } from '../../db/schema';
import type { StoredIds } from './load-observations';
import type { StoredRound } from './load-rounds';
import { assessorAccounts } from './people';
import { appealSeeds, raised, type AppealSeed } from './plan-appeals';

const decisions = {
	upheld: 'uphold',
	dismissed: 'dismiss',
	refused: 'refuse'
} as const satisfies Record<AppealSeed['outcome'], AppealMove>;

/** Stores the appeals of the newest published round of departments. @returns what the audit has to say of them */
export async function loadAppeals(
	tx: Tx,
	rounds: readonly StoredRound[],
	ids: StoredIds
): Promise<AuditFact[]> {
	const round = rounds
		.filter(({ plan }) => plan.framework.appliesTo.kind === 'department' && plan.period.kind === 'quarter')
		.filter(({ plan }) => plan.publishedAt !== undefined)
		.at(-1);
	if (!round) return [];
	const facts: AuditFact[] = [];
	for (const seed of appealSeeds.filter(({ unit }) => ids.units.has(unit))) {
		facts.push(...(await loadAppeal(tx, round, seed, ids)));
	}
	return facts;
}

async function loadAppeal(
	tx: Tx,
	round: StoredRound,
	seed: AppealSeed,
	ids: StoredIds
): Promise<AuditFact[]> {
	const { plan, content } = round;
	const window = plan.windows.find(({ stage }) => stage === 'publicity')!;
	const unitId = ids.units.get(seed.unit)!;
	const indicatorId = plan.framework.indicatorOf.get(seed.node)!.id;
	const given = plan.assessments.filter(
		(one) => one.unitCode === seed.unit && one.nodeCode === seed.node && one.score !== null
	);
	const before = consolidateScores(
		'mean',
		given.map(({ score }) => score!)
	);
	const decider = ids.people.get(
		assessorAccounts.find((account) => given.every(({ assessor }) => assessor !== account))!
	)!;
	const decidedValue = seed.raise === undefined || before === undefined ? null : raised(before, seed.raise);
	const filedBy = ids.people.get(seed.by)!;
	const [filedAt, admittedAt, decidedAt] = [
		addHours(window.opensAt, 5),
		addHours(window.opensAt, 30),
		addHours(window.closesAt, 3)
	];
	const isRefused = seed.outcome === 'refused';
	const [stored] = await tx
		.insert(appeal)
		.values({
			...{ roundId: round.id, unitId, indicatorId, status: seed.outcome, claim: seed.claim },
			...{ filedBy, filedAt, dueAt: addDays(filedAt, 14), admittedBy: decider, admittedAt },
			...(isRefused
				? { admissionReason: seed.reason, revision: 2 }
				: { decidedBy: decider, decidedAt, decisionReason: seed.reason, decidedValue, revision: 3 }),
			...(decidedValue === null ? {} : { difference: differenceOf(round, seed, before!, ids) })
		})
		.returning({ id: appeal.id });
	const id = stored!.id;
	if (decidedValue !== null) {
		await tx.insert(scoreDecision).values({
			...{ roundId: round.id, unitId, indicatorId, origin: 'appeal', appealId: id },
			...{ score: decidedValue, reason: seed.reason, decidedBy: decider, decidedAt }
		});
	}
	const fact = (move: AppealMove, actorId: number, at: Date, after: object = {}): AuditFact => ({
		...{
			actorId,
			at,
			action: `appeal.${move}` satisfies AuditAction,
			entity: 'appeal',
			entityId: id,
			unitId
		},
		after: {
			status: appealStatusAfter[move],
			indicator: plan.framework.indicatorOf.get(seed.node)!.code,
			period: content.period,
			...after
		}
	});
	const decided = decidedValue === null ? {} : { decidedValue };
	return [
		fact('file', filedBy, filedAt, { reason: seed.claim }),
		...(isRefused
			? [fact('refuse', decider, admittedAt, { reason: seed.reason })]
			: [
					fact('admit', decider, admittedAt),
					fact(decisions[seed.outcome], decider, decidedAt, { reason: seed.reason, ...decided })
				])
	];
}

/** Score and place of the indicator and of the total, with the score that assessors had come to and with what was decided. */
function differenceOf(
	{ plan, content }: StoredRound,
	{ unit, node }: AppealSeed,
	before: number,
	ids: StoredIds
): { readonly node: PublishedChange; readonly total: PublishedChange } {
	const unitId = ids.units.get(unit)!;
	const inputs = content.inputs.map((row) =>
		row.unitId === unitId && row.nodeCode === node ? { ...row, value: before } : row
	);
	const { framework } = plan;
	const { units, adjustments } = content;
	const { rows } = scoreRound({ framework: framework.compiled, units, inputs, adjustments });
	const change = (code: string): PublishedChange => {
		const of = (results: readonly RoundResult[]) =>
			results.find((row) => row.unitId === unitId && row.nodeCode === code)!;
		const [then, now] = [of(rows), of(content.results)];
		return {
			scoreBefore: then.score,
			scoreAfter: now.score,
			rankBefore: then.rank,
			rankAfter: now.rank
		};
	};
	const total = framework.definition.nodes.find(({ parent }) => parent === undefined)!.code;
	return { node: change(node), total: change(total) };
}
