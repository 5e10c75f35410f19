import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
	createSession,
	renewSession,
	revokeAllSessions,
	revokeSession,
	validateSession
} from '../../../src/lib/server/auth/session';
import { appUser, session } from '../../../src/lib/server/db/schema';
import { addAccount } from '../../factories/account';
import { useTestDatabase } from '../../setup/test-database';

const test = useTestDatabase();
const dayMs = 24 * 60 * 60 * 1000;
let userId: number;

beforeAll(async () => {
	userId = await addAccount(test.opened.db, { email: 'session@example.org' });
});
afterEach(() => vi.useRealTimers());

const open = (id = userId) => test.opened.db.transaction((tx) => createSession(tx, id));
const later = (days: number) => {
	const now = Date.now();
	vi.useFakeTimers({ toFake: ['Date'] });
	vi.setSystemTime(now + days * dayMs);
};

describe('a session', () => {
	it('is kept by the SHA-256 of its secret, never by the secret', async () => {
		const { secret } = await open();
		const rows = await test.opened.db.select().from(session);
		expect(rows.some((row) => row.id === createHash('sha256').update(secret).digest('hex'))).toBe(true);
		expect(JSON.stringify(rows)).not.toContain(secret);
	});

	it('cannot be opened with what the database holds', async () => {
		const { secret } = await open();
		const stored = createHash('sha256').update(secret).digest('hex');
		expect(await validateSession(test.opened.db, stored)).toBeUndefined();
	});

	it('says whose it is', async () => {
		const { secret } = await open();
		expect(await validateSession(test.opened.db, secret)).toMatchObject({ userId, isStale: false });
	});

	it('has another secret each time', async () => {
		const secrets = await Promise.all([open(), open(), open()].map(async (made) => (await made).secret));
		expect(new Set(secrets).size).toBe(3);
		for (const secret of secrets) expect(secret.length).toBeGreaterThanOrEqual(40);
	});

	it('is unknown after it was revoked', async () => {
		const { secret } = await open();
		await test.opened.db.transaction((tx) => revokeSession(tx, secret));
		expect(await validateSession(test.opened.db, secret)).toBeUndefined();
	});

	it('ends with all others of its user, and with nobody else’s', async () => {
		const other = await addAccount(test.opened.db, { email: 'other-session@example.org' });
		const [one, two, foreign] = [await open(), await open(), await open(other)];
		await test.opened.db.transaction((tx) => revokeAllSessions(tx, userId));
		expect(await validateSession(test.opened.db, one.secret)).toBeUndefined();
		expect(await validateSession(test.opened.db, two.secret)).toBeUndefined();
		expect(await validateSession(test.opened.db, foreign.secret)).toBeDefined();
	});

	it('ends when its account is disabled', async () => {
		const disabled = await addAccount(test.opened.db, { email: 'soon-disabled@example.org' });
		const { secret } = await open(disabled);
		await test.opened.db.update(appUser).set({ isDisabled: true }).where(eq(appUser.id, disabled));
		expect(await validateSession(test.opened.db, secret)).toBeUndefined();
	});

	it('ends after seven idle days', async () => {
		const { secret } = await open();
		later(7.01);
		expect(await validateSession(test.opened.db, secret)).toBeUndefined();
	});

	it('is due for renewal after half of that, and validating writes nothing', async () => {
		const { secret, expiresAt } = await open();
		later(4);
		expect(await validateSession(test.opened.db, secret)).toMatchObject({ isStale: true });
		const rows = await test.opened.db.select().from(session).where(eq(session.expiresAt, expiresAt));
		expect(rows).toHaveLength(1);
	});

	it('lasts longer once renewed', async () => {
		const { secret } = await open();
		later(4);
		const expiresAt = await test.opened.db.transaction((tx) => renewSession(tx, secret));
		expect(expiresAt?.getTime()).toBeCloseTo(Date.now() + 7 * dayMs, -4);
		expect(await validateSession(test.opened.db, secret)).toMatchObject({ isStale: false });
	});

	it('ends thirty days after the sign-in however often it was renewed', async () => {
		const { secret } = await open();
		const began = Date.now();
		vi.useFakeTimers({ toFake: ['Date'] });
		for (let day = 4; day < 30; day += 4) {
			vi.setSystemTime(began + day * dayMs);
			expect(await test.opened.db.transaction((tx) => renewSession(tx, secret))).toBeDefined();
		}
		vi.setSystemTime(began + 30.01 * dayMs);
		expect(await validateSession(test.opened.db, secret)).toBeUndefined();
		expect(await test.opened.db.transaction((tx) => renewSession(tx, secret))).toBeUndefined();
	});

	it('that ran out is cleared away at the next sign-in', async () => {
		const { expiresAt } = await open();
		later(8);
		await open();
		expect(await test.opened.db.select().from(session).where(eq(session.expiresAt, expiresAt))).toEqual([]);
	});
});
