import { can, demand } from '../../../domain/access/can';
import type { StoredObservation } from '../../../domain/indicator/entry-sheet';
import { figureValue } from '../../../domain/indicator/figure-value';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { Figure } from '../../../domain/indicator/period-figure';
import { rollUpFigures } from '../../../domain/indicator/roll-up';
import type { Revision, SeriesFigure } from '../../../domain/indicator/series-figure';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import {
	containingPeriod,
	parsePeriod,
	periodEndExclusive,
	subperiods,
	type PeriodKind
} from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Evidence } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import { listObservations } from '../../db/queries/observation';
import { listRevisions } from '../../db/queries/revision';
import { listFigures } from '../../db/queries/series';
import { listChildrenAt } from '../../db/queries/unit';
import { listEvidence } from '../evidence/list-evidence';
import { readHorizons } from './read-horizons';

/** A region's figure as its departments give it together. */
export interface RollUpEvidence {
	readonly departments: readonly { readonly unit: Unit; readonly figures: readonly SeriesFigure[] }[];
	readonly value: number | null;
	readonly isAbove: boolean;
	readonly missingReason: MissingReason | null;
	readonly present: number;
	readonly expected: number;
}

/** What lies behind a measured value of a period. */
export interface FigureEvidence {
	/** the cell of the period itself, own report first; it may have changed since a round froze it */
	readonly whole: readonly SeriesFigure[];
	/** the shorter periods that it is made of, in time order; empty where it is reported as it is */
	readonly parts: readonly { readonly period: string; readonly figures: readonly SeriesFigure[] }[];
	/** undefined where the indicator is not rolled up, the unit has no departments, or they may not be read */
	readonly rollUp: RollUpEvidence | undefined;
	/** who reported the unit's own cells, by period; empty where the reader may not know */
	readonly reporters: ReadonlyMap<string, string>;
	/** the unit's own cells as they stand, returned ones too; empty where the reader may not know */
	readonly cells: readonly StoredObservation[];
	/** undefined where the reader may not see them; newest first */
	readonly revisions: readonly Revision[] | undefined;
	/** files and links beside the unit's own cells, by period; empty where the reader may not see them */
	readonly proofs: ReadonlyMap<string, readonly Evidence[]>;
}

const maximumDepartments = 200;
const maximumRevisions = 100;

/** Months, departments and revisions behind one measured figure, as far as the reader may see them. */
export async function listFigureEvidence(
	ctx: Context,
	unit: Unit,
	indicator: Indicator,
	period: string
): Promise<FigureEvidence> {
	const scope = demand(ctx.actor, 'published.read');
	const cells = partsOf(period, indicator.frequency);
	const periods = [...new Set([period, ...cells])];
	const children =
		indicator.rollUp === 'none' || unit.kind !== 'region'
			? []
			: await listChildrenAt(
					ctx.db,
					scope,
					unit.id,
					periodEndExclusive(parsePeriod(period)),
					maximumDepartments
				);
	const departments = children.filter((child) => child.kind === 'department');
	const figures = await listFigures(ctx.db, {
		units: await readHorizons(ctx, [unit, ...departments]),
		indicatorIds: [indicator.id],
		periods
	});
	const of = (unitId: number, code: string) =>
		figures.filter((figure) => figure.unitId === unitId && figure.period === code);
	const mayReadRevisions = can(ctx.actor, 'observation.read', unit.path);
	const reported = mayReadRevisions
		? await listObservations(
				ctx.db,
				mayReadRevisions,
				{ unitId: unit.id, indicatorIds: [indicator.id], periods },
				{ now: ctx.now }
			)
		: [];
	return {
		whole: of(unit.id, period),
		parts: cells
			.filter((code) => code !== period)
			.map((code) => ({ period: code, figures: of(unit.id, code) })),
		rollUp: rollUp(
			indicator,
			departments.map((child) => ({ unit: child, figures: of(child.id, period) }))
		),
		reporters: new Map(
			reported.flatMap((cell) => (cell.enteredByName === null ? [] : [[cell.period, cell.enteredByName]]))
		),
		cells: reported,
		proofs: await listEvidence(ctx, unit, indicator.code, periods),
		revisions:
			mayReadRevisions &&
			(await listRevisions(
				ctx.db,
				mayReadRevisions,
				{ unitId: unit.id, indicatorId: indicator.id, periods },
				maximumRevisions
			))
	};
}

/** The cells that a unit reports for a period: its months, or the year that an annual figure is carried from. */
function partsOf(code: string, frequency: Indicator['frequency']): string[] {
	const period = parsePeriod(code);
	const length: Record<PeriodKind, number> = { month: 1, quarter: 3, half: 6, year: 12 };
	if (length[frequency] > length[period.kind]) return [containingPeriod(period, frequency).code];
	return subperiods(period, frequency).map((part) => part.code);
}

function rollUp(
	indicator: Indicator,
	departments: RollUpEvidence['departments']
): RollUpEvidence | undefined {
	const reported = departments.flatMap(({ figures }) => figures[0] ?? []);
	if (reported.length === 0) return undefined;
	const { figure, present, expected } = rollUpFigures(reported.map(partsOfFigure), { minimumShare: 0 });
	const value = figureValue(figure, {
		per: indicator.measure === 'percent' ? 100 : indicator.factor,
		...(indicator.statistic ? { statistic: indicator.statistic } : {})
	});
	return {
		departments,
		value: 'value' in value ? value.value : null,
		isAbove: 'value' in value && value.isAbove === true,
		missingReason: 'missing' in value ? value.missing : null,
		present,
		expected
	};
}

/** A stored figure in the form that can be added up. */
function partsOfFigure(figure: SeriesFigure): Figure {
	if (figure.missingReason !== null) return { missing: figure.missingReason };
	if (figure.distribution !== null) return { points: figure.distribution };
	if (figure.numerator !== null && figure.denominator !== null) {
		return { numerator: figure.numerator, denominator: figure.denominator };
	}
	return figure.value === null ? { missing: 'notReported' } : { value: figure.value };
}
