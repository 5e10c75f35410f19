import type { Scope } from '../access/can';
import { DomainError } from '../errors';
import type { AppliesTo } from '../framework/applies-to';
import { comparePeriods, parsePeriod, shiftPeriod } from '../period/period';
import type { LocalisedName } from '../unit/unit';
import type { Audience, RoundStage } from './round';

/** A round without its rows: enough to list it, to decide who may read it, and to say on a page what is seen. */
export interface RoundHead {
	readonly id: number;
	readonly frameworkVersionId: number;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly frameworkVersion: number;
	readonly appliesTo: AppliesTo;
	readonly period: string;
	readonly stage: RoundStage;
	readonly audience: Audience;
	readonly rootUnitId: number;
	readonly rootCode: string;
	readonly rootName: LocalisedName;
	readonly rootPath: string;
	readonly correctsRoundId: number | null;
	readonly engineVersion: number | null;
	readonly computedAt: Date | null;
	readonly publishedAt: Date | null;
	readonly publishedHash: string | null;
	readonly isDemonstration: boolean;
}

/** A round that the actor may read, with the scope that says so. */
export interface ReadableRound extends RoundHead {
	readonly scope: Scope;
	readonly isProvisional: boolean;
}

/** Of a publication and a correction that is still being made, the publication. */
export function onePerPeriod(rounds: readonly ReadableRound[]): ReadableRound[] {
	const kept = new Map<string, ReadableRound>();
	for (const round of rounds) {
		const key = `${round.frameworkCode} ${round.period} ${round.rootPath}`;
		const other = kept.get(key);
		if (!other || (other.isProvisional && !round.isProvisional)) kept.set(key, round);
	}
	return [...kept.values()];
}

export interface RoundChoice {
	readonly framework?: string | undefined;
	readonly period?: string | undefined;
}

/**
 * The round that somebody asks for: without a framework the first one for regions, else the first; without a period its newest
 * publication, else its newest round. Undefined where the actor may read no round at all.
 * @throws DomainError `notFound`: there is none, or none that the actor may know of
 */
export function chooseRound(
	rounds: readonly ReadableRound[],
	wanted: RoundChoice
): ReadableRound | undefined {
	if (rounds.length === 0 && !wanted.framework && !wanted.period) return undefined;
	const code = wanted.framework ?? defaultFramework(rounds)?.code;
	const ofFramework = widest(rounds.filter((round) => round.frameworkCode === code));
	const chosen = wanted.period
		? ofFramework.find((round) => round.period === wanted.period)
		: (ofFramework.find((round) => !round.isProvisional) ?? ofFramework[0]);
	if (!chosen) {
		throw new DomainError(
			'notFound',
			`There is no ranking by framework "${code}" for period "${wanted.period ?? ''}"`,
			{
				framework: code,
				period: wanted.period,
				...(ofFramework.length > 0 ? { unpublishedPeriod: wanted.period } : {})
			}
		);
	}
	return chosen;
}

/** Where one framework is run on several trees of units, the tree that lies highest. */
function widest(rounds: readonly ReadableRound[]): ReadableRound[] {
	const depth = (round: ReadableRound) => round.rootPath.split('.').length;
	const least = Math.min(...rounds.map(depth));
	const root = rounds.find((round) => depth(round) === least)?.rootPath;
	return rounds.filter((round) => round.rootPath === root);
}

export interface FrameworkChoice {
	readonly code: string;
	readonly name: RoundHead['frameworkName'];
	readonly appliesToKind: RoundHead['appliesTo']['kind'];
}

/** The frameworks of these rounds: those for regions first, then in the order in which they came to be. */
export function frameworksOf(rounds: readonly ReadableRound[]): FrameworkChoice[] {
	const byCode = new Map<string, FrameworkChoice & { id: number }>();
	for (const round of rounds) {
		const known = byCode.get(round.frameworkCode);
		const id = Math.min(known?.id ?? Infinity, round.frameworkVersionId);
		byCode.set(round.frameworkCode, {
			id,
			code: round.frameworkCode,
			name: round.frameworkName,
			appliesToKind: round.appliesTo.kind
		});
	}
	return [...byCode.values()]
		.sort(
			(a, b) => Number(b.appliesToKind === 'region') - Number(a.appliesToKind === 'region') || a.id - b.id
		)
		.map(({ code, name, appliesToKind }) => ({ code, name, appliesToKind }));
}

function defaultFramework(rounds: readonly ReadableRound[]): FrameworkChoice | undefined {
	return frameworksOf(rounds)[0];
}

/**
 * Published rounds of the same framework, tree and kind of period up to this one, and this one itself: in time order,
 * at most `count`, this one last.
 */
export function roundsUpTo(
	rounds: readonly ReadableRound[],
	round: ReadableRound,
	count: number
): ReadableRound[] {
	const period = parsePeriod(round.period);
	const earlier = rounds.filter((other) => {
		if (
			other.isProvisional ||
			other.frameworkCode !== round.frameworkCode ||
			other.rootPath !== round.rootPath
		)
			return false;
		const of = parsePeriod(other.period);
		return of.kind === period.kind && comparePeriods(of, period) < 0;
	});
	const inTime = earlier.sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period)));
	return [...inTime.slice(Math.max(0, inTime.length - (count - 1))), round];
}

/** The publication right before: of the period before, among those that may be read. Places are compared with it alone. */
export function previousRound(
	rounds: readonly ReadableRound[],
	round: ReadableRound
): ReadableRound | undefined {
	return roundBefore(rounds, round, 1);
}

/** The publication of the same framework and tree `count` periods earlier. */
export function roundBefore(
	rounds: readonly ReadableRound[],
	round: ReadableRound,
	count: number
): ReadableRound | undefined {
	const period = shiftPeriod(parsePeriod(round.period), -count).code;
	return rounds.find(
		(other) =>
			!other.isProvisional &&
			other.period === period &&
			other.frameworkCode === round.frameworkCode &&
			other.rootPath === round.rootPath
	);
}
