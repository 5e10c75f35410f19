import { can, isWithin, type Actor, type Scope, type UnitPath } from '../access/can';
import { parsePeriod, periodEndExclusive } from '../period/period';
import type { Audience } from '../round/round';
import { scopeOfRound, type RoundGate } from '../round/visibility';

/**
 * The scope in which `actor` may read one unit's results of a round, undefined where it may not know of them: what is published
 * to its audience; before that, for those who may read provisional results of this unit, or of their own.
 */
export function scopeOfUnitResult(actor: Actor, gate: RoundGate, unitPath: UnitPath): Scope | undefined {
	if (gate.stage === 'published' || gate.stage === 'withdrawn') return scopeOfRound(actor, gate);
	return can(actor, 'result.readProvisional', unitPath) ?? can(actor, 'result.readOwn', unitPath);
}

/** What was published of a tree, and to whom. */
export interface PublishedPeriod {
	/** path of the unit below which the round's units lie */
	readonly rootPath: UnitPath;
	readonly period: string;
	readonly audience: Audience;
}

/** How far the figures of a unit may be read, and by what right. */
export interface FigureHorizon {
	readonly scope: Scope;
	/** first day that is hidden, ISO; undefined where nothing is */
	readonly until: string | undefined;
}

/** Before any day of any series: nothing may be read. */
const nothingYet = '0001-01-01';

/**
 * Who may read a unit's observations reads all of its figures; everybody else those of periods that end no later than the newest
 * period published in the unit's tree (to an audience that the reader belongs to).
 */
export function figureHorizonOf(
	actor: Actor,
	unitPath: UnitPath,
	published: readonly PublishedPeriod[]
): FigureHorizon {
	const whole = can(actor, 'observation.read', unitPath);
	if (whole) return { scope: whole, until: undefined };
	const scope = can(actor, 'published.read', unitPath)!;
	const treeRoot = unitPath.split('.')[0]!;
	let until = nothingYet;
	for (const { rootPath, period, audience } of published) {
		if (!isWithin(rootPath, treeRoot)) continue;
		if (!scopeOfRound(actor, { stage: 'published', audience, rootPath })) continue;
		const end = periodEndExclusive(parsePeriod(period));
		if (end > until) until = end;
	}
	return { scope, until };
}
