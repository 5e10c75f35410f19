import { createHash } from 'node:crypto';
import type { Context } from '../context';
import { claimKey, deleteKey, keptHours, updateKeyAnswer } from '../db/queries/idempotency';
import { ApiRefusal } from './problem';

export const idempotencyHeader = 'idempotency-key';
const hourMs = 60 * 60 * 1000;
/** A request that never ended (its server was killed) blocks its key this long. */
const givenUpMs = 10 * 60 * 1000;
/** An answer of 10,000 items with their names has about a third of this. */
const longestKept = 4 * 1024 * 1024;
const keptHeaders = ['content-type', 'etag', 'location'];

/**
 * Answers a write once under the key that the caller gave it: the same request gets the same answer again, another one under the
 * same key is refused, and so is the same one while the first is at work. What was refused has stored nothing and frees its key.
 */
export async function once(
	ctx: Context,
	request: { readonly key: string; readonly what: string; readonly body: string },
	answer: () => Promise<Response>
): Promise<Response> {
	const userId = ctx.actor.userId;
	if (userId === undefined) return answer();
	const { key } = request;
	if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
		throw new ApiRefusal('invalidInput', 'An idempotency key has 1 to 255 visible ASCII signs', [
			{
				parameter: 'Idempotency-Key',
				code: 'invalid',
				detail: 'An idempotency key has 1 to 255 visible ASCII signs'
			}
		]);
	}
	const requestHash = createHash('sha256').update(`${request.what}\n`).update(request.body).digest('hex');
	const kept = await ctx.db.transaction((tx) =>
		claimKey(tx, {
			userId,
			key,
			requestHash,
			now: ctx.now,
			givenUpBefore: new Date(ctx.now.getTime() - givenUpMs),
			forgottenBefore: new Date(ctx.now.getTime() - keptHours * hourMs)
		})
	);
	if (kept) {
		if (kept.requestHash !== requestHash) {
			throw new ApiRefusal('keyReused', 'This idempotency key was sent with another request');
		}
		if (kept.status === null) {
			throw new ApiRefusal('keyInUse', 'The request with this key is still being answered', [], {
				'retry-after': '2'
			});
		}
		return new Response(kept.body ?? '', {
			status: kept.status,
			headers: { ...kept.headers, 'idempotency-replayed': 'true' }
		});
	}
	return keep(ctx, userId, key, answer);
}

async function keep(
	ctx: Context,
	userId: number,
	key: string,
	answer: () => Promise<Response>
): Promise<Response> {
	let response: Response;
	try {
		response = await answer();
	} catch (error) {
		await ctx.db.transaction((tx) => deleteKey(tx, userId, key));
		throw error;
	}
	const body = await response.clone().text();
	// What may come out otherwise a moment later is no answer to keep.
	const isPassing = response.status >= 500 || response.status === 429;
	await ctx.db.transaction((tx) =>
		isPassing || body.length > longestKept
			? deleteKey(tx, userId, key)
			: updateKeyAnswer(tx, userId, key, { status: response.status, headers: headersToKeep(response), body })
	);
	return response;
}

function headersToKeep(response: Response): Record<string, string> {
	return Object.fromEntries(
		keptHeaders.flatMap((name) => {
			const value = response.headers.get(name);
			return value === null ? [] : [[name, value]];
		})
	);
}
