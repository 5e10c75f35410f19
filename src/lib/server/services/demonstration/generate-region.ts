import type { Period } from '../../../domain/period/period';
import { parsePeriod } from '../../../domain/period/period';
import { ratioReport, valueReport, type Reported } from './cell';
import { randomStream } from './random';
import type { RegionSeed } from './regions';
import { countOf, shareTrack, volumeTrack, type Standing } from './track';
import type { SourceCode } from './indicators';

/** What each region reports for itself. */
export const regionSources: Readonly<Record<string, SourceCode>> = {
	'OPN-05': 'portal',
	'OPN-06': 'portal',
	'APP-01': 'register',
	'APP-03': 'form',
	'SEC-03': 'budget'
};

/** Regions that also report a figure which others roll up for them, with the difference that a second count makes. */
export const ownFigures: readonly {
	readonly region: string;
	readonly indicator: string;
	readonly factor: number;
}[] = [
	{ region: '330000', indicator: 'OPN-01', factor: 1.035 },
	{ region: '420000', indicator: 'OPN-01', factor: 0.97 },
	{ region: '510000', indicator: 'SHR-01', factor: 1.02 },
	{ region: '440000', indicator: 'SHR-03', factor: 1.06 }
];

/** Monthly reports of a region of its own, made to agree with what its departments say where both speak of the same thing. */
export function generateRegionReports(
	seed: number,
	region: RegionSeed,
	standing: Standing,
	departments: readonly ReadonlyMap<string, readonly Reported[]>[],
	months: readonly Period[]
): Map<string, Reported[]> {
	const random = randomStream(seed, region.code, 'region');
	const inhabitants = region.population * 10_000;
	const lowerLevels = 2.4 + 1.5 * random.next();
	const viaPortal = 1.6 + 0.8 * random.next();
	const products = volumeTrack(
		random,
		months,
		9 * (region.population / 4500) ** 0.5 * Math.exp(0.6 * standing.offset),
		2.1
	);
	const enterprises = Math.round(region.population * 420 * (0.8 + 0.4 * random.next()));
	const served = shareTrack(random, months, { from: 0.004, to: 0.016, noise: 0.05 }, standing);
	const spending = shareTrack(
		random,
		months,
		{ from: 0.8, to: 0.9, noise: 0.25, season: 0.3 },
		{
			offset: 0.5 * standing.offset,
			pace: 1
		}
	);
	const yearlyPlan = Math.round(2600 * (region.population / 4500) ** 0.7 * (0.8 + 0.4 * random.next())) + 300;
	const reports = new Map<string, Reported[]>(Object.keys(regionSources).map((key) => [key, []]));
	let mostProducts = 0;
	months.forEach((month, i) => {
		const total = (indicator: string, part: 'value' | 'numerator'): number =>
			departments.reduce((sum, department) => sum + (department.get(indicator)![i]![part] ?? 0), 0);
		const put = (indicator: string, report: Reported): void => void reports.get(indicator)!.push(report);
		put(
			'OPN-05',
			ratioReport('portal', Math.round(total('OPN-05-D', 'value') * viaPortal), inhabitants, 10_000)
		);
		put('OPN-06', valueReport('portal', Math.round(total('OPN-01', 'numerator') * lowerLevels)));
		mostProducts = Math.max(mostProducts, Math.round(products[i]!));
		put('APP-01', valueReport('register', mostProducts));
		put('APP-03', ratioReport('form', countOf(served[i]!, enterprises), enterprises, 10_000));
		const plannedToDate = Math.round((yearlyPlan * month.index) / 12);
		put('SEC-03', ratioReport('budget', Math.round(plannedToDate * (spending[i]! + 0.04)), plannedToDate));
	});
	return reports;
}

/** A region's second count of what its departments report: the roll-up beside it differs a little. */
export function generateOwnFigures(
	region: RegionSeed,
	departments: readonly ReadonlyMap<string, readonly Reported[]>[],
	months: readonly Period[]
): Map<string, Reported[]> {
	const reports = new Map<string, Reported[]>();
	for (const { indicator, factor } of ownFigures.filter((own) => own.region === region.code)) {
		const rows = departments.map((department) => department.get(indicator)!);
		reports.set(
			indicator,
			months.map((_, i) => {
				const add = (part: 'value' | 'numerator' | 'denominator'): number =>
					rows.reduce((sum, row) => sum + (row[i]![part] ?? 0), 0);
				const { source, denominator } = rows[0]![i]!;
				if (denominator === null) return valueReport(source, Math.round(add('value') * factor));
				return ratioReport(
					source,
					countOf((add('numerator') * factor) / add('denominator'), add('denominator')),
					add('denominator')
				);
			})
		);
	}
	return reports;
}

/** Items of authorised operation disclosed by 31 March, by year. */
export function generateDisclosures(
	seed: number,
	region: RegionSeed,
	standing: Standing,
	years: readonly number[]
): ReadonlyMap<string, Reported> {
	const random = randomStream(seed, region.code, 'disclosure');
	const required = random.integer(18, 32);
	const base = [0.55, 0.68, 0.78, 0.86];
	return new Map(
		years.map((year, i) => {
			const share = Math.min(1, (base[i] ?? 0.9) + 0.16 * standing.offset + 0.06 * random.normal());
			return [parsePeriod(String(year)).code, ratioReport('disclosure', countOf(share, required), required)];
		})
	);
}
