import { expect } from 'vitest';
import type { Actor } from '../../src/lib/domain/access/can';
import type { Context } from '../../src/lib/server/context';
import type { ApiLimits } from '../../src/lib/server/api/rate-limit';
import type { AnyApiRoute } from '../../src/lib/server/api/route';
import { serve } from '../../src/lib/server/api/serve';
import { speakingIn } from '../../src/lib/server/hooks/language';
import { fakeEvent } from '../setup/fake-event';

export interface CallSeed {
	readonly path: string;
	readonly params?: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly ctx: Context & { readonly actor: Actor };
	readonly tokenId?: number;
	readonly limits?: ApiLimits;
}

/** No test of something else is to end at the limit of requests. */
const plenty: ApiLimits = { stranger: 1_000_000, member: 1_000_000, write: 1 };

/** Calls a route as a program would. What is answered must be what the document says, with nothing beside it. */
export async function callApi(route: AnyApiRoute, seed: CallSeed): Promise<Response> {
	const event = fakeEvent({
		path: `/api/v1${seed.path}`,
		method: route.method,
		ctx: seed.ctx,
		params: seed.params ?? {},
		headers: { ...(seed.json === undefined ? {} : { 'content-type': 'application/json' }), ...seed.headers },
		...(seed.json === undefined ? {} : { json: seed.json })
	});
	const locals = { ...event.locals, ...(seed.tokenId === undefined ? {} : { tokenId: seed.tokenId }) };
	const response = await speakingIn(seed.ctx.locale, () =>
		serve(route, seed.limits ?? plenty)({ ...event, locals })
	);
	if (response.status === 200 && route.answer) {
		const body: unknown = await response.clone().json();
		expect(route.answer.schema.parse(body)).toEqual(body);
	}
	return response;
}
