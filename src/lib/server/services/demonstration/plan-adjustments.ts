import { roundTimeZone } from '../../../domain/round/round';
import { reportDueAt } from '../../../domain/indicator/report-due';
import { monthsOf, type Period } from '../../../domain/period/period';
import { randomStream } from './random';
import type { StoredFramework } from './load-frameworks';
import { demonstrationRegionCode } from './settings';
import type { World, WorldUnit } from './world';

export interface PlannedAdjustment {
	readonly unitCode: string;
	readonly ruleCode: string;
	readonly amount: number;
	readonly groundEn: string;
	readonly groundZh: string;
}

/** Where the demonstration shows what a veto does: made up like everything else, and said so in its ground. */
const madeUpIncident = { period: '2025-Q2', sector: 'naturalResources', place: 5 };

const pointsOfLateMonth = 0.5;

/** What is added to and taken from the scores of a round: late months, an award, a false value, one incident. */
export function planAdjustments(
	world: World,
	framework: StoredFramework,
	units: readonly WorldUnit[],
	period: Period
): PlannedAdjustment[] {
	const isQuarter = period.kind === 'quarter';
	const awards = units.flatMap((unit): PlannedAdjustment[] => {
		const random = randomStream(world.seed, unit.code, period.code, 'award');
		if (!random.chance(framework.appliesTo.kind === 'region' ? 0.1 : 0.02)) return [];
		return [
			{
				unitCode: unit.code,
				ruleCode: 'bonus',
				amount: random.integer(1, 4) / 2 + 0.5,
				groundEn: 'National pilot (made up for the demonstration)',
				groundZh: '国家试点（演示虚构）'
			}
		];
	});
	const incidents = units
		.filter(({ sector }) => sector === madeUpIncident.sector)
		.slice(madeUpIncident.place, madeUpIncident.place + 1)
		.filter(() => isQuarter && period.code === madeUpIncident.period)
		.map(({ code }) => ({
			unitCode: code,
			ruleCode: 'incident',
			amount: 0,
			groundEn: 'Fictional data-security incident, made up to show a veto',
			groundZh: '虚构的数据安全事件，仅用于演示一票否决'
		}));
	const late = isQuarter ? monthsOf(period).flatMap((month) => lateReports(world, units, month)) : [];
	return [...late, ...awards, ...incidents];
}

/** What is proposed in the round under way, for a manager to decide on. */
export function planProposals(units: readonly WorldUnit[]): PlannedAdjustment[] {
	return units
		.filter(({ code }) => code === demonstrationRegionCode)
		.map(({ code }) => ({
			unitCode: code,
			ruleCode: 'bonus',
			amount: 1.5,
			groundEn: 'Model case of open data (made up for the demonstration)',
			groundZh: '公共数据开放典型案例（演示虚构）'
		}));
}

function lateReports(world: World, units: readonly WorldUnit[], month: Period): PlannedAdjustment[] {
	const place = world.months.findIndex(({ code }) => code === month.code);
	const dueAt = reportDueAt(month, roundTimeZone);
	return units.flatMap((unit) => {
		const first = [...unit.cells.values()].find((row) => row[place]?.submittedAt)?.[place];
		if (!first?.submittedAt || new Date(first.submittedAt) <= dueAt) return [];
		return [
			{
				unitCode: unit.code,
				ruleCode: 'late',
				amount: pointsOfLateMonth,
				groundEn: `Data of ${month.code} came after the due day`,
				groundZh: `${month.year}年${month.index}月数据迟报`
			}
		];
	});
}
