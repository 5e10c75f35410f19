import { describe, expect, it } from 'vitest';
import { personName } from '../../src/lib/i18n/words/person';

describe('personName', () => {
	it('gives each reader the spelling that can be read', () => {
		expect(personName('周明远 Zhou Mingyuan', 'zh-CN')).toBe('周明远');
		expect(personName('周明远 Zhou Mingyuan', 'en')).toBe('Zhou Mingyuan');
	});

	it('leaves a name in one spelling whole', () => {
		for (const name of ['Zhou Mingyuan', '周明远', 'Anna 周', '']) {
			expect(personName(name, 'zh-CN')).toBe(name);
			expect(personName(name, 'en')).toBe(name);
		}
	});
});
