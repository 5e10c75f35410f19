import { cellState, type EntryCell } from '$lib/domain/indicator/entry-sheet';
import { progressOf } from '$lib/domain/indicator/report-due';
import { parsePeriod } from '$lib/domain/period/period';
import { roundTimeZone } from '$lib/domain/round/round';
import { gradeNameOf, precisionOf } from '$lib/domain/unit/unit-report';
import { localised } from '$lib/i18n/words/localised';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import type { MyPage } from '$lib/server/services/my/get-my-page';
import { closingOf, periodTasks, standingView, type GainRow, type SparkRow } from '$lib/view/my';
import { currentTarget } from '$lib/view/unit-charts';
import { drawHeadline } from '../units/[code]/draw-unit';
import { pagePath } from '../units/[code]/page-path';

/** What the page of somebody's own unit is given: codes and numbers, drawings for its charts, names in one language. */
export function presentMyPage(page: MyPage, locale: Locale, now: Date) {
	const { unit, published, provisional } = page;
	return {
		isDemonstration: unit.isDemonstration,
		now,
		unit: { code: unit.code, name: localised(unit.name, locale) },
		units: page.units.map(({ code, name }) => ({ code, name: localised(name, locale) })),
		periods: page.sheets.map(periodTasks),
		toEndorse: page.toEndorse ?? 0,
		objection: page.objection && {
			framework: page.objection.round.frameworkCode,
			frameworkName: localised(page.objection.round.frameworkName, locale),
			period: page.objection.round.period,
			until: page.objection.until
		},
		selfTasks: page.selfTasks
			.filter(({ bar }) => bar !== 'notYet')
			.map(({ roundId, frameworkName, period, scored, total, windows, submittedAt, bar }) => ({
				...{ round: roundId, framework: localised(frameworkName, locale), period },
				...{ scored, total, submittedAt, bar },
				until: closingOf(windows, 'selfAssessment')
			})),
		appeals: page.appeals.map(({ id, indicator, status, dueAt, isOverdue }) => ({
			id,
			indicator: { code: indicator.code, name: localised(indicator.name, locale) },
			status,
			dueAt,
			isOverdue
		})),
		orders: page.orders.map(({ id, finding, status, dueOn, isOverdue }) => ({
			id,
			finding,
			status,
			dueOn,
			isOverdue
		})),
		rounds: page.rounds.map((round) => ({
			id: round.id,
			framework: localised(round.frameworkName, locale),
			period: round.period,
			collectingUntil: closingOf(round.windows, 'collecting'),
			scoringUntil: closingOf(round.windows, 'scoring')
		})),
		published: published && presentStanding(published, page.before, undefined, locale),
		provisional: provisional && presentStanding(provisional, published, now, locale),
		gains: page.gains && {
			period: page.gains.round.period,
			rows: page.gains.rows.map(
				({ nodeCode, node, score, points, weightShare, rank, missingReason }): GainRow => ({
					code: nodeCode,
					name: localised(node?.spec.name ?? node?.indicator?.name ?? nodeCode, locale),
					score,
					points,
					weightShare,
					rank,
					rankedCount: page.gains!.round.rankedCount,
					missingReason,
					isScored: node?.indicator?.isScored ?? false,
					openPeriod: page.sheets.find(({ cells }) =>
						cells.some((cell) => cell.nodeCode === nodeCode && isOpenCell(cell))
					)?.period.code,
					href: receiptPath(unit.code, page.gains!.round, nodeCode, locale)
				})
			)
		},
		headlines: page.trends.trends
			.filter(({ isHeadline, periods }) => isHeadline && periods.length > 1)
			.map((trend) => drawHeadline(page, trend, locale)),
		sparks: page.trends.trends
			.filter(({ isHeadline }) => !isHeadline)
			.flatMap((trend) => presentSpark(page, trend, locale))
	};
}

export type MyPageView = ReturnType<typeof presentMyPage>;

type OwnRound = NonNullable<MyPage['published']>;

function presentStanding(
	round: OwnRound,
	before: OwnRound | undefined,
	/** of a provisional result: when it is looked at */
	provisionalAt: Date | undefined,
	locale: Locale
) {
	const name = gradeNameOf(round, round.grade);
	return standingView(round, before, {
		precision: precisionOf(round),
		isProvisional: provisionalAt !== undefined,
		progress: provisionalAt && progressOf(parsePeriod(round.period), provisionalAt, roundTimeZone),
		gradeName: name && localised(name, locale)
	});
}

function receiptPath(unit: string, round: OwnRound, node: string, locale: Locale): string {
	const query = { framework: round.frameworkCode, period: round.period, node };
	return pagePath(`/units/${encodeURIComponent(unit)}/receipt`, query, locale);
}

function isOpenCell(cell: EntryCell): boolean {
	const state = cellState(cell);
	return state !== 'reported' && state !== 'rolledUp';
}

function presentSpark(page: MyPage, trend: MyPage['trends']['trends'][number], locale: Locale): SparkRow[] {
	const { indicator, periods, figures, targets } = trend;
	const [from, to] = [periods[0], periods.at(-1)];
	if (from === undefined || to === undefined) return [];
	const last = figures.at(-1);
	const before = figures.at(-2)?.value ?? null;
	const round = page.gains?.round;
	return [
		{
			code: trend.node,
			name: localised(indicator.name, locale),
			values: figures.map((figure) => figure?.value ?? null),
			from,
			to,
			last: last?.value ?? null,
			reason: last?.missingReason ?? null,
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale),
			target: currentTarget(targets, page.unit.id, to)?.value ?? null,
			change: last?.value == null || before === null ? null : last.value - before,
			goodWhen: indicator.direction === 1 ? 'up' : 'down',
			receiptHref: round && receiptPath(page.unit.code, round, trend.node, locale)
		}
	];
}
