import { m } from '$lib/i18n/paraglide/messages';
import type { AggregationName } from '$lib/domain/scoring/aggregations/registry';
import type { PairwiseRecord } from '$lib/domain/scoring/aggregations/copeland';
import type { LastKnownReceipt, MissingReceipt } from '$lib/domain/scoring/receipt';
import { missingReasonLabel } from '$lib/i18n/words/labels';
import { formatPeriod } from '$lib/i18n/words/period';
import { exact } from './step-words';

type Word = () => string;

const sources: Readonly<Record<string, Word>> = {
	register: m.receipt_source_register,
	portal: m.receipt_source_portal,
	gateway: m.receipt_source_gateway,
	ticketing: m.receipt_source_ticketing,
	form: m.receipt_source_form,
	budget: m.receipt_source_budget,
	import: m.receipt_source_import,
	disclosure: m.receipt_source_disclosure,
	review: m.receipt_source_review,
	moderation: m.receipt_source_moderation,
	appeal: m.receipt_source_appeal
};

/** Where a value comes from, by the code of its source; sources of imported data are shown as they were named. */
export function sourceLabel(code: string): string {
	return sources[code]?.() ?? code;
}

const aggregateWords: Readonly<Record<AggregationName, Word>> = {
	arithmetic: m.receipt_aggregate_arithmetic,
	geometric: m.receipt_aggregate_geometric,
	harmonic: m.receipt_aggregate_harmonic,
	power: m.receipt_aggregate_power,
	sum: m.receipt_aggregate_sum,
	median: m.receipt_aggregate_median,
	min: m.receipt_aggregate_min,
	copeland: m.receipt_aggregate_copeland
};

/** How a node brings its parts together, as a sentence. */
export function aggregateLabel(name: string | null): string {
	return name !== null && name in aggregateWords
		? aggregateWords[name as keyof typeof aggregateWords]()
		: (name ?? '');
}

/** How many peers' scores a missing one was filled from, as a sentence; undefined where it was not, or where that is withheld. */
export function filledFromWords({ takenFrom }: MissingReceipt): string | undefined {
	if (!takenFrom) return undefined;
	return takenFrom.units === 0
		? m.receipt_missing_no_peers()
		: m.receipt_missing_taken_from({ units: exact(takenFrom.units) });
}

/** The earlier period whose value stands in, as a sentence. */
export function lastKnownWords({ period, age }: LastKnownReceipt): string {
	return period === null
		? m.receipt_last_known({ age: exact(age) })
		: m.receipt_last_known_of({ period: formatPeriod(period), age: exact(age) });
}

/** How a unit fared in the comparisons of pairs, as a sentence. */
export function comparisonWords({ wins, losses, ties, compared }: PairwiseRecord): string {
	return m.receipt_comparison({
		compared: exact(compared),
		wins: exact(wins),
		losses: exact(losses),
		ties: exact(ties)
	});
}

/** What was done about a missing value, as a sentence. */
export function missingWords({ reason, rule, filledWith }: MissingReceipt): string {
	const said = { reason: missingReasonLabel(reason) };
	if (filledWith === null) return m.receipt_missing_left_out(said);
	const filled = { ...said, score: exact(filledWith) };
	const words: Record<MissingReceipt['rule']['do'], Word> = {
		exclude: () => m.receipt_missing_left_out(said),
		zero: () => m.receipt_missing_zero(said),
		fixed: () => m.receipt_missing_fixed(filled),
		worst: () => m.receipt_missing_worst(filled),
		mean: () => m.receipt_missing_mean(filled),
		median: () => m.receipt_missing_median(filled),
		lastKnown: () => m.receipt_missing_last_known(filled)
	};
	return words[rule.do]();
}
