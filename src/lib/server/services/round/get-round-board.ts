import { can, demand, isWithin, type Actor, type Scope } from '../../../domain/access/can';
import type { SelfSummary } from '../../../domain/assessment/self-summary';
import { DomainError } from '../../../domain/errors';
import type { RoundHead } from '../../../domain/round/readable-round';
import { isStageOf, openStages, roundActs, type RoundAct } from '../../../domain/round/round-acts';
import { blocksOf, nextStage, type RoundBlock } from '../../../domain/round/round-flow';
import type { RoundStage, StageWindow } from '../../../domain/round/round';
import type { Context } from '../../context';
import { getRound, listSignatures, type StoredRound } from '../../db/queries/round';
import {
	listAssessorLoads,
	listRoundSteps,
	type AssessorLoad,
	type RoundStep
} from '../../db/queries/round-board';
import { getRoundHead } from '../../db/queries/round-head';
import { listUnitsWithoutSelf } from '../../db/queries/self-summary';
import { findPublicityHash } from '../../db/queries/round-snapshot';
import { listNamesOfUsers } from '../../db/queries/user';
import { readRoundState, type RoundState } from './read-situation';

export interface RoundBoard {
	readonly head: RoundHead;
	readonly settings: StoredRound;
	readonly state: RoundState;
	readonly windows: readonly StageWindow[];
	/** undefined where it goes no farther */
	readonly next: RoundStage | undefined;
	/** what blocks the next step */
	readonly blocks: readonly RoundBlock[];
	/** whether all units of the round are counted, or those of the reader's alone */
	readonly isWhole: boolean;
	/** those with most left to score first; undefined where it is not for the reader */
	readonly assessors: readonly AssessorLoad[] | undefined;
	/** units that have not assessed themselves, by code, while they are to do so: a handful */
	readonly unitsWithoutSelf: readonly SelfSummary['unit'][];
	/** newest first */
	readonly steps: readonly RoundStep[];
	readonly signatures: readonly {
		readonly capacity: 'manager' | 'leader';
		readonly name: string;
		readonly at: Date;
	}[];
	/** what the reader may do to the round as it stands */
	readonly may: Readonly<Record<RoundAct, boolean>>;
	readonly mayClone: boolean;
	/** of results that were put up for objection: until when, and the hash of their bytes */
	readonly publicity: { readonly closesAt: Date; readonly sha256: string } | undefined;
	/** whether there can be appeals, and the reader may know of them */
	readonly hasAppeals: boolean;
	/** see how its assessors compare */
	readonly mayCompare: boolean;
	/** whether the reader returns and corrects values that it asks for, while they can still change */
	readonly mayReview: boolean;
	/** whether there are self-assessments that the reader may look at, or has to write */
	readonly hasSelfAssessments: boolean;
}

/** The shortest list that still names everybody who is late; all of them stand on the page of assessors. */
const mostAssessors = 6;
const mostUnits = 6;

/**
 * Where a round stands, what is left, who is late and what blocks its next step: of the whole round for those who read it at its
 * root, of their own units for others who take part. @throws DomainError `notFound` also where the round is not the reader's matter
 */
export async function getRoundBoard(ctx: Context, roundId: number): Promise<RoundBoard> {
	demand(ctx.actor, 'round.read');
	const { head, settings, scope, isWhole } = await readable(ctx, roundId);
	const state = await readRoundState(ctx, scope, settings);
	const given = await listSignatures(ctx.db, roundId);
	const names = await listNamesOfUsers(
		ctx.db,
		given.map(({ userId }) => userId)
	);
	const mayReadScores = can(ctx.actor, 'assessment.readSubmitted', head.rootPath) !== undefined;
	return {
		head,
		settings,
		state,
		windows: state.situation.windows,
		next: nextStage(settings.stage),
		blocks: blocksOf(state.situation),
		isWhole,
		assessors: mayReadScores ? await listAssessorLoads(ctx.db, roundId, ctx.now, mostAssessors) : undefined,
		unitsWithoutSelf:
			settings.stage === 'selfAssessment'
				? await listUnitsWithoutSelf(ctx.db, scope, settings, mostUnits)
				: [],
		steps: await listRoundSteps(ctx.db, roundId),
		signatures: given.map(({ capacity, userId, signedAt }) => ({
			capacity,
			name: names.get(userId) ?? '',
			at: signedAt
		})),
		may: actsOf(ctx.actor, settings),
		mayClone: can(ctx.actor, 'round.manage', head.rootPath) !== undefined,
		publicity: await publicityOf(ctx, roundId, state),
		hasAppeals: state.work.appeals > 0 && can(ctx.actor, 'appeal.read') !== undefined,
		mayCompare: can(ctx.actor, 'assessment.assign', head.rootPath) !== undefined,
		mayReview:
			(openStages as readonly RoundStage[]).includes(settings.stage) &&
			can(ctx.actor, 'observation.review', head.rootPath) !== undefined,
		hasSelfAssessments:
			settings.stage !== 'draft' &&
			state.work.selfAssessing > 0 &&
			(can(ctx.actor, 'assessment.readSubmitted') ?? can(ctx.actor, 'selfAssessment.write')) !== undefined
	};
}

async function publicityOf(
	ctx: Context,
	roundId: number,
	{ situation }: RoundState
): Promise<RoundBoard['publicity']> {
	const closesAt = situation.windows.find(({ stage }) => stage === 'publicity')?.closesAt;
	const sha256 = await findPublicityHash(ctx.db, roundId);
	return closesAt && sha256 ? { closesAt, sha256 } : undefined;
}

/** A round with the scope in which somebody may read its board. @throws DomainError `notFound` */
export async function readable(
	ctx: Context,
	roundId: number
): Promise<{ head: RoundHead; settings: StoredRound; scope: Scope; isWhole: boolean }> {
	const part = demand(ctx.actor, 'round.read');
	const head = await getRoundHead(ctx.db, roundId);
	const whole = can(ctx.actor, 'round.read', head.rootPath);
	// What is not opened yet is nobody's matter but theirs who run it or oversee them.
	if (!whole && (head.stage === 'draft' || !takesPart(part, head.rootPath))) {
		throw new DomainError('notFound', `There is no round ${roundId}`, { round: roundId });
	}
	return {
		head,
		settings: await getRound(ctx.db, roundId),
		scope: whole ?? part,
		isWhole: whole !== undefined
	};
}

/** Whether some of a scope's units lie below the root of a round. */
export function takesPart({ subtrees }: Scope, rootPath: string): boolean {
	return subtrees === 'everything' || subtrees.some((path) => isWithin(path, rootPath));
}

function actsOf(actor: Actor, round: StoredRound): Readonly<Record<RoundAct, boolean>> {
	const acts = Object.keys(roundActs) as RoundAct[];
	const may = (act: RoundAct): boolean =>
		isStageOf(act, round.stage) && can(actor, roundActs[act].permission, round.rootPath) !== undefined;
	return Object.fromEntries(acts.map((act) => [act, may(act)])) as Record<RoundAct, boolean>;
}
