import { can, demand } from '../../../domain/access/can';
import type {
	EntryPage,
	EntryPeriod,
	EntryRound,
	EntrySheet,
	PlacedIndicator
} from '../../../domain/indicator/entry-sheet';
import { isLate } from '../../../domain/indicator/observation-rules';
import { reportDueAt } from '../../../domain/indicator/report-due';
import { DomainError } from '../../../domain/errors';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listEntryUnits, listObservations } from '../../db/queries/observation';
import { listUnresolvedFindings } from '../../db/queries/finding';
import { listFigures } from '../../db/queries/series';
import { getPermittedUnit } from './get-permitted-unit';
import { readEntryRounds } from './read-entry-rounds';

const mostUnits = 300;
/** How many earlier periods tell what is usual. */
const historyLength = 24;

/**
 * A unit's measured indicators for a period, as far as they are entered. Without a unit the first that the actor enters data for,
 * without a period the newest that is over.
 * @throws DomainError `unknownUnit`, `forbidden`, `notFound` (no such period in a round under way)
 */
export async function getEntrySheet(
	ctx: Context,
	wanted: { unit?: string; period?: string }
): Promise<EntryPage> {
	const all = demand(ctx.actor, 'observation.enter');
	const units = await listEntryUnits(ctx.db, all, mostUnits);
	const code = wanted.unit ?? units[0]?.code;
	if (code === undefined) throw new DomainError('notFound', 'There is no unit that you enter data for');
	const { unit } = await getPermittedUnit(ctx, 'observation.enter', code);
	const { rounds, periods, timeZone } = await readEntryRounds(ctx, unit);
	const period =
		wanted.period === undefined ? periods[0] : periods.find((other) => other.code === wanted.period);
	if (!period && wanted.period !== undefined) {
		throw new DomainError(
			'notFound',
			`No round under way asks "${code}" for data of ${wanted.period}`,
			wanted
		);
	}
	const round = rounds.find((other) => other.id === period?.roundId);
	return {
		unit,
		timeZone,
		units,
		periods,
		sheet: period && round && (await readSheet(ctx, { unit, period, round, timeZone })),
		maySubmit: can(ctx.actor, 'observation.submit', unit.path) !== undefined
	};
}

async function readSheet(
	ctx: Context,
	at: {
		unit: Unit;
		period: EntryPeriod;
		round: EntryRound & { indicators: readonly PlacedIndicator[] };
		timeZone: string;
	}
): Promise<EntrySheet> {
	const scope = demand(ctx.actor, 'observation.enter', at.unit.path);
	const { indicators, ...round } = at.round;
	const period = parsePeriod(at.period.code);
	const asked = indicators.filter(({ indicator }) => indicator.frequency === at.period.frequency);
	const ids = asked.map(({ indicator }) => indicator.id);
	const stored = await listObservations(
		ctx.db,
		scope,
		{ unitId: at.unit.id, indicatorIds: ids, periods: [period.code] },
		{ now: ctx.now }
	);
	const earlier = Array.from(
		{ length: historyLength },
		(_, i) => shiftPeriod(period, i - historyLength).code
	);
	const figures = await listFigures(ctx.db, {
		units: [{ unitId: at.unit.id, scope, until: undefined }],
		indicatorIds: ids,
		periods: [...earlier, period.code]
	});
	const findings = await listUnresolvedFindings(ctx.db, scope, {
		unitId: at.unit.id,
		indicatorIds: ids,
		periods: [period.code]
	});
	const dueAt = reportDueAt(period, at.timeZone);
	const previousPeriod = shiftPeriod(period, -1).code;
	const lastYearPeriod = shiftPeriod(
		period,
		{ month: -12, quarter: -4, half: -2, year: -1 }[period.kind]
	).code;
	return {
		period: at.period,
		round,
		dueAt,
		previousPeriod,
		lastYearPeriod,
		cells: asked.map((placed) => {
			const cell = stored.find(({ indicatorId }) => indicatorId === placed.indicator.id);
			const series = figures.filter(({ indicatorId }) => indicatorId === placed.indicator.id);
			// A period may hold the unit's own report and a roll-up; the query gives the own one first.
			const before = earlier.map((code) => series.find((figure) => figure.period === code));
			const isIn = cell?.status === 'submitted' || cell?.status === 'approved';
			return {
				...placed,
				stored: cell,
				isLate: isLate(isIn ? cell.firstSubmittedAt : null, dueAt, ctx.now),
				previous: before.at(-1),
				lastYear: before[earlier.indexOf(lastYearPeriod)],
				rolledUp: series.find((figure) => figure.period === period.code && figure.provenance === 'rolledUp'),
				history: before.flatMap((figure) => figure?.value ?? []),
				findings: findings.filter(({ indicator }) => indicator.code === placed.indicator.code)
			};
		})
	};
}
