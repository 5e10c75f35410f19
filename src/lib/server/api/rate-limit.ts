import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../domain/errors';
import { networkOf } from '../auth/rate-limit';
import type { Db } from '../db/client';
import { rateLimit } from '../db/schema';

export interface ApiLimits {
	/** points a minute of a network from which strangers ask */
	readonly stranger: number;
	/** points a minute of a token, or of somebody signed in */
	readonly member: number;
	/** points that a write takes; a read takes one */
	readonly write: number;
}

export const usualLimits: ApiLimits = { stranger: 300, member: 1200, write: 10 };
const windowSeconds = 60;

/** Who is counted: a token by itself, somebody signed in, everybody else by network. */
export interface Caller {
	readonly tokenId: number | undefined;
	readonly userId: number | undefined;
	readonly address: string;
}

const limiters = new WeakMap<Db, Map<string, RateLimiterDrizzle>>();

function limiterOf(db: Db, points: number): RateLimiterDrizzle {
	const known = limiters.get(db) ?? new Map<string, RateLimiterDrizzle>();
	limiters.set(db, known);
	const key = String(points);
	const limiter =
		known.get(key) ??
		new RateLimiterDrizzle({
			storeClient: db,
			schema: rateLimit,
			keyPrefix: 'api',
			points,
			duration: windowSeconds,
			// A flood costs the database nothing once it is known to be one.
			inMemoryBlockOnConsumed: points + 1,
			// The job `tidy-api` does that, and ends with the server.
			clearExpiredByTimeout: false
		});
	known.set(key, limiter);
	return limiter;
}

/**
 * Counts a request in the database, for all processes together.
 * @returns the headers that say what is left @throws DomainError `tooManyAttempts`
 */
export async function countRequest(
	db: Db,
	caller: Caller,
	isWrite: boolean,
	limits: ApiLimits = usualLimits
): Promise<Record<string, string>> {
	const isMember = caller.userId !== undefined;
	const points = isMember ? limits.member : limits.stranger;
	const key =
		caller.tokenId !== undefined
			? `token:${caller.tokenId}`
			: isMember
				? `user:${caller.userId}`
				: `net:${networkOf(caller.address)}`;
	try {
		const left = await limiterOf(db, points).consume(key, isWrite ? limits.write : 1);
		return headersOf(points, left);
	} catch (refusal) {
		if (!(refusal instanceof RateLimiterRes)) throw refusal;
		const waitSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
		throw new DomainError(
			'tooManyAttempts',
			`More than ${points} points a minute; try again in ${waitSeconds} s`,
			{
				waitSeconds,
				waitMinutes: Math.ceil(waitSeconds / 60)
			}
		);
	}
}

function headersOf(points: number, left: RateLimiterRes): Record<string, string> {
	return {
		'ratelimit-limit': String(points),
		'ratelimit-remaining': String(left.remainingPoints),
		'ratelimit-reset': String(Math.ceil(left.msBeforeNext / 1000))
	};
}
