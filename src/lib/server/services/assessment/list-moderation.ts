import { can, demand, ownsUnit } from '../../../domain/access/can';
import { moderationBar, type ModeratedCell, type ModerationBar } from '../../../domain/assessment/moderation';
import { consolidateScores } from '../../../domain/round/consolidate';
import { DomainError } from '../../../domain/errors';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { listConflictPaths } from '../../db/queries/interest';
import { listModeratedCells } from '../../db/queries/moderation';
import type { StoredRound } from '../../db/queries/round';
import { readable } from '../round/get-round-board';

/** More than anybody decides on at one sitting; those that were decided leave their places to the next. */
const mostShown = 50;

export interface ModerationPage {
	readonly head: RoundHead;
	readonly settings: StoredRound;
	readonly cells: readonly (ModeratedCell & {
		/** what counts while nobody has decided, points */
		readonly consolidated: number | undefined;
		/** why the reader may not decide; `forbidden`: it is not among his tasks; undefined: he may */
		readonly bar: ModerationBar | 'forbidden' | undefined;
	})[];
	readonly total: number;
	readonly undecided: number;
}

/**
 * Cells of a round that call for a moderated score, with what their assessors gave and said. Units of the reader's own are left out.
 * @throws DomainError `forbidden`, `notFound`
 */
export async function listModeration(ctx: Context, roundId: number): Promise<ModerationPage> {
	demand(ctx.actor, 'assessment.readSubmitted');
	const { head, settings, isWhole } = await readable(ctx, roundId);
	const scope = can(ctx.actor, 'assessment.readSubmitted', head.rootPath);
	if (!isWhole || !scope) {
		throw new DomainError('forbidden', 'Scores of a round are for those who oversee all of it');
	}
	const { cells, ...counts } = await listModeratedCells(ctx.db, scope, settings, mostShown);
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const standing = { stage: settings.stage, conflicts };
	return {
		head,
		settings,
		...counts,
		cells: cells
			.filter(({ unit }) => !ownsUnit(ctx.actor, unit.path))
			.map((cell) => ({
				...cell,
				consolidated: consolidateScores(
					settings.consolidation,
					cell.scores.map(({ score }) => score)
				),
				bar: can(ctx.actor, 'assessment.moderate', cell.unit.path)
					? moderationBar(ctx.actor, cell, standing)
					: 'forbidden'
			}))
	};
}
