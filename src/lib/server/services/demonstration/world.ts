import {
	monthsOf,
	parsePeriod,
	periodEndExclusive,
	periodOfDate,
	shiftPeriod,
	type Period
} from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import { leaveOnDesk, leaveUnfinished, leaveToReview, liveThrough } from './accidents';
import type { Cell, Reported, UnitCells } from './cell';
import { generateDepartmentReports } from './generate-department';
import { generateDisclosures, generateOwnFigures, generateRegionReports } from './generate-region';
import { departmentProfile, regionStandings } from './profile';
import { nationSeed, regionSeeds, type RegionSeed } from './regions';
import { departmentNames, sectorSeeds } from './sectors';
import { demonstrationDepartmentCode, demonstrationRegionCode, type DemonstrationSize } from './settings';
import type { Standing } from './track';

/** A unit of the demonstration and all that it reported. */
export interface WorldUnit {
	readonly code: string;
	readonly kind: Unit['kind'];
	readonly level: Unit['level'];
	readonly parentCode: string | null;
	readonly sector: string | null;
	readonly region: RegionSeed | null;
	readonly names: ReturnType<typeof departmentNames>;
	readonly standing: Standing;
	/** monthly reports, one place a month of the world */
	readonly cells: UnitCells;
	/** yearly reports: indicator → period code → report */
	readonly yearly: ReadonlyMap<string, ReadonlyMap<string, Cell>>;
}

/** The demonstration before it is stored: depends on the seed, the size and the last month alone, but for the last reports' hours. */
export interface World {
	readonly seed: number;
	readonly now: Date;
	readonly months: readonly Period[];
	/** parents before their children */
	readonly units: readonly WorldUnit[];
}

/** Months up to the one before `now`, as calendars in Shanghai have it. */
export function demonstrationMonths(now: Date, count: number): Period[] {
	const today = new Date(now.getTime() + 8 * 3_600_000).toISOString();
	const current = periodOfDate(today, 'month');
	return Array.from({ length: count }, (_, i) => shiftPeriod(current, i - count));
}

export function buildWorld(seed: number, size: DemonstrationSize, now: Date): World {
	const months = demonstrationMonths(now, size.months);
	const standings = regionStandings(seed);
	const regions = chooseRegions(size.provinces);
	const units: WorldUnit[] = [nation()];
	for (const region of regions) {
		const standing = standings.get(region.code)!;
		const departments = sectorSeeds.map((sector) => departmentProfile(seed, region, sector, standing));
		const reports = departments.map((profile) => generateDepartmentReports(seed, profile, months));
		units.push(regionUnit(seed, region, standing, reports, months, now));
		departments.forEach((profile, i) => {
			const habits = { unitCode: profile.code, offset: profile.standing.offset, now };
			const cells = liveThrough(seed, habits, reports[i]!, months);
			if (profile.code === demonstrationDepartmentCode) leaveOnDesk(cells, months.length - 1);
			else leaveUnfinished(seed, profile.code, cells, months.length - 1);
			units.push({
				code: profile.code,
				kind: 'department',
				level: 'province',
				parentCode: region.code,
				sector: profile.sector.code,
				region,
				names: departmentNames(region, profile.sector),
				standing: profile.standing,
				cells,
				yearly: new Map()
			});
		});
	}
	return { seed, now, months, units };
}

/** The demonstration's own region and Beijing come first, so that its people have their units in a small one too. */
function chooseRegions(count: number): RegionSeed[] {
	const first = [demonstrationRegionCode, '110000'];
	const order = [
		...regionSeeds.filter(({ code }) => first.includes(code)),
		...regionSeeds.filter(({ code }) => !first.includes(code))
	];
	const chosen = new Set(order.slice(0, Math.max(first.length, count)));
	return regionSeeds.filter((region) => chosen.has(region));
}

function nation(): WorldUnit {
	return {
		code: nationSeed.code,
		kind: 'region',
		level: 'nation',
		parentCode: null,
		sector: null,
		region: null,
		names: {
			nameEn: nationSeed.full[0],
			nameZh: nationSeed.full[1],
			shortNameEn: nationSeed.short[0],
			shortNameZh: nationSeed.short[1]
		},
		standing: { offset: 0, pace: 1 },
		cells: new Map(),
		yearly: new Map()
	};
}

function regionUnit(
	seed: number,
	region: RegionSeed,
	standing: Standing,
	departments: readonly ReadonlyMap<string, readonly Reported[]>[],
	months: readonly Period[],
	now: Date
): WorldUnit {
	const reports = new Map([
		...generateRegionReports(seed, region, standing, departments, months),
		...generateOwnFigures(region, departments, months)
	]);
	const cells = liveThrough(
		seed,
		{ unitCode: region.code, offset: standing.offset + 0.8, now },
		reports,
		months
	);
	leaveToReview(cells, months.length - 1);
	return {
		code: region.code,
		kind: 'region',
		level: 'province',
		parentCode: nationSeed.code,
		sector: null,
		region,
		names: {
			nameEn: region.full[0],
			nameZh: region.full[1],
			shortNameEn: region.short[0],
			shortNameZh: region.short[1]
		},
		standing,
		cells,
		yearly: new Map([['MGT-02', disclosureCells(seed, region, standing, months)]])
	};
}

/** Reported in April of each year whose first quarter lies before the end of the months. */
function disclosureCells(
	seed: number,
	region: RegionSeed,
	standing: Standing,
	months: readonly Period[]
): ReadonlyMap<string, Cell> {
	const lastDay = periodEndExclusive(months.at(-1)!);
	const years = [...new Set(months.map(({ year }) => year))].filter((year) => `${year}-03-31` < lastDay);
	const reports = generateDisclosures(seed, region, standing, years);
	return new Map(
		[...reports].map(([period, report]) => {
			const day = monthsOf(parsePeriod(period))[3]!.code;
			return [
				period,
				{
					...report,
					status: 'approved',
					returnReason: null,
					note: null,
					correctedFrom: null,
					enteredAt: `${day}-01T02:10:00.000Z`,
					submittedAt: `${day}-01T03:25:00.000Z`
				} satisfies Cell
			];
		})
	);
}
