import { hash, verify, type Options } from '@node-rs/argon2';

/** argon2id with 19 MiB, 2 passes, 1 lane: the least that OWASP's password storage sheet advises. */
const parameters: Options = {
	// `Algorithm.Argon2id`, whose enum exists in the typings alone
	algorithm: 2,
	memoryCost: 19_456,
	timeCost: 2,
	parallelism: 1
};

/** Longer input is refused before it is hashed: hashing is meant to be dear, and must not be made dearer by strangers. */
export const longestPassword = 200;

/** @returns the hash in argon2's own encoded form, salt and parameters included */
export function hashPassword(password: string): Promise<string> {
	return hash(password, parameters);
}

let hashOfNobody: Promise<string> | undefined;

/**
 * Whether `password` belongs to `encodedHash`. Without a hash (nobody has that account) it works as long, so that the time of
 * the answer does not tell which accounts exist.
 */
export async function verifyPassword(encodedHash: string | undefined, password: string): Promise<boolean> {
	const compared = encodedHash ?? (await (hashOfNobody ??= hashPassword('nobody signs in with this')));
	const isRight = await verify(compared, password);
	return isRight && encodedHash !== undefined;
}
