import { can, isWithin, type Actor, type Grant, type UnitPath } from './can';
import type { Permission } from './permissions';

/** How a secret begins, so that people and scanners of leaked secrets know what they have before them. */
export const tokenPrefix = 'ys_';

/** What a program can be given. Whatever else its owner may do, such as making tokens, stays with people. */
export const tokenPermissions = [
	'observation.read',
	'observation.enter',
	'observation.submit',
	'observation.import',
	'round.read',
	'result.readOwn',
	'result.readProvisional',
	'table.score'
] as const satisfies readonly Permission[];
export type TokenPermission = (typeof tokenPermissions)[number];

export const longestTokenDays = 365;
/** More than this nobody can keep in view. */
export const mostTokens = 50;

/** What a token was made for. */
export interface TokenLimits {
	readonly permissions: readonly Permission[];
	/** roots of subtrees */
	readonly units: readonly { readonly unitId: number; readonly unitPath: UnitPath }[];
}

/** What of a token's life decides whether it opens anything. */
export interface TokenLife {
	readonly expiresAt: Date;
	readonly revokedAt: Date | null;
}

export type TokenState = 'live' | 'expired' | 'revoked';

export function tokenState(token: TokenLife, now: Date): TokenState {
	if (token.revokedAt !== null) return 'revoked';
	return token.expiresAt <= now ? 'expired' : 'live';
}

/** The permissions that somebody can hand on to a program. */
export function permissionsToHandOn(owner: Actor): TokenPermission[] {
	return tokenPermissions.filter((permission) => can(owner, permission) !== undefined);
}

/**
 * Who a program acts as: its owner, as the owner's grants are now, narrowed to the token's units and permissions. Of a grant and
 * a token's unit that lie within each other, the narrower stays, so a unit that its owner answers for is one for the program too.
 */
export function actorOfToken(owner: Actor, limits: TokenLimits): Actor {
	const grants = owner.grants.flatMap((grant) =>
		limits.units.flatMap((unit): Grant[] => {
			if (isWithin(unit.unitPath, grant.unitPath)) return [{ role: grant.role, ...unit }];
			return isWithin(grant.unitPath, unit.unitPath) ? [grant] : [];
		})
	);
	const once = new Map(grants.map((grant) => [`${grant.role} ${grant.unitPath}`, grant]));
	const allowed = new Set<Permission>(tokenPermissions);
	return {
		userId: owner.userId,
		name: owner.name,
		grants: [...once.values()],
		onlyPermissions: limits.permissions.filter((permission) => allowed.has(permission))
	};
}
