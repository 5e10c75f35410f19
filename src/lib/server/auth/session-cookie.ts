/** Name of the cookie that holds a session's secret. Nobody who is not signed in gets one. */
export const sessionCookie = 'yardstick_session';

export interface SessionCookieOptions {
	readonly path: '/';
	readonly httpOnly: true;
	readonly sameSite: 'lax';
	readonly secure: boolean;
	readonly expires: Date;
}

/** Unreadable for scripts, not sent along by other sites' forms, and on https never over a plain line. */
export function sessionCookieOptions(url: URL, expires: Date): SessionCookieOptions {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:', expires };
}
