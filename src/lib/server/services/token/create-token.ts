import { can, demand, isWithin } from '../../../domain/access/can';
import {
	longestTokenDays,
	mostTokens,
	permissionsToHandOn,
	type TokenPermission
} from '../../../domain/access/token';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import { makeTokenSecret } from '../../auth/token-secret';
import type { Context } from '../../context';
import { countLiveTokens, insertToken, listTokenUnits } from '../../db/queries/token';

export interface TokenWish {
	readonly name: string;
	readonly permissions: readonly TokenPermission[];
	/** codes of units; each with all that lies below it */
	readonly units: readonly string[];
	readonly days: number;
}

export interface MadeToken {
	readonly id: number;
	readonly name: string;
	/** seen now and never again */
	readonly secret: string;
	readonly prefix: string;
	readonly expiresAt: Date;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes a token for a program of one's own: with some of one's permissions, on some of one's units, for at most a year.
 * @throws DomainError `invalidInput` (a field names what is not one's own), `conflict` (too many tokens)
 */
export async function createToken(ctx: Context, wish: TokenWish): Promise<MadeToken> {
	demand(ctx.actor, 'token.own');
	const userId = ctx.actor.userId!;
	const mine = permissionsToHandOn(ctx.actor);
	const foreign = wish.permissions.filter((permission) => !mine.includes(permission));
	if (foreign.length > 0 || wish.permissions.length === 0) {
		throw invalid('permissions', `Not yours to hand on: ${foreign.join(', ') || 'nothing is chosen'}`);
	}
	if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > longestTokenDays) {
		throw invalid('days', `A token lives from 1 to ${longestTokenDays} days`);
	}
	const published = demand(ctx.actor, 'published.read');
	return ctx.db.transaction(async (tx) => {
		const codes = [...new Set(wish.units)];
		const units = await listTokenUnits(tx, published, codes);
		for (const code of codes) {
			const unit = units.find((found) => found.code === code);
			const isMine = unit && ctx.actor.grants.some((grant) => isWithin(unit.unitPath, grant.unitPath));
			if (!isMine) throw invalid('units', `There is no unit "${code}" among yours`, { unit: code });
		}
		const needsUnit = wish.permissions.some((permission) => can(ctx.actor, permission)?.subtrees.length);
		if (needsUnit && units.length === 0) throw invalid('units', 'Name a unit');
		if ((await countLiveTokens(tx, userId, ctx.now)) >= mostTokens) {
			throw new DomainError('conflict', `Nobody has more than ${mostTokens} tokens: revoke one first`);
		}
		const { secret, prefix, hash } = makeTokenSecret();
		const expiresAt = new Date(ctx.now.getTime() + wish.days * dayMs);
		const id = await insertToken(tx, {
			userId,
			name: wish.name,
			prefix,
			hash,
			permissions: wish.permissions,
			unitIds: units.map(({ unitId }) => unitId),
			createdAt: ctx.now,
			expiresAt
		});
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'token.create',
			entity: 'api_token',
			entityId: id,
			after: { name: wish.name, prefix, permissions: wish.permissions, units: codes, expiresAt }
		});
		return { id, name: wish.name, secret, prefix, expiresAt };
	});
}

function invalid(
	field: 'permissions' | 'units' | 'days',
	message: string,
	details: Readonly<Record<string, unknown>> = {}
): DomainError {
	return new DomainError('invalidInput', message, { ...details, field });
}
