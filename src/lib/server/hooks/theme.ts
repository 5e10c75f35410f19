import type { Cookies } from '@sveltejs/kit';

/** What somebody may choose. `auto`, the choice of nobody, follows the system's settings and needs no cookie. */
export const themes = ['light', 'dark', 'contrast', 'auto'] as const;
export type Theme = (typeof themes)[number];

const themeCookie = 'theme';
const yearSeconds = 365 * 24 * 60 * 60;

function isTheme(value: unknown): value is Theme {
	return themes.includes(value as Theme);
}

export function themeOf(cookies: Cookies): Theme {
	const chosen = cookies.get(themeCookie);
	return isTheme(chosen) ? chosen : 'auto';
}

/** Keeps a choice for a year. The only cookie that a stranger can have, and only by asking for it. @returns false when it is none */
export function chooseTheme(cookies: Cookies, chosen: unknown, isSecure: boolean): boolean {
	if (!isTheme(chosen)) return false;
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
	if (chosen === 'auto') cookies.delete(themeCookie, options);
	else cookies.set(themeCookie, chosen, { ...options, maxAge: yearSeconds });
	return true;
}
