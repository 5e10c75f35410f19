import { DomainError } from '../errors';
import type { Permission } from './permissions';
import { rolePermissions, type Role } from './roles';

/** Ids of a unit and its ancestors, root first, joined by dots: `1.5.40`. A subtree is a prefix. */
export type UnitPath = string;

export interface Grant {
	readonly role: Role;
	readonly unitId: number;
	readonly unitPath: UnitPath;
}

/** Who asks. A stranger has no user id and no grants. */
export interface Actor {
	readonly userId: number | undefined;
	readonly name: string;
	readonly grants: readonly Grant[];
	/** of a program that came with a token: all that it may do, whatever the grants give; undefined: all that they give */
	readonly onlyPermissions?: readonly Permission[];
}

export const stranger: Actor = { userId: undefined, name: '', grants: [] };

declare const scopeBrand: unique symbol;

/**
 * Proof that somebody may do `permission` on these subtrees. Only `can` makes one, and queries on what belongs to units
 * demand one, so a query without a permission does not compile.
 */
export interface Scope {
	readonly [scopeBrand]: true;
	readonly permission: Permission;
	/** Paths of the roots of the permitted subtrees; `'everything'` for published matters and for the system itself. */
	readonly subtrees: readonly UnitPath[] | 'everything';
}

export function isWithin(path: UnitPath, subtreeRoot: UnitPath): boolean {
	return path === subtreeRoot || path.startsWith(`${subtreeRoot}.`);
}

function scope(permission: Permission, subtrees: Scope['subtrees']): Scope {
	return { permission, subtrees } as Scope;
}

const memberPermissions: ReadonlySet<Permission> = new Set(['table.score', 'message.own', 'token.own']);

/**
 * What `actor` may do: with a unit's path, the scope of that unit's subtree if it is within a grant; without one, all subtrees
 * on which the permission is granted. Undefined means no. Pure: decides from the actor's grants alone.
 */
export function can(actor: Actor, permission: Permission, unitPath?: UnitPath): Scope | undefined {
	if (permission === 'published.read') return scope(permission, unitPath ? [unitPath] : 'everything');
	if (actor.onlyPermissions && !actor.onlyPermissions.includes(permission)) return undefined;
	// Whoever has an account, and no unit's data with it
	if (memberPermissions.has(permission))
		return actor.userId === undefined ? undefined : scope(permission, []);
	const roots = actor.grants
		.filter((grant) => (rolePermissions[grant.role] as readonly Permission[]).includes(permission))
		.map((grant) => grant.unitPath);
	if (unitPath !== undefined) {
		return roots.some((root) => isWithin(unitPath, root)) ? scope(permission, [unitPath]) : undefined;
	}
	return roots.length > 0 ? scope(permission, [...new Set(roots)].sort()) : undefined;
}

/** As `can`, but refuses. @throws DomainError `notSignedIn` for strangers, `forbidden` for others */
export function demand(actor: Actor, permission: Permission, unitPath?: UnitPath): Scope {
	const granted = can(actor, permission, unitPath);
	if (granted) return granted;
	if (actor.userId === undefined) throw new DomainError('notSignedIn', 'Sign in to go on', { permission });
	throw new DomainError('forbidden', `Your roles do not include "${permission}" here`, { permission });
}

/** The scope of work that the installation does for itself (migration, seed, recomputation), never for a request's own reads. */
export function systemScope(permission: Permission): Scope {
	return scope(permission, 'everything');
}

/** Units that somebody answers for: nobody assesses or decides on one of these. */
export function ownsUnit(actor: Actor, unitPath: UnitPath): boolean {
	return actor.grants.some(
		(grant) => isOwning(grant) && (isWithin(unitPath, grant.unitPath) || isWithin(grant.unitPath, unitPath))
	);
}

/** Whether somebody may neither assess nor decide on a unit: his own, or below one that he has declared a conflict of interest with. */
export function standsAside(actor: Actor, unitPath: UnitPath, conflicts: readonly UnitPath[]): boolean {
	return ownsUnit(actor, unitPath) || conflicts.some((root) => isWithin(unitPath, root));
}

/** Roots of the subtrees that somebody answers for: `ownsUnit`, for a query. */
export function ownUnitPaths(actor: Actor): UnitPath[] {
	return [...new Set(actor.grants.filter(isOwning).map(({ unitPath }) => unitPath))];
}

function isOwning({ role }: Grant): boolean {
	return role === 'departmentHead' || role === 'dataOfficer';
}
