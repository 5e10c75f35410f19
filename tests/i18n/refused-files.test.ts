import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../src/lib/i18n/paraglide/runtime';
import { refusalText } from '../../src/lib/i18n/words/import';
import { refusalReasons } from '../../src/lib/server/importers/refuse-file';

afterEach(() => overwriteGetLocale(() => 'en'));

describe('why a file is refused', () => {
	it.each(refusalReasons)('is said with what to do about it: %s', (reason) => {
		overwriteGetLocale(() => 'en');
		const english = refusalText(reason);
		expect(english).toMatch(/^\S[^.]+\. \S.+\.$/);
		overwriteGetLocale(() => 'zh-CN');
		expect(refusalText(reason)).toMatch(/^.+[。，]请.+。$/);
		expect(refusalText(reason, 7)).toContain('第7行');
		expect(refusalText(reason), 'a reason of its own').not.toBe(refusalText('no reason'));
	});
});
