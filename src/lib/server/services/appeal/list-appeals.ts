import { can, demand } from '../../../domain/access/can';
import type { Appeal, AppealCounts, AppealFilter } from '../../../domain/appeal/appeal';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { countAppeals, searchAppeals } from '../../db/queries/appeal';

export interface AppealsQuery extends AppealFilter {
	/** from 1 */
	readonly page: number;
}

export interface AppealsPage {
	readonly appeals: readonly Appeal[];
	readonly total: number;
	readonly pageSize: number;
	/** of everything that the reader may see, whatever is filtered */
	readonly counts: AppealCounts;
}

const pageSize = 50;
const mostOnPage = 10;

/** Appeals as far as the actor may read them. */
export async function listAppeals(ctx: Context, query: AppealsQuery): Promise<AppealsPage> {
	const scope = demand(ctx.actor, 'appeal.read');
	const { appeals, total } = await searchAppeals(ctx.db, scope, ctx.now, {
		state: query.state,
		round: query.round,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	return { appeals, total, pageSize, counts: await countAppeals(ctx.db, scope, ctx.now) };
}

/** Open appeals of exactly one unit, for who files them; empty for everybody else. */
export async function listOpenAppealsOf(
	ctx: Context,
	unit: Pick<Unit, 'id' | 'path'>
): Promise<readonly Appeal[]> {
	const scope = can(ctx.actor, 'appeal.file', unit.path);
	if (!scope) return [];
	const search = { state: 'open' as const, unitId: unit.id, limit: mostOnPage, offset: 0 };
	return (await searchAppeals(ctx.db, scope, ctx.now, search)).appeals;
}

/** What waits for a decision, for who decides appeals or runs rounds; undefined for everybody else. */
export async function countAppealsToWatch(ctx: Context): Promise<AppealCounts | undefined> {
	const scope = can(ctx.actor, 'appeal.decide') ?? can(ctx.actor, 'round.manage');
	return scope && countAppeals(ctx.db, scope, ctx.now);
}
