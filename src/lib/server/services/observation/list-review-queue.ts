import { can, demand, ownUnitPaths } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { listEntryPeriods } from '../../../domain/indicator/entry-sheet';
import type { ReviewFilter, ReviewRow, ReviewStep } from '../../../domain/indicator/review-cell';
import { findPeriod } from '../../../domain/period/period';
import type { RoundHead } from '../../../domain/round/readable-round';
import { isProvisional, roundTimeZone } from '../../../domain/round/round';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { countReviewCells, listReviewCells, type QueueOf } from '../../db/queries/review';
import { getRoundHead } from '../../db/queries/round-head';
import { findUnitByCode, listSectors } from '../../db/queries/unit';
import { readAskingRounds, type AskingRound } from '../round/read-asking-rounds';
import { mostDecidedAtOnce } from './decide-cells';

export interface ReviewQuery {
	readonly step?: ReviewStep | undefined;
	/** the number of a round that asks units of the reader's for values */
	readonly round?: number | undefined;
	readonly unit?: string | undefined;
	readonly sector?: string | undefined;
	readonly indicator?: string | undefined;
	/** without one, those of the round, or of the rounds under way */
	readonly period?: string | undefined;
	readonly flag?: ReviewFilter['flag'];
}

export interface ReviewQueue {
	readonly step: ReviewStep;
	/** the steps that the reader may take, for whoever may take both */
	readonly steps: readonly ReviewStep[];
	readonly rows: readonly ReviewRow[];
	readonly total: number;
	/** of these, the most that one wish decides on */
	readonly mostAtOnce: number;
	readonly page: number;
	readonly pageSize: number;
	/** the round that it is narrowed to */
	readonly round: RoundHead | undefined;
	readonly unit: { readonly code: string; readonly name: LocalisedName } | undefined;
	readonly periods: readonly { readonly code: string; readonly isUnderWay: boolean }[];
	readonly sectors: readonly string[];
	readonly indicators: readonly { readonly code: string; readonly name: LocalisedName }[];
	/** the instant as of which it was read: what was written later is not decided on by it */
	readonly asOf: Date;
}

const pageSize = 50;

/**
 * What waits for the actor's decision, a page of it, with what it can be narrowed by. Without a wish it is the step that the actor's
 * roles are for.
 * @throws DomainError `forbidden`, `notSignedIn`, `invalidPeriod`, `notFound` where the round asks no unit of the reader's for values
 */
export async function listReviewQueue(
	ctx: Context,
	query: ReviewQuery & { readonly page: number }
): Promise<ReviewQueue> {
	demand(ctx.actor, can(ctx.actor, 'observation.review') ? 'observation.review' : 'observation.endorse');
	const { queue, steps, underWay, earlier, indicators } = await readQueue(ctx, query);
	const total = await countReviewCells(ctx.db, queue);
	const published = demand(ctx.actor, 'published.read');
	const unit = query.unit === undefined ? undefined : await findUnitByCode(ctx.db, published, query.unit);
	return {
		step: queue.step,
		steps,
		rows: await listReviewCells(ctx.db, queue, { limit: pageSize, offset: (query.page - 1) * pageSize }),
		total,
		mostAtOnce: mostDecidedAtOnce,
		page: query.page,
		pageSize,
		round: query.round === undefined ? undefined : await getRoundHead(ctx.db, query.round),
		unit: unit && { code: unit.code, name: unit.name },
		periods: [
			...underWay.map((code) => ({ code, isUnderWay: true })),
			...earlier.map((code) => ({ code, isUnderWay: false }))
		],
		sectors: await listSectors(ctx.db, queue.scope),
		indicators,
		asOf: ctx.now
	};
}

/** The filter that a query means: its period, or those of the rounds under way. */
export async function readReviewFilter(ctx: Context, query: ReviewQuery): Promise<ReviewFilter> {
	demand(ctx.actor, query.step === 'endorse' ? 'observation.endorse' : 'observation.review');
	return (await readQueue(ctx, query)).queue.filter;
}

async function readQueue(ctx: Context, query: ReviewQuery) {
	const steps = (['review', 'endorse'] as const).filter((step) => can(ctx.actor, permissionOf[step]));
	const step = query.step ?? steps[0] ?? 'review';
	const scope = demand(ctx.actor, permissionOf[step]);
	if (query.period !== undefined && !findPeriod(query.period)) {
		throw new DomainError('invalidPeriod', `"${query.period}" is no period`, { period: query.period });
	}
	const rounds = roundsOf(await readAskingRounds(ctx.db, scope), query.round);
	const periodsOf = (isUnderWay: boolean): string[] =>
		listEntryPeriods(
			rounds.filter(({ stage }) => isProvisional(stage) === isUnderWay),
			ctx.now,
			roundTimeZone
		).map(({ code }) => code);
	const measured = rounds.flatMap(({ indicators }) => indicators);
	const underWay = periodsOf(true);
	// Whoever is led to a round sees all of it, also where it is under way no more.
	const offered = query.round === undefined ? underWay : [...underWay, ...periodsOf(false)];
	const queue: QueueOf = {
		step,
		scope,
		ownPaths: ownUnitPaths(ctx.actor),
		filter: {
			round:
				query.round === undefined
					? undefined
					: { id: query.round, indicators: measured.map(({ code }) => code) },
			unit: query.unit,
			sector: query.sector,
			indicator: query.indicator,
			flag: step === 'endorse' && query.flag === 'waiting' ? undefined : query.flag,
			periods: query.period === undefined ? offered : [query.period]
		}
	};
	return {
		queue,
		steps,
		underWay,
		earlier: periodsOf(false)
			.filter((code) => !underWay.includes(code))
			.slice(0, 36),
		indicators: [...new Map(measured.map(({ code, name }) => [code, { code, name }])).values()].sort((a, b) =>
			a.code.localeCompare(b.code)
		)
	};
}

/** @throws DomainError `notFound` */
function roundsOf(rounds: readonly AskingRound[], round: number | undefined): readonly AskingRound[] {
	if (round === undefined) return rounds;
	const chosen = rounds.filter(({ id }) => id === round);
	if (chosen.length === 0) throw new DomainError('notFound', `There is no round ${round}`, { round });
	return chosen;
}

const permissionOf = {
	review: 'observation.review',
	endorse: 'observation.endorse'
} as const satisfies Record<ReviewStep, string>;
