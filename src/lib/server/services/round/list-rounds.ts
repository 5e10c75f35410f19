import { can, demand } from '../../../domain/access/can';
import type { RoundHead } from '../../../domain/round/readable-round';
import { isProvisional, type StageWindow } from '../../../domain/round/round';
import { blocksOf, nextStage, type RoundBlock } from '../../../domain/round/round-flow';
import type { RoundStage } from '../../../domain/round/round';
import type { Context } from '../../context';
import { getRound } from '../../db/queries/round';
import { listAllRoundHeads } from '../../db/queries/round-head';
import { takesPart } from './get-round-board';
import { readRoundState } from './read-situation';

/** A round under way with what is due and what blocks it. */
export interface RoundUnderWay {
	readonly head: RoundHead;
	/** the window of the stage at which it stands */
	readonly window: StageWindow | undefined;
	readonly next: RoundStage | undefined;
	readonly blocks: readonly RoundBlock[];
	/** cells past their date and assessments not submitted though due */
	readonly overdue: number;
}

export interface RoundList {
	/** drafts and rounds under way, the oldest period first: they are to be finished first */
	readonly open: readonly RoundUnderWay[];
	/** published and withdrawn ones, newest first: one page */
	readonly done: readonly RoundHead[];
	readonly doneCount: number;
	readonly pageSize: number;
	readonly mayCreate: boolean;
}

const pageSize = 20;

/** The rounds that are the reader's matter, by state. */
export async function listRounds(ctx: Context, page: number): Promise<RoundList> {
	const part = demand(ctx.actor, 'round.read');
	const scopeOf = (head: RoundHead) =>
		can(ctx.actor, 'round.read', head.rootPath) ??
		(head.stage !== 'draft' && takesPart(part, head.rootPath) ? part : undefined);
	const heads = (await listAllRoundHeads(ctx.db)).filter((head) => scopeOf(head) !== undefined);
	const open: RoundUnderWay[] = [];
	for (const head of heads.filter(({ stage }) => isProvisional(stage)).reverse()) {
		const { situation, cells } = await readRoundState(ctx, scopeOf(head)!, await getRound(ctx.db, head.id));
		open.push({
			head,
			window: situation.windows.find(({ stage }) => stage === head.stage),
			next: nextStage(head.stage),
			blocks: blocksOf(situation),
			overdue: cells.overdue
		});
	}
	const done = heads.filter(({ stage }) => !isProvisional(stage));
	return {
		open,
		done: done.slice((page - 1) * pageSize, page * pageSize),
		doneCount: done.length,
		pageSize,
		mayCreate: can(ctx.actor, 'round.manage') !== undefined
	};
}
