import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../domain/errors';

export interface SignInLimits {
	/** failures allowed to one account from one address: a stranger elsewhere cannot lock its owner out */
	readonly perPair: number;
	/** failures allowed to one account, from wherever they come: bounds those who guess from many addresses */
	readonly perAccount: number;
	/** failures allowed to one address, at whatever account */
	readonly perAddress: number;
	readonly windowSeconds: number;
	/** keys remembered of each kind; beyond it the longest unused is forgotten */
	readonly keysAtMost: number;
}

const usualLimits: SignInLimits = {
	perPair: 10,
	perAccount: 200,
	perAddress: 50,
	windowSeconds: 15 * 60,
	keysAtMost: 10_000
};

/** A limiter that never holds more than `keysAtMost` keys, whatever strangers send. */
class BoundedLimiter {
	readonly #limiter: RateLimiterMemory;
	readonly #keysAtMost: number;
	/** in the order of their last use */
	readonly #keys = new Set<string>();

	constructor(points: number, limits: SignInLimits) {
		this.#limiter = new RateLimiterMemory({ points, duration: limits.windowSeconds });
		this.#keysAtMost = limits.keysAtMost;
	}

	get size(): number {
		return this.#keys.size;
	}

	/** @throws DomainError `tooManyAttempts` with the seconds to wait */
	async take(key: string): Promise<void> {
		this.#keys.delete(key);
		this.#keys.add(key);
		if (this.#keys.size > this.#keysAtMost) {
			const [longestUnused] = this.#keys;
			if (longestUnused !== undefined) await this.forget(longestUnused);
		}
		try {
			await this.#limiter.consume(key);
		} catch (refusal) {
			if (!(refusal instanceof RateLimiterRes)) throw refusal;
			const waitSeconds = Math.ceil(refusal.msBeforeNext / 1000);
			throw new DomainError('tooManyAttempts', `Too many attempts; try again in ${waitSeconds} s`, {
				waitSeconds,
				waitMinutes: Math.ceil(waitSeconds / 60)
			});
		}
	}

	async giveBack(key: string): Promise<void> {
		await this.#limiter.reward(key);
	}

	async forget(key: string): Promise<void> {
		this.#keys.delete(key);
		await this.#limiter.delete(key);
	}
}

/** Counts failed sign-ins per account, per address and per both together, in this process's memory. */
export class SignInLimiter {
	readonly #pairs: BoundedLimiter;
	readonly #accounts: BoundedLimiter;
	readonly #addresses: BoundedLimiter;

	constructor(limits: SignInLimits = usualLimits) {
		this.#pairs = new BoundedLimiter(limits.perPair, limits);
		this.#accounts = new BoundedLimiter(limits.perAccount, limits);
		this.#addresses = new BoundedLimiter(limits.perAddress, limits);
	}

	/** How many keys of all kinds are remembered. */
	get size(): number {
		return this.#pairs.size + this.#accounts.size + this.#addresses.size;
	}

	/**
	 * Counts an attempt before the password is looked at, so that many at once cannot slip through.
	 * @throws DomainError `tooManyAttempts` with `details.waitSeconds` and `details.waitMinutes`
	 */
	async begin(email: string, address: string): Promise<void> {
		const network = networkOf(address);
		await this.#addresses.take(network);
		await this.#pairs.take(`${network} ${email}`);
		await this.#accounts.take(email);
	}

	/** The password was right: the attempt no longer counts, and the failures of this account from here are forgotten. */
	async succeed(email: string, address: string): Promise<void> {
		const network = networkOf(address);
		await this.#pairs.forget(`${network} ${email}`);
		await this.#accounts.giveBack(email);
		await this.#addresses.giveBack(network);
	}
}

/** An IPv6 customer has a whole /64 to choose addresses from: they count as one. IPv4 addresses count each. */
export function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped?.[1]) return mapped[1];
	// This machine itself, by either of its names.
	if (address === '::1') return '127.0.0.1';
	if (!address.includes(':')) return address;
	const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
	const groups = head === '' ? [] : head.split(':');
	if (tail !== undefined) {
		const after = tail === '' ? [] : tail.split(':');
		while (groups.length + after.length < 8) groups.push('0');
		groups.push(...after);
	}
	return `${groups
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ''))
		.join(':')}::/64`;
}

/** The one of this process. */
export const signInLimiter = new SignInLimiter();
