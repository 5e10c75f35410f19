import { findPeriod } from '../domain/period/period';

/** What the address of the page of trends asks for. */
export interface TrendAddress {
	readonly indicator: string | undefined;
	/** unit codes, none twice */
	readonly units: readonly string[];
	readonly from: string | undefined;
	readonly to: string | undefined;
	readonly by: 'month' | 'quarter' | 'year' | undefined;
	/** text of the unit search */
	readonly search: string | undefined;
	/** the same view has a shorter address: parameters came repeated, empty or to be taken together */
	readonly isUntidy: boolean;
}

const kinds = ['month', 'quarter', 'year'] as const;
const longestUnits = 100;

/** Reads an address leniently: what does not parse is left out, as if it had not been asked for. */
export function parseTrendQuery(parameters: URLSearchParams): TrendAddress {
	const named = (name: string) => parameters.get(name)?.trim().slice(0, 200) || undefined;
	const period = (name: string) => {
		const text = named(name);
		return text && findPeriod(text) ? text : undefined;
	};
	const lists = [...parameters.getAll('units'), ...parameters.getAll('add')];
	const units = [
		...new Set(lists.flatMap((list) => list.split(',').map((code) => code.trim())).filter(Boolean))
	];
	const isUntidy =
		parameters.getAll('units').length > 1 ||
		parameters.has('add') ||
		[...parameters.values()].some((value) => value === '') ||
		new Set(parameters.keys()).size !== [...parameters.keys()].length;
	return {
		indicator: named('indicator'),
		units: units.slice(0, longestUnits),
		from: period('from'),
		to: period('to'),
		by: kinds.find((kind) => kind === named('by')),
		search: named('q'),
		isUntidy
	};
}

/** The query of an address, short and readable: `?indicator=OPN-01&units=330000,310000&by=quarter`. */
export function trendSearch(address: Partial<Omit<TrendAddress, 'isUntidy'>>): string {
	const parts = (
		[
			['indicator', address.indicator],
			['units', address.units?.join(',')],
			['from', address.from],
			['to', address.to],
			['by', address.by],
			['q', address.search]
		] as const
	).flatMap(([name, value]) =>
		value ? [`${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`] : []
	);
	return parts.length > 0 ? `?${parts.join('&')}` : '';
}
