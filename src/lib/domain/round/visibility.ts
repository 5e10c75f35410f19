import { can, isWithin, type Actor, type Scope, type UnitPath } from '../access/can';
import type { Audience, RoundStage } from './round';

/** What decides who may read a round's results. */
export interface RoundGate {
	readonly stage: RoundStage;
	readonly audience: Audience;
	/** Path of the unit below which the round's units lie. */
	readonly rootPath: UnitPath;
}

/**
 * The scope in which `actor` may read the results of a round, or undefined where it may not know of them:
 * public publications are everybody's, internal ones are for members who read rounds anywhere in that tree, and what is
 * not published yet is for those who may read provisional results of all of it. A draft has nothing to show yet, and a withdrawn round
 * is on record, not on show.
 */
export function scopeOfRound(actor: Actor, gate: RoundGate): Scope | undefined {
	if (gate.stage === 'draft' || gate.stage === 'withdrawn') return undefined;
	if (gate.stage !== 'published') return can(actor, 'result.readProvisional', gate.rootPath);
	if (gate.audience === 'public' || isMember(actor, gate.rootPath)) return can(actor, 'published.read');
	return undefined;
}

function isMember(actor: Actor, rootPath: UnitPath): boolean {
	const scope = can(actor, 'round.read');
	if (!scope) return false;
	if (scope.subtrees === 'everything') return true;
	return scope.subtrees.some((path) => isWithin(path, rootPath) || isWithin(rootPath, path));
}
