import type { Handle } from '@sveltejs/kit';
import { stranger } from '../../domain/access/can';
import { renewSession, validateSession } from '../auth/session';
import { sessionCookie, sessionCookieOptions } from '../auth/session-cookie';
import type { Enqueue } from '../context';
import type { OpenDatabase } from '../db/client';
import { authenticateToken } from '../services/token/authenticate-token';
import { loadActor } from '../services/user/load-actor';
import { themeOf } from './theme';

/** Addresses of programs: there alone a token opens anything. */
const programsPath = '/api/v1/';

/**
 * Says who asks: a stranger, the user to whom the cookie's session belongs, or, where programs are answered, the one whose token
 * was sent. Whoever sends a token comes by it alone; one that opens nothing is refused there, never passed over.
 */
export function handleIdentity(database: () => OpenDatabase): Handle {
	return async ({ event, resolve }) => {
		const { cookies, locals, url } = event;
		locals.actor = stranger;
		locals.accountLocale = null;
		locals.sessionId = undefined;
		locals.theme = themeOf(cookies);
		const authorization = event.request.headers.get('authorization');
		if (authorization !== null && url.pathname.startsWith(programsPath)) {
			const [, presented = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
			const known = await authenticateToken(database().db, presented, new Date());
			if ('fault' in known) locals.tokenFault = known.fault;
			else {
				locals.actor = known.actor;
				locals.accountLocale = known.locale;
				locals.tokenId = known.tokenId;
			}
			return resolve(event);
		}
		const secret = cookies.get(sessionCookie);
		if (secret !== undefined) {
			const { db } = database();
			const session = await validateSession(db, secret);
			const known = session && (await loadActor(db, session.userId));
			if (session && known) {
				locals.actor = known.actor;
				locals.accountLocale = known.locale;
				locals.sessionId = secret;
				if (session.isStale) {
					const expiresAt = await db.transaction((tx) => renewSession(tx, secret));
					if (expiresAt) cookies.set(sessionCookie, secret, sessionCookieOptions(url, expiresAt));
				}
			} else {
				cookies.delete(sessionCookie, sessionCookieOptions(url, new Date(0)));
			}
		}
		return resolve(event);
	};
}

/** Gives the services what they work with. Needs who asks and the language to be known. */
export function handleContext(
	database: () => OpenDatabase,
	enqueue: () => Enqueue | undefined = () => undefined
): Handle {
	return ({ event, resolve }) => {
		const { db, copyFrom, engine } = database();
		const { actor, locale } = event.locals;
		event.locals.ctx = { db, copyFrom, engine, actor, now: new Date(), locale, enqueue: enqueue() };
		return resolve(event);
	};
}
