import type { Period } from '../../../domain/period/period';
import { periodEndExclusive, periodStart } from '../../../domain/period/period';
import { absence, ratioReport, valueReport, type Reported } from './cell';
import { distributionReportOf } from './distribution-report';
import { generateTickets } from './generate-tickets';
import type { DepartmentProfile } from './profile';
import { randomStream } from './random';
import { countOf, shareTrack, volumeTrack, type TrackShape } from './track';
import type { SourceCode } from './indicators';

/** How an average department does at the start and after three years. */
const shapes = {
	'SHR-01': { from: 0.76, to: 0.92, noise: 0.04 },
	'SHR-02': { from: 0.5, to: 0.7, noise: 0.04 },
	'SHR-04': { from: 0.74, to: 0.92, noise: 0.15, season: 0.25 },
	'OPN-01': { from: 0.3, to: 0.56, noise: 0.04 },
	'OPN-02': { from: 0.48, to: 0.74, noise: 0.06 },
	'OPN-03': { from: 0.68, to: 0.9, noise: 0.05 },
	'OPN-04': { from: 0.64, to: 0.86, noise: 0.12, season: 0.25 },
	'QLT-01': { from: 0.58, to: 0.78, noise: 0.04 },
	'QLT-02': { from: 0.93, to: 0.982, noise: 0.05 },
	'QLT-03': { from: 0.66, to: 0.9, noise: 0.15, season: 0.25 },
	'QLT-04': { from: 0.55, to: 0.82, noise: 0.04 },
	'MGT-01': { from: 0.64, to: 0.91, noise: 0.04 },
	'SEC-01': { from: 0.66, to: 0.9, noise: 0.06, season: 0.15 }
} as const satisfies Record<string, TrackShape>;

/** What each department reports every month, and from where. */
export const departmentSources: Readonly<Record<string, SourceCode>> = {
	'SHR-01': 'register',
	'SHR-02': 'register',
	'SHR-03': 'gateway',
	'SHR-04': 'gateway',
	'SHR-05': 'gateway',
	'OPN-01': 'register',
	'OPN-02': 'ticketing',
	'OPN-03': 'portal',
	'OPN-04': 'portal',
	'OPN-05-D': 'portal',
	'QLT-01': 'portal',
	'QLT-02': 'portal',
	'QLT-03': 'ticketing',
	'QLT-04': 'register',
	'FBK-01': 'ticketing',
	'FBK-02': 'ticketing',
	'FBK-03': 'ticketing',
	'MGT-01': 'register',
	'SEC-01': 'form'
};

/** Points that the quality profile (MQA) gives a dataset at most. */
const mostPointsOfDataset = 405;

/** What a department would report if nothing ever went wrong: by indicator, one place a month. */
export function generateDepartmentReports(
	seed: number,
	profile: DepartmentProfile,
	months: readonly Period[]
): Map<string, Reported[]> {
	const { code, size, standing } = profile;
	const share = (indicator: keyof typeof shapes): Float64Array => {
		const random = randomStream(seed, code, indicator);
		const own = { offset: standing.offset + 0.3 * random.normal(), pace: standing.pace };
		return shareTrack(random, months, shapes[indicator], own);
	};
	const tracks = Object.fromEntries(
		Object.keys(shapes).map((key) => [key, share(key as keyof typeof shapes)])
	) as Record<keyof typeof shapes, Float64Array>;
	const random = randomStream(seed, code, 'stocks');
	const held = 260 * size * (0.8 + 0.4 * random.next());
	const growth = 0.06 + 0.1 * random.next();
	const notToBeOpened = 0.2 + 0.2 * random.next();
	const volume = volumeTrack(
		random,
		months,
		380_000 * size * Math.exp(0.5 * standing.offset + 0.35 * random.normal()),
		1.25
	);
	const use = volumeTrack(
		random,
		months,
		5200 * size * Math.exp(0.6 * standing.offset + 0.35 * random.normal()),
		1.3
	);
	const interfaces = Math.max(3, Math.round(14 * size));
	const down = 0.011 * Math.exp(-0.7 * standing.offset + 0.25 * random.normal());
	const tickets = randomStream(seed, code, 'tickets');
	const asked = 9 * size + 5;
	const reports = new Map<string, Reported[]>(Object.keys(departmentSources).map((key) => [key, []]));
	let mostHeld = 0;
	let mostOpen = 0;

	months.forEach((month, i) => {
		const age = 36 - (months.length - i);
		const put = (indicator: string, report: Reported): void => void reports.get(indicator)!.push(report);
		const part = (indicator: keyof typeof shapes, of: number): Reported =>
			ratioReport(departmentSources[indicator]!, countOf(tracks[indicator][i]!, of), of);

		// Resources are added, hardly ever withdrawn: a stock that only grows.
		mostHeld = Math.max(mostHeld, Math.round(held * (1 + growth) ** (age / 12)));
		const catalogued = countOf(tracks['SHR-01'][i]!, mostHeld);
		put('SHR-01', ratioReport('register', catalogued, mostHeld));
		put('SHR-02', part('SHR-02', catalogued));
		put('SHR-03', valueReport('gateway', Math.round(volume[i]!)));
		put('SHR-04', part('SHR-04', Math.max(1, random.poisson(16 * size + 4))));
		const minutes = interfaces * minutesOf(month);
		const lost = Math.min(0.2, down * Math.exp(0.5 * random.normal()) * 0.72 ** (age / 12));
		put('SHR-05', ratioReport('gateway', Math.round(minutes * (1 - lost)), minutes));

		const openable = Math.max(1, Math.round(catalogued * (1 - notToBeOpened)));
		const open = Math.min(openable, Math.max(1, mostOpen - 1, countOf(tracks['OPN-01'][i]!, openable)));
		mostOpen = open;
		put('OPN-01', ratioReport('register', open, openable));
		put('OPN-02', part('OPN-02', Math.max(2, Math.round((8 + 0.9 * age) * size ** 0.5))));
		put('OPN-03', part('OPN-03', open));
		put('OPN-04', part('OPN-04', open));
		put('OPN-05-D', valueReport('portal', Math.round(use[i]!)));
		put('QLT-01', part('QLT-01', open * mostPointsOfDataset));
		put('QLT-02', part('QLT-02', open * 9_600));
		put('QLT-03', part('QLT-03', Math.max(1, random.poisson(9 * size + 3))));
		put('QLT-04', part('QLT-04', catalogued));
		put('MGT-01', part('MGT-01', mostHeld));
		put('SEC-01', part('SEC-01', Math.max(2, Math.round(6 + 5 * size + age / 6))));

		const ticketMonth = generateTickets(
			tickets,
			tickets.poisson(asked),
			8.2 *
				Math.exp(-0.42 * standing.offset - 0.13 * standing.pace * (age / 12)) *
				(month.index === 2 ? 1.25 : 1),
			0.07 * Math.exp(-0.6 * standing.offset),
			3.95 + 0.3 * standing.offset + 0.08 * (age / 12)
		);
		put('FBK-01', distributionReportOf('kaplanMeierMedian', ticketMonth.responseDays));
		put(
			'FBK-02',
			ticketMonth.received > 0
				? ratioReport('ticketing', ticketMonth.answeredWithin10, ticketMonth.received)
				: absence('ticketing', 'notApplicable')
		);
		put('FBK-03', distributionReportOf('mean', ticketMonth.ratings));
	});
	return reports;
}

function minutesOf(month: Period): number {
	return (Date.parse(periodEndExclusive(month)) - Date.parse(periodStart(month))) / 60_000;
}
