import type { UnitPath } from '../../domain/access/can';
import { hasEnded } from '../../domain/indicator/report-due';
import { parsePeriodParts } from '../../domain/import/parse-period-parts';
import { findPeriod, periodEndExclusive, periodStart, type Period } from '../../domain/period/period';
import { roundTimeZone } from '../../domain/round/round';
import type { Found } from './found';
import type { IndicatorFile, Mapping } from './mapping';
import { longestUnitText, type KnownIndicator, type Lookups } from './map-rows';
import { shorten } from './read-cell';

/** A unit as far as a file can name it. */
export interface NamedUnit {
	readonly id: number;
	readonly code: string;
	readonly path: UnitPath;
	readonly nameEn: string;
	readonly nameZh: string;
	readonly shortNameEn: string;
	readonly shortNameZh: string;
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** A unit that a file names and the tree does not have, where the mapping lets it be made. */
export interface Newcomer {
	readonly id: number;
	name: string;
	/** first day of its first period */
	since: string;
}

export interface LookupSources {
	readonly mapping: Mapping;
	readonly units: readonly NamedUnit[];
	readonly indicators: readonly KnownIndicator[];
	/** whether the actor may bring in values of a unit */
	mayImport(path: UnitPath): boolean;
	readonly now: Date;
	/** an operator may bring in what is planned: a period that is not over */
	readonly isOperator: boolean;
	/** codes of the units that a text written by people may mean, the likeliest first; one: it is that */
	matchUnit(text: string): { readonly code: string } | { readonly candidates: readonly string[] };
	/** the period of a text written by people */
	readPeriod(text: string): Period | undefined;
}

/** most texts whose meaning is remembered: a file of a million different ones gets no further than this */
const mostRemembered = 50_000;

/** What the texts of a file mean here. Each text is looked up once. */
export class ImportLookups implements Lookups {
	readonly newcomers = new Map<string, Newcomer>();
	readonly #byCode = new Map<string, NamedUnit[]>();
	readonly #indicators = new Map<string, KnownIndicator>();
	readonly #indicatorsByName = new Map<string, KnownIndicator[]>();
	readonly #unitOfText = new Map<string, readonly NamedUnit[] | Found<never> | 'leaveOut'>();
	readonly #periodOfText = new Map<string, Found<Period>>();

	constructor(readonly sources: LookupSources) {
		for (const unit of sources.units) {
			this.#byCode.set(unit.code, [...(this.#byCode.get(unit.code) ?? []), unit]);
		}
		for (const indicator of sources.indicators) {
			this.#indicators.set(indicator.code, indicator);
			for (const name of indicator.names.map(plainName)) {
				this.#indicatorsByName.set(name, [...(this.#indicatorsByName.get(name) ?? []), indicator]);
			}
		}
	}

