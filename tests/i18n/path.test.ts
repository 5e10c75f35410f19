import { describe, expect, it } from 'vitest';
import { localeOfPath, withLocale, withoutLocale } from '../../src/lib/i18n/path';

describe('the language in a path', () => {
	it.each([
		['/zh', 'zh-CN'],
		['/en/rankings', 'en'],
		['/zhejiang', undefined],
		['/', undefined],
		['/rankings/en', undefined],
		['/zh-CN/rankings', undefined]
	])('of %s is %s', (path, locale) => expect(localeOfPath(path)).toBe(locale));

	it.each([
		['/zh', '/'],
		['/zh/', '/'],
		['/en/units/330000', '/units/330000'],
		['/units/330000', '/units/330000'],
		['/english', '/english']
	])('taken away from %s leaves %s', (path, bare) => expect(withoutLocale(path)).toBe(bare));

	it.each([
		['/', '/zh'],
		['/rankings', '/zh/rankings'],
		['/en/rankings?period=2026-Q3#row-330000', '/zh/rankings?period=2026-Q3#row-330000'],
		['/?q=/en/x', '/zh?q=/en/x'],
		['/en', '/zh']
	])('put before %s gives %s', (path, localised) => expect(withLocale(path, 'zh-CN')).toBe(localised));
});
