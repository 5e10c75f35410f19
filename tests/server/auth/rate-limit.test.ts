import { describe, expect, it } from 'vitest';
import { networkOf, SignInLimiter } from '../../../src/lib/server/auth/rate-limit';

const limits = { perPair: 2, perAccount: 4, perAddress: 5, windowSeconds: 60, keysAtMost: 20 };
const tooMany = expect.objectContaining({ code: 'tooManyAttempts' });

describe('the sign-in limiter', () => {
	it('refuses an account from the address of its failures, and leaves its owner in from elsewhere', async () => {
		const limiter = new SignInLimiter(limits);
		for (let i = 0; i < 2; i++) await limiter.begin('a@example.org', '10.0.0.1');
		await expect(limiter.begin('a@example.org', '10.0.0.1')).rejects.toEqual(tooMany);
		await expect(limiter.begin('a@example.org', '10.0.0.2')).resolves.toBeUndefined();
	});

	it('refuses an account after many failures from everywhere, and says how long to wait', async () => {
		const limiter = new SignInLimiter(limits);
		for (let i = 0; i < 4; i++) await limiter.begin('a@example.org', `10.0.0.${i}`);
		await expect(limiter.begin('a@example.org', '10.0.0.9')).rejects.toMatchObject({
			code: 'tooManyAttempts',
			details: { waitSeconds: expect.any(Number), waitMinutes: 1 }
		});
		await expect(limiter.begin('b@example.org', '10.0.0.9')).resolves.toBeUndefined();
	});

	it('refuses an address after its failures, at whatever account', async () => {
		const limiter = new SignInLimiter(limits);
		for (let i = 0; i < 5; i++) await limiter.begin(`${i}@example.org`, '10.0.0.1');
		await expect(limiter.begin('new@example.org', '10.0.0.1')).rejects.toEqual(tooMany);
		await expect(limiter.begin('new@example.org', '10.0.0.2')).resolves.toBeUndefined();
	});

	it('does not count what succeeded', async () => {
		const limiter = new SignInLimiter(limits);
		for (let i = 0; i < 30; i++) {
			await limiter.begin('a@example.org', '10.0.0.1');
			await limiter.succeed('a@example.org', '10.0.0.1');
		}
	});

	it('counts attempts that come at once', async () => {
		const limiter = new SignInLimiter(limits);
		const answers = await Promise.allSettled(
			Array.from({ length: 20 }, (_, i) => limiter.begin('a@example.org', `10.0.1.${i}`))
		);
		expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
	});

	it('remembers a bounded number of keys, whatever strangers send', async () => {
		const limiter = new SignInLimiter(limits);
		for (let i = 0; i < 500; i++) await limiter.begin(`${i}@example.org`, `10.${i % 250}.${i}.1`);
		expect(limiter.size).toBeLessThanOrEqual(3 * limits.keysAtMost);
	});
});

describe('the network of an address', () => {
	it.each([
		['192.0.2.7', '192.0.2.7'],
		['::ffff:192.0.2.7', '192.0.2.7'],
		['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
		['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
		['2001:db8::1', '2001:db8:0:0::/64'],
		['::1', '127.0.0.1'],
		['::2', '0:0:0:0::/64'],
		['fe80::1%eth0', 'fe80:0:0:0::/64']
	])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));
});
