import { can, demand, isWithin } from '../../../domain/access/can';
import type { RoundHead } from '../../../domain/round/readable-round';
import { isStageOf } from '../../../domain/round/round-acts';
import { daysOfAll, type StageDays } from '../../../domain/round/timetable';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import type { StoredRound } from '../../db/queries/round';
import { listRunnableVersions, listWindowsOf } from '../../db/queries/round-board';
import { listAllRoundHeads } from '../../db/queries/round-head';
import { listUnitsByPaths } from '../../db/queries/unit';
import { readable } from './get-round-board';

export interface RoundPlan {
	readonly head: RoundHead;
	readonly settings: StoredRound;
	/** in the order of the stages */
	readonly days: readonly StageDays[];
	readonly mayChangeTimetable: boolean;
	readonly mayChangeSettings: boolean;
}

/** When the stages of a round open and close, and how it is scored. @throws DomainError `notFound` */
export async function getRoundPlan(ctx: Context, roundId: number): Promise<RoundPlan> {
	demand(ctx.actor, 'round.read');
	const { head, settings } = await readable(ctx, roundId);
	const manages = can(ctx.actor, 'round.manage', head.rootPath) !== undefined;
	return {
		head,
		settings,
		days: daysOfAll(await listWindowsOf(ctx.db, roundId)),
		mayChangeTimetable: manages && isStageOf('changeTimetable', settings.stage),
		mayChangeSettings: manages && isStageOf('changeSettings', settings.stage)
	};
}

export interface RoundChoices {
	readonly versions: readonly {
		readonly id: number;
		readonly code: string;
		readonly version: number;
		readonly name: LocalisedName;
	}[];
	/** units at which the manager may root a round */
	readonly roots: readonly { readonly code: string; readonly name: LocalisedName }[];
	/** rounds that could be cloned, newest first: the newest of each framework and tree */
	readonly toClone: readonly RoundHead[];
}

/** What a new round can be made of. */
export async function listRoundChoices(ctx: Context): Promise<RoundChoices> {
	const scope = demand(ctx.actor, 'round.manage');
	const roots = scope.subtrees === 'everything' ? [] : await listUnitsByPaths(ctx.db, scope, scope.subtrees);
	const newest = new Map<string, RoundHead>();
	for (const head of await listAllRoundHeads(ctx.db)) {
		const key = `${head.frameworkCode} ${head.rootCode} ${head.period.replace(/\d/g, '')}`;
		const isManaged =
			scope.subtrees === 'everything' || scope.subtrees.some((path) => isWithin(head.rootPath, path));
		if (isManaged && !newest.has(key)) newest.set(key, head);
	}
	return {
		versions: (await listRunnableVersions(ctx.db)).map(({ nameEn, nameZh, ...version }) => ({
			...version,
			name: { en: nameEn, 'zh-CN': nameZh }
		})),
		roots: roots.map(({ code, name }) => ({ code, name })),
		toClone: [...newest.values()]
	};
}
