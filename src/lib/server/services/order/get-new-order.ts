import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { usualOrderDays } from '../../../domain/oversight/order-flow';
import type { OrderGround } from '../../../domain/oversight/order-status';
import { findPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { ListedFinding } from '../../../domain/validation/finding';
import type { Context } from '../../context';
import { searchFindings } from '../../db/queries/finding';
import { listMeasuredIndicators } from '../../db/queries/rule';
import { findOrderFigure, type OrderFigure } from '../../db/queries/order';
import { listAdjustmentsOfUnit, type RecordedAdjustment } from '../../db/queries/result';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { listUnitRounds } from '../unit/list-unit-rounds';

export interface NewOrderQuery {
	readonly unit?: string | undefined;
	readonly ground?: OrderGround | undefined;
	readonly indicator?: string | undefined;
	readonly period?: string | undefined;
	readonly round?: number | undefined;
}

/** What the form of a new order begins with. */
export interface NewOrderPage {
	/** undefined: still to be chosen */
	readonly unit: Unit | undefined;
	readonly indicators: readonly Indicator[];
	readonly indicator: Indicator | undefined;
	/** of the unit at the indicator in the period; undefined where they are not all named */
	readonly figure: OrderFigure | undefined;
	/** what rules have against that figure */
	readonly findings: readonly ListedFinding[];
	/** vetoes of the unit in the round, where one is named */
	readonly vetoes: readonly RecordedAdjustment[];
	/** ISO day */
	readonly dueOn: string;
}

const mostFindings = 5;

/**
 * What is known of that which an order is to be issued on. The due day is proposed in calendar days.
 * @throws DomainError `unknownUnit`, `forbidden`
 */
export async function getNewOrder(ctx: Context, query: NewOrderQuery): Promise<NewOrderPage> {
	demand(ctx.actor, 'order.issue');
	const permitted = query.unit ? await getPermittedUnit(ctx, 'order.issue', query.unit) : undefined;
	const indicators = await listMeasuredIndicators(ctx.db);
	const indicator = indicators.find(({ code }) => code === query.indicator);
	const period = query.period === undefined ? undefined : findPeriod(query.period)?.code;
	const unit = permitted?.unit;
	const of = unit && indicator && period ? { unitId: unit.id, indicatorId: indicator.id, period } : undefined;
	const scope = permitted?.scope;
	return {
		unit,
		indicators,
		indicator,
		figure: of && scope && (await findOrderFigure(ctx.db, scope, of)),
		findings:
			of && scope && query.ground === 'failedRule'
				? (
						await searchFindings(ctx.db, scope, {
							indicatorId: of.indicatorId,
							periods: [of.period],
							kind: undefined,
							severity: undefined,
							state: 'unresolved',
							limit: mostFindings,
							offset: 0
						})
					).findings
				: [],
		vetoes: unit && query.round !== undefined ? await vetoesOf(ctx, unit, query.round) : [],
		dueOn: new Date(ctx.now.getTime() + usualOrderDays * 86_400_000).toISOString().slice(0, 10)
	};
}

async function vetoesOf(ctx: Context, unit: Unit, roundId: number): Promise<RecordedAdjustment[]> {
	const scope = demand(ctx.actor, 'order.issue', unit.path);
	const round = (await listUnitRounds(ctx, [unit.id])).find(({ id }) => id === roundId);
	if (!round) return [];
	const vetoes = new Set(
		(round.settings.rules ?? []).flatMap((rule) => (rule.do === 'veto' ? [rule.code] : []))
	);
	return (await listAdjustmentsOfUnit(ctx.db, scope, roundId, unit.id)).filter(({ ruleCode }) =>
		vetoes.has(ruleCode)
	);
}
