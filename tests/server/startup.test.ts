import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/lib/domain/errors';
import { failureText, signInTable, startInstallation } from '../../src/lib/server/startup';

describe('a start', () => {
	it('that is refused says one line', () => {
		const text = failureText(new DomainError('databaseInUse', './data is in use by process 7.'));
		expect(text).toBe('Yardstick cannot start: ./data is in use by process 7.');
	});

	it('that fails unexpectedly tells whoever has to mend it where', () => {
		expect(failureText(new TypeError('x is undefined'))).toMatch(/TypeError: x is undefined\n\s+at /);
	});

	it('passes on what the database refuses', async () => {
		await expect(
			startInstallation({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }, () => undefined)
		).rejects.toMatchObject({ code: 'databaseUnreachable' });
	});
});

describe('the sign-ins that a demonstration prints', () => {
	it('stand in columns, in the order of the roles, with the password once', () => {
		const name = '唐振华 Tang Zhenhua';
		const lines = signInTable({
			password: 'secret-demo',
			signIns: [
				{ role: 'auditor', email: 'auditor@demo.example', name, unit: { en: 'Nation', 'zh-CN': '国' } },
				{ role: 'departmentHead', email: 'head@demo.example', name, unit: { en: 'Health', 'zh-CN': '卫' } }
			]
		});
		expect(lines).toEqual([
			'',
			'Sign-ins of the demonstration (password of all: secret-demo)',
			'  department head   head@demo.example      Health',
			'  auditor           auditor@demo.example   Nation'
		]);
	});
});
