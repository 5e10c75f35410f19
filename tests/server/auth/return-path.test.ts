import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPath } from '../../../src/lib/server/auth/return-path';

describe('the path to go on to', () => {
	it.each(['/en/my', '/zh/rankings?period=2026-Q3', '/en/units/110000#receipt', '/en/a/../my'])(
		'follows %s',
		(path) => expect(returnPath(path, '/home')).not.toBe('/home')
	);

	it.each([
		'https://evil.example',
		'//evil.example',
		'///evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'/..//evil.example',
		'/.//evil.example',
		'javascript:alert(1)',
		' //evil.example',
		'',
		'en/my',
		null,
		undefined,
		['/en']
	])('does not follow %j', (path) => expect(returnPath(path, '/home')).toBe('/home'));

	it('never leaves the site, whatever is asked', () => {
		const piece = fc.constantFrom(
			'/',
			'\\',
			'.',
			'..',
			'@',
			':',
			'evil.example',
			'\t',
			'\n',
			'?',
			'#',
			'http',
			'%2f',
			' '
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const path = returnPath(pieces.join(''), '/home');
				const followed = new URL(path, 'https://yardstick.example/en/sign-in');
				expect(followed.origin).toBe('https://yardstick.example');
				// A browser that is handed the result once more stays here as well.
				expect(path).toMatch(/^\/(?![/\\])/);
			}),
			{ numRuns: 2000 }
		);
	});
});
