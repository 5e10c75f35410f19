import type { Actor } from '../../../domain/access/can';
import { actorOfToken, tokenState } from '../../../domain/access/token';
import { tokenHash } from '../../auth/token-secret';
import type { Db } from '../../db/client';
import { findTokenByHash, updateTokenUsed } from '../../db/queries/token';
import { findActor } from '../../db/queries/user';
import type { Locale } from '../../context';

/** Why a token opens nothing. An owner without an account is told like a token that there never was. */
export type TokenFault = 'unknown' | 'expired' | 'revoked';

export type TokenAnswer =
	| { readonly tokenId: number; readonly actor: Actor; readonly locale: Locale | null }
	| { readonly fault: TokenFault };

/** Its last use is written down this often at most, so that reading does not turn into writing. */
const noteEveryMs = 60_000;

/**
 * Who a program with this secret is at this moment: grants taken away from its owner are taken away from it. Asks for no
 * permission, since it is what permissions are decided from.
 */
export async function authenticateToken(db: Db, presented: string, now: Date): Promise<TokenAnswer> {
	const hash = tokenHash(presented);
	const token = hash === undefined ? undefined : await findTokenByHash(db, hash);
	if (!token) return { fault: 'unknown' };
	const state = tokenState(token, now);
	if (state !== 'live') return { fault: state };
	const known = await findActor(db, token.userId);
	if (!known) return { fault: 'unknown' };
	const noted = new Date(now.getTime() - noteEveryMs);
	if (token.lastUsedAt === null || token.lastUsedAt < noted) {
		await db.transaction((tx) => updateTokenUsed(tx, token.id, now, noted));
	}
	return { tokenId: token.id, actor: actorOfToken(known.actor, token), locale: known.locale };
}
