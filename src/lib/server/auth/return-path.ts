/** Any origin will do: a path that leaves it leaves the site. */
const here = 'http://yardstick.invalid';

/**
 * The path to go on to that a request names, if it stays on this site; `otherwise` if not. Browsers read `//host`, `/\host` and
 * control characters in their own ways, so the text is judged after the parser of URLs has had its say.
 */
export function returnPath(wanted: unknown, otherwise: string): string {
	if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 2000) return otherwise;
	try {
		const url = new URL(wanted, here);
		const path = `${url.pathname}${url.search}${url.hash}`;
		return url.origin === here && !path.startsWith('//') ? path : otherwise;
	} catch {
		return otherwise;
	}
}
