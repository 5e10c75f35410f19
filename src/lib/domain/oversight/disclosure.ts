import { endOfDay } from '../indicator/report-due';
import { roundTimeZone } from '../round/round';
import type { LocalisedName } from '../unit/unit';
import type { OperationPartyKind } from './operation-party';

/**
 * What must be published, after the notice of the National Data Administration's general office on disclosure of the authorised
 * operation of public data resources (国家数据局综合司关于做好公共数据资源授权运营信息披露工作的通知, 10 February 2026):
 * each year by the end of March, on the year before. Names here are the product's own wording.
 */
export const disclosureItemSeeds = [
	{ code: 'IMP-1', kind: 'implementer', name: ['The implementer itself', '实施机构信息'] },
	{
		code: 'IMP-2',
		kind: 'implementer',
		name: [
			'Authorisations: operators, content, scope and term',
			'公共数据资源授权信息（授权对象、内容、范围、时限）'
		]
	},
	{
		code: 'IMP-3',
		kind: 'implementer',
		name: ['Highest fees allowed for operating services', '公共数据运营服务费上限收费标准']
	},
	{ code: 'OPR-1', kind: 'operator', name: ['The operator itself', '运营机构信息'] },
	{
		code: 'OPR-2',
		kind: 'operator',
		name: ['Public data resources that it is authorised for', '已获授权的公共数据资源信息']
	},
	{
		code: 'OPR-3',
		kind: 'operator',
		name: ['List of products and services', '公共数据资源产品和服务清单']
	},
	{
		code: 'OPR-4',
		kind: 'operator',
		name: ['Fees of each product and service', '公共数据资源产品和服务具体收费标准']
	}
] as const satisfies readonly {
	readonly code: string;
	readonly kind: OperationPartyKind;
	readonly name: readonly [en: string, zh: string];
}[];

/** The indicator that the calendar feeds: items disclosed by 31 March, of those required. */
export const disclosureIndicatorCode = 'MGT-02';
/** How observations name the calendar as their source. */
export const disclosureSource = 'disclosure';

export const longestDisclosureNote = 1000;
export const longestPartyName = 200;
/** Years that can be looked at: disclosure began with the first authorisations. */
export const firstDisclosureYear = 2020;

/** Next year, whose due day is ahead, this one, and those before. */
export function disclosureYears(now: Date): number[] {
	const next = now.getUTCFullYear() + 1;
	return Array.from({ length: next - firstDisclosureYear + 1 }, (_, back) => next - back);
}

/** The last day on which a year's disclosures are in time. */
export function disclosureDueOn(year: number): string {
	return `${year}-03-31`;
}

/** 31 March, 24:00 where the nation's offices are. */
export function disclosureDueAt(year: number): Date {
	return endOfDay(disclosureDueOn(year), roundTimeZone);
}

/** Where one item of one party stands. `open`: not there, and not due yet. */
export const disclosureStates = ['done', 'late', 'missing', 'open'] as const;
export type DisclosureState = (typeof disclosureStates)[number];

export function disclosureState(disclosedOn: string | null, year: number, now: Date): DisclosureState {
	if (disclosedOn !== null) return disclosedOn <= disclosureDueOn(year) ? 'done' : 'late';
	return disclosureDueAt(year) < now ? 'missing' : 'open';
}

/** A party answers for a year if it held its part on the due day. */
export function isRequiredIn(
	party: { readonly validFrom: string; readonly validTo: string | null },
	year: number
): boolean {
	const due = disclosureDueOn(year);
	return party.validFrom <= due && (party.validTo === null || due < party.validTo);
}

export interface DisclosureItem {
	readonly code: string;
	readonly kind: OperationPartyKind;
	readonly name: LocalisedName;
}

/** An implementer or operator, and the unit in whose charge it is. */
export interface OperationParty {
	readonly id: number;
	readonly unit: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly path: string;
	};
	readonly kind: OperationPartyKind;
	readonly name: LocalisedName;
	readonly validFrom: string;
	readonly validTo: string | null;
	readonly revision: number;
}

export interface Disclosure {
	readonly itemCode: string;
	readonly year: number;
	readonly disclosedOn: string;
	readonly url: string;
	readonly note: string;
	readonly recordedByName: string | null;
	readonly recordedAt: Date;
}

export interface DisclosureCounts {
	readonly required: number;
	readonly done: number;
	readonly late: number;
	readonly missing: number;
	readonly open: number;
}

/** Counts of states; what is required is all of them. */
export function countDisclosures(states: readonly DisclosureState[]): DisclosureCounts {
	const of = (state: DisclosureState): number => states.filter((each) => each === state).length;
	return {
		required: states.length,
		done: of('done'),
		late: of('late'),
		missing: of('missing'),
		open: of('open')
	};
}
