import { addDays, addHours, addMinutes } from 'date-fns';
import type { Period } from '../../../domain/period/period';
import { periodEndExclusive } from '../../../domain/period/period';
import { reportDueDay } from '../../../domain/indicator/report-due';
import { absence, type Cell, type Reported, type UnitCells } from './cell';
import { randomStream, type RandomStream } from './random';

/** What a unit's reporting is like beside its numbers. */
export interface ReportingHabits {
	readonly unitCode: string;
	/** in logits: the weaker a unit is, the more often it is late or silent */
	readonly offset: number;
	readonly now: Date;
}

/** Indicators that do not exist for every unit, with how often they do not. */
const notForAll: Readonly<Record<string, number>> = { 'SHR-05': 0.04, 'OPN-02': 0.03, 'SEC-01': 0.01 };

/** Filled by hand, so sometimes forgotten; gateway and portal count for themselves. */
const byHand: ReadonlySet<string> = new Set(['form', 'register', 'ticketing', 'budget']);

/** What made an odd value odd. Free text of its author, so in one language. */
const oddities: readonly {
	readonly indicators: readonly string[];
	readonly factor: number;
	readonly note: string;
}[] = [
	{ indicators: ['SHR-03'], factor: 4, note: '历史数据一次性补传。' },
	{
		indicators: ['SHR-03'],
		factor: 0.2,
		note: '平台迁移，共享暂停两周。'
	},
	{
		indicators: ['OPN-05-D', 'OPN-05'],
		factor: 2.5,
		note: '数据竞赛期间访问量激增。'
	}
];

/** From what a unit would report to what it did report: gaps, late days, odd values, corrections. */
export function liveThrough(
	seed: number,
	habits: ReportingHabits,
	reports: ReadonlyMap<string, readonly Reported[]>,
	months: readonly Period[]
): UnitCells {
	const random = randomStream(seed, habits.unitCode, 'accidents');
	const lateness = 0.03 * Math.exp(-0.7 * habits.offset);
	const silence = 0.0035 * Math.exp(-0.9 * habits.offset);
	const times = months.map((month) => reportingTimes(random, month, lateness, habits.now));
	const cells: UnitCells = new Map();
	for (const [indicator, row] of reports) {
		const isNever = random.chance(notForAll[indicator] ?? 0);
		cells.set(
			indicator,
			row.map((report, i) => {
				const isSilent = byHand.has(report.source) && random.chance(silence);
				const told = isNever
					? absence(report.source, 'notApplicable')
					: isSilent
						? absence(report.source, 'notReported')
						: report;
				return oddOrCorrected(random, indicator, told, times[i]!);
			})
		);
	}
	return cells;
}

interface ReportingTimes {
	readonly enteredAt: string;
	readonly submittedAt: string;
}

function reportingTimes(random: RandomStream, month: Period, lateness: number, now: Date): ReportingTimes {
	const end = new Date(`${periodEndExclusive(month)}T00:00:00+08:00`);
	const day = random.chance(lateness)
		? reportDueDay + random.integer(0, 11)
		: random.integer(2, reportDueDay - 2);
	const entered = addMinutes(addHours(addDays(end, day), random.integer(9, 16)), random.integer(0, 59));
	const latest = addHours(now, -1);
	const submitted = addMinutes(entered, random.integer(20, 240));
	return {
		enteredAt: (entered < latest ? entered : addMinutes(latest, -30)).toISOString(),
		submittedAt: (submitted < latest ? submitted : latest).toISOString()
	};
}

function oddOrCorrected(
	random: RandomStream,
	indicator: string,
	report: Reported,
	times: ReportingTimes
): Cell {
	const chance = random.next();
	const plain = approved(report, times);
	if (report.value === null || report.distribution) return plain;
	if (chance < 0.006) {
		const fitting = oddities.filter(({ indicators }) => indicators.includes(indicator));
		if (fitting.length === 0) return plain;
		const { factor, note } = random.pick(fitting);
		return { ...plain, ...scaled(report, factor), note };
	}
	if (report.numerator !== null && report.denominator !== null && chance > 0.9988) {
		const wrong = Math.floor(report.numerator * 0.9);
		return {
			...plain,
			correctedFrom: {
				report: { ...report, numerator: wrong, value: (report.value / report.numerator) * wrong },
				reason: '复核后更正分子。'
			}
		};
	}
	return plain;
}

/** Written out, not spread: there are nearly two hundred thousand of them. */
function approved(report: Reported, times: ReportingTimes): Cell {
	return {
		value: report.value,
		numerator: report.numerator,
		denominator: report.denominator,
		distribution: report.distribution,
		missingReason: report.missingReason,
		source: report.source,
		status: 'approved',
		returnReason: null,
		note: null,
		correctedFrom: null,
		enteredAt: times.enteredAt,
		submittedAt: times.submittedAt
	};
}

function scaled(report: Reported, factor: number): Pick<Reported, 'value' | 'numerator'> {
	return report.numerator === null
		? { value: Math.round(report.value! * factor), numerator: null }
		: { value: report.value! * factor, numerator: Math.round(report.numerator * factor) };
}

/** The last month is given in and not yet reviewed, but for what does not apply: that was agreed on long before. */
export function leaveToReview(cells: UnitCells, lastIndex: number): void {
	for (const row of cells.values()) {
		const cell = row[lastIndex]!;
		if (cell.missingReason !== 'notApplicable') row[lastIndex] = { ...cell, status: 'submitted' };
	}
}

/** The last month is being worked on: most of it is in, some cells are drafts, some are not there yet. */
export function leaveUnfinished(seed: number, unitCode: string, cells: UnitCells, lastIndex: number): void {
	const random = randomStream(seed, unitCode, 'unfinished');
	const [drafts, absent] = random.chance(0.7)
		? [0, 0]
		: random.chance(0.5)
			? [random.integer(1, 4), 0]
			: [1, random.integer(1, 3)];
	const open = [...cells].filter(([, row]) => byHand.has(row[lastIndex]!.source)).map(([, row]) => row);
	leaveToReview(cells, lastIndex);
	for (let i = 0; i < drafts + absent && open.length > 0; i++) {
		const [row] = open.splice(random.integer(0, open.length - 1), 1);
		row![lastIndex] = i < drafts ? { ...row![lastIndex]!, status: 'draft', submittedAt: null } : undefined;
	}
}

/** What the demonstration's own department finds on its desk: three cells to fill and one that came back. */
export function leaveOnDesk(cells: UnitCells, lastIndex: number): void {
	leaveToReview(cells, lastIndex);
	for (const indicator of ['OPN-02', 'MGT-01', 'SEC-01']) cells.get(indicator)![lastIndex] = undefined;
	const row = cells.get('QLT-03')!;
	row[lastIndex] = {
		...row[lastIndex]!,
		status: 'returned',
		returnReason: '到期问题数与受理系统不一致，请核对后重新提交。'
	};
}
