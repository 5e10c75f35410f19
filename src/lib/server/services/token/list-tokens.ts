import { demand } from '../../../domain/access/can';
import {
	permissionsToHandOn,
	tokenState,
	type TokenPermission,
	type TokenState
} from '../../../domain/access/token';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listTokensOf, listUnitsById, type OwnToken } from '../../db/queries/token';

export interface TokenRow extends OwnToken {
	readonly state: TokenState;
}

export interface TokenPage {
	/** those that open something first, newest first */
	readonly tokens: readonly TokenRow[];
	/** what the reader can give to a new one */
	readonly permissions: readonly TokenPermission[];
	/** units on which the reader holds a role */
	readonly units: readonly { readonly code: string; readonly name: LocalisedName }[];
}

const mostShown = 200;

/** One's own tokens, and what a new one could be given. */
export async function listTokens(ctx: Context): Promise<TokenPage> {
	demand(ctx.actor, 'token.own');
	const rows = await listTokensOf(ctx.db, ctx.actor.userId!, mostShown);
	const tokens = rows.map((row) => ({ ...row, state: tokenState(row, ctx.now) }));
	const unitIds = [...new Set(ctx.actor.grants.map(({ unitId }) => unitId))];
	return {
		tokens: [
			...tokens.filter(({ state }) => state === 'live'),
			...tokens.filter(({ state }) => state !== 'live')
		],
		permissions: permissionsToHandOn(ctx.actor),
		units: await listUnitsById(ctx.db, unitIds)
	};
}