	unit(text: string, period: Period | undefined): Found<{ readonly id: number }> | undefined {
		let known = this.#unitOfText.get(text);
		if (known === undefined) {
			known = this.#findUnits(text);
			if (this.#unitOfText.size < mostRemembered) this.#unitOfText.set(text, known);
		}
		if (known === 'leaveOut') return undefined;
		if ('wrong' in known) {
			return known.wrong === 'unknownUnit' && this.sources.mapping.unit.create && period
				? this.#newcomer(text, period)
				: known;
		}
		return this.#validIn(known, text, period);
	}

	indicator(text: string): Found<KnownIndicator> | undefined {
		const codes = this.sources.mapping.indicator?.codes;
		const code = codes && Object.hasOwn(codes, text) ? codes[text]! : text;
		if (code === '' && text !== '') return undefined;
		const named = this.#indicatorsByName.get(plainName(code));
		return (
			this.#indicators.get(code) ??
			(named?.length === 1 ? named[0]! : { wrong: 'unknownIndicator', details: { text: text.slice(0, 200) } })
		);
	}

	period(text: string, part?: string): Found<Period> {
		const key = part === undefined ? text : `${text}\0${part}`;
		const known = this.#periodOfText.get(key);
		if (known) return known;
		const found = this.#findPeriod(text, part);
		if (this.#periodOfText.size < mostRemembered) this.#periodOfText.set(key, found);
		return found;
	}

	/** What the mapping's own column says of a unit that is to be made. */
	name(text: string, name: string): void {
		const newcomer = this.newcomers.get(text);
		if (newcomer) newcomer.name = (name || text).slice(0, longestUnitText);
	}

	#findUnits(text: string): readonly NamedUnit[] | Found<never> | 'leaveOut' {
		const { mapping, mayImport, matchUnit } = this.sources;
		if (text === '') return { wrong: 'noUnit', details: {} };
		if (text.length > longestUnitText) {
			return { wrong: 'textTooLong', details: { text: shorten(text), longest: longestUnitText } };
		}
		const chosen =
			mapping.unit.codes && Object.hasOwn(mapping.unit.codes, text) ? mapping.unit.codes[text] : undefined;
		if (chosen === '') return 'leaveOut';
		let units = this.#byCode.get(chosen ?? text);
		if (!units && mapping.unit.match === 'any') {
			const match = matchUnit(text);
			if ('code' in match) units = this.#byCode.get(match.code);
			else if (match.candidates.length > 1) {
				const details = { text, candidates: match.candidates.slice(0, 5).join(', ') };
				return { wrong: 'ambiguousUnit', details };
			}
		}
		// In full: it is what somebody chooses a unit for.
		if (!units) return { wrong: 'unknownUnit', details: { text } };
		const own = units.filter(({ path }) => mayImport(path));
		return own.length > 0 ? own : { wrong: 'foreignUnit', details: { text: shorten(text) } };
	}

	#newcomer(text: string, period: Period): { readonly id: number } {
		const start = periodStart(period);
		const known = this.newcomers.get(text);
		if (known) {
			if (start < known.since) known.since = start;
			return known;
		}
		const made = { id: -(this.newcomers.size + 1), name: text, since: start };
		this.newcomers.set(text, made);
		return made;
	}

	/** Of those with one code, the unit of the period's time. */
	#validIn(
		units: readonly NamedUnit[],
		text: string,
		period: Period | undefined
	): Found<{ readonly id: number }> {
		const newest = units.at(-1)!;
		if (!period || (units.length === 1 && newest.validTo === null)) return newest;
		const start = periodStart(period);
		const end = periodEndExclusive(period);
		const standing = units.filter(({ validTo }) => validTo === null || validTo > start);
		return (
			standing.findLast(({ validFrom }) => validFrom < end) ??
			standing[0] ?? { wrong: 'closedUnit', details: { text: shorten(text), period: period.code } }
		);
	}

	#findPeriod(text: string, part?: string): Found<Period> {
		const { mapping, isOperator, now } = this.sources;
		const period = part === undefined ? this.#readPeriod(text) : this.#readParts(text, part);
		const kind = mapping.period?.kind;
		if (!period || (kind && period.kind !== kind)) {
			const shown = part === undefined ? text : `${text} | ${part}`;
			return { wrong: 'unknownPeriod', details: { text: shorten(shown), kind: kind ?? 'period' } };
		}
		if (!isOperator && !hasEnded(period, now, roundTimeZone)) {
			return { wrong: 'periodNotOver', details: { period: period.code } };
		}
		return period;
	}

	#readPeriod(text: string): Period | undefined {
		const { mapping, readPeriod } = this.sources;
		return findPeriod(text) ?? (mapping.period?.read === 'any' ? readPeriod(text) : undefined);
	}

	#readParts(text: string, part: string): Period | undefined {
		const kind = this.sources.mapping.period?.part?.kind;
		return kind && parsePeriodParts(text, part, kind);
	}
}

function plainName(name: string): string {
	return name.normalize('NFKC').trim().toLowerCase();
}

/** Indicators of a file beside a mapping, as if they were there: ids are negative until they are made. */
export function plannedIndicators(
	entries: IndicatorFile,
	known: readonly KnownIndicator[]
): KnownIndicator[] {
	const codes = new Set(known.map(({ code }) => code));
	return entries
		.filter(({ code }) => !codes.has(code))
		.map((entry, at) => ({
			id: -(at + 1),
			code: entry.code,
			names: [entry.name.en, entry.name['zh-CN']],
			isPercent: entry.measure === 'percent',
			isCount: entry.measure === 'count',
			isRatio: entry.isRatio,
			isDistribution: entry.timeRule === 'distribution',
			statistic: null,
			frequency: entry.frequency,
			factor: entry.factor,
			minimum: entry.minimum ?? null,
			maximum: entry.maximum ?? null
		}));
}
