import { isActionFailure, isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import type { Context } from '../../src/lib/server/context';
import { speakingIn } from '../../src/lib/server/hooks/language';
import { cookieJar, fakeEvent } from '../setup/fake-event';
import { members, type Premises, type Who } from './cast';

/** What came of an attempt. `notFound`: the thing is kept secret, or is not there. */
export type Outcome = 'allowed' | 'signIn' | 'forbidden' | 'notFound';

/** One thing to try at one door, and who may. */
export interface Attempt {
	/** in words, after "may" */
	readonly what: string;
	/** file below `src/routes` without its ending: `(app)/units/[code]/+page.server` */
	readonly file: string;
	/** `load`, an HTTP verb, or `action NAME` */
	readonly door: string;
	readonly path: string | ((premises: Premises) => string);
	readonly params?: Readonly<Record<string, string>> | ((premises: Premises) => Record<string, string>);
	/** fields of the form: sound ones, so that a refusal is about who asks and not about what */
	readonly form?: Readonly<Record<string, string>> | ((premises: Premises) => Record<string, string>);
	/** a sound JSON document, where the door takes one */
	readonly json?: unknown;
	readonly may: readonly Who[];
	/** how strangers are turned away where they may not; members are forbidden */
	readonly stranger?: Outcome;
	/** where one answer tells of several things: what came of the one that was tried for, undefined for what the status says */
	readonly readOutcome?: (data: unknown) => Outcome | undefined;
	/** members who hear "there is no such thing" instead of "not for you" */
	readonly notFound?: readonly Who[];
}

export const everybody: readonly Who[] = ['stranger', ...members];

export function expectedOutcome(attempt: Attempt, who: Who): Outcome {
	if (attempt.may.includes(who)) return 'allowed';
	if (attempt.notFound?.includes(who)) return 'notFound';
	return who === 'stranger' ? (attempt.stranger ?? 'signIn') : 'forbidden';
}

type Door = (event: RequestEvent) => unknown;
export type RouteModule = Readonly<Record<string, unknown>>;

/** Everything in a route's module that a browser can reach. */
export function doorsOf(module: RouteModule): string[] {
	const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'fallback'];
	const actions = Object.keys((module['actions'] as object | undefined) ?? {}).map(
		(name) => `action ${name}`
	);
	return [...(module['load'] ? ['load'] : []), ...actions, ...verbs.filter((verb) => verb in module)];
}

export function doorOf(module: RouteModule, door: string): Door {
	const action = /^action (.+)$/.exec(door)?.[1];
	const found = action ? (module['actions'] as Record<string, unknown>)[action] : module[door];
	if (typeof found !== 'function') throw new Error(`there is no ${door}`);
	return found as Door;
}

const given = <T>(value: T | ((premises: Premises) => T) | undefined, premises: Premises): T | undefined =>
	typeof value === 'function' ? (value as (premises: Premises) => T)(premises) : value;

/** Knocks, and says what came of it. What is neither an answer nor a refusal is thrown on: that is a fault, not a "no". */
export async function knock(
	door: Door,
	attempt: Attempt,
	premises: Premises,
	ctx: Context
): Promise<{ outcome: Outcome; data: unknown }> {
	const form = given(attempt.form, premises);
	const event = fakeEvent({
		path: given(attempt.path, premises) ?? '/',
		params: given(attempt.params, premises) ?? {},
		...(form ? { form } : {}),
		...(attempt.json === undefined ? {} : { json: attempt.json }),
		...(attempt.door === 'load' || form ? {} : { method: attempt.door.replace(/^action .*/, 'POST') }),
		...(attempt.json === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
		ctx,
		cookies: cookieJar()
	});
	try {
		const data: unknown = await speakingIn(ctx.locale, async () => door(event));
		if (data instanceof Response) {
			const shown = await readable(data);
			return { outcome: attempt.readOutcome?.(shown) ?? byStatus(data.status), data: shown };
		}
		if (!isActionFailure(data)) return { outcome: 'allowed', data };
		return { outcome: attempt.readOutcome?.(data.data) ?? byStatus(data.status), data };
	} catch (thrown) {
		if (isRedirect(thrown)) {
			return { outcome: /\/sign-in\b/.test(thrown.location) ? 'signIn' : 'allowed', data: thrown.location };
		}
		if (isHttpError(thrown)) return { outcome: byStatus(thrown.status), data: thrown.body };
		throw thrown;
	}
}

/** What a browser would be shown: the text of a file that is sent, everything else as it is. */
async function readable(data: Response): Promise<unknown> {
	return { text: await data.text() };
}

/** A conflict or a wrong field says that the door was open and the thing did not fit through. */
function byStatus(status: number): Outcome {
	if (status === 401) return 'signIn';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'notFound';
	if (status >= 500) throw new Error(`status ${status}`);
	return 'allowed';
}
