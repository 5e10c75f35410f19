import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../../src/lib/server/auth/password';

describe('a password', () => {
	it('is hashed with argon2id and the parameters of OWASP', async () => {
		expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	});

	it('gets another salt each time', async () => {
		expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
	});

	it('opens its own hash alone', async () => {
		const encoded = await hashPassword('correct horse');
		expect(await verifyPassword(encoded, 'correct horse')).toBe(true);
		expect(await verifyPassword(encoded, 'correct horse ')).toBe(false);
	});

	it('opens nothing where there is no account, not even the hash that is compared instead', async () => {
		expect(await verifyPassword(undefined, 'nobody signs in with this')).toBe(false);
	});

	it('takes about as long for nobody as for somebody', async () => {
		const encoded = await hashPassword('correct horse');
		await verifyPassword(undefined, 'warm');
		const spent = async (hash: string | undefined): Promise<number> => {
			const times: number[] = [];
			for (let turn = 0; turn < 7; turn++) {
				const began = performance.now();
				await verifyPassword(hash, 'wrong');
				times.push(performance.now() - began);
			}
			return times.sort((a, b) => a - b)[3] ?? 0;
		};
		const ratio = (await spent(undefined)) / (await spent(encoded));
		expect(ratio).toBeGreaterThan(0.4);
		expect(ratio).toBeLessThan(2.5);
	});
});
