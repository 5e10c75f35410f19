import { createHash, randomBytes } from 'node:crypto';
import { tokenPrefix } from '../../domain/access/token';

const secretBytes = 32;
/** `ys_` and 256 random bits as base64url */
const pattern = new RegExp(`^${tokenPrefix}[A-Za-z0-9_-]{43}$`);
/** Signs that are kept and shown, by which its owner knows a token: 36 of 256 bits. */
const shownLength = tokenPrefix.length + 6;

export interface TokenSecret {
	/** shown once, kept nowhere */
	readonly secret: string;
	readonly prefix: string;
	readonly hash: string;
}

export function makeTokenSecret(): TokenSecret {
	const secret = `${tokenPrefix}${randomBytes(secretBytes).toString('base64url')}`;
	return { secret, prefix: secret.slice(0, shownLength), hash: hashOf(secret) };
}

/** What the database holds of a secret; undefined for what was never one. A fast hash will do: nobody guesses 256 bits. */
export function tokenHash(presented: string): string | undefined {
	return pattern.test(presented) ? hashOf(presented) : undefined;
}

function hashOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
