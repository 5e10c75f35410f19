import { createHash } from 'node:crypto';
import { eq, lte } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { Db, Tx } from '../db/client';
import { appUser, session as sessionTable } from '../db/schema';

declare module 'lucia' {
	interface Register {
		UserId: number;
	}
}

/** A session ends this many days after its last use … */
const idleDays = 7;
/** … and this many days after the sign-in, however busy it was. */
const longestDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** A browser that is signed in. `secret` is what its cookie holds; the database holds only its hash. */
export interface LiveSession {
	readonly secret: string;
	readonly userId: number;
	readonly expiresAt: Date;
	/** more than half of its time is gone: `renewSession` is due */
	readonly isStale: boolean;
}

function hashOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Lucia's view of the tables: it works with secrets, every row is found and kept by the secret's hash. */
function adapterFor(db: Db | Tx, isReadOnly: boolean): Adapter {
	const write = async (statement: () => PromiseLike<unknown>): Promise<void> => {
		// Lucia prolongs and tidies up while it validates. Reading stays reading: the caller renews in a transaction.
		if (!isReadOnly) await statement();
	};
	const isOf = (secret: string) => eq(sessionTable.id, hashOf(secret));
	return {
		async getSessionAndUser(secret) {
			const [row] = await db
				.select({
					userId: sessionTable.userId,
					expiresAt: sessionTable.expiresAt,
					createdAt: sessionTable.createdAt,
					isDisabled: appUser.isDisabled
				})
				.from(sessionTable)
				.innerJoin(appUser, eq(appUser.id, sessionTable.userId))
				.where(isOf(secret));
			if (!row || row.isDisabled || row.createdAt.getTime() + longestDays * dayMs <= Date.now()) {
				return [null, null];
			}
			return [
				{ id: secret, userId: row.userId, expiresAt: row.expiresAt, attributes: {} },
				{ id: row.userId, attributes: {} }
			];
		},
		async getUserSessions(userId) {
			const rows = await db.select().from(sessionTable).where(eq(sessionTable.userId, userId));
			return rows.map((row): DatabaseSession => ({
				id: row.id,
				userId,
				expiresAt: row.expiresAt,
				attributes: {}
			}));
		},
		setSession: ({ id, userId, expiresAt }) =>
			write(() =>
				db.insert(sessionTable).values({ id: hashOf(id), userId, expiresAt, createdAt: new Date() })
			),
		updateSessionExpiration: (secret, expiresAt) =>
			write(() => db.update(sessionTable).set({ expiresAt }).where(isOf(secret))),
		deleteSession: (secret) => write(() => db.delete(sessionTable).where(isOf(secret))),
		deleteUserSessions: (userId) =>
			write(() => db.delete(sessionTable).where(eq(sessionTable.userId, userId))),
		deleteExpiredSessions: () =>
			write(() => db.delete(sessionTable).where(lte(sessionTable.expiresAt, new Date())))
	};
}

function luciaOn(db: Db | Tx, isReadOnly = false): Lucia {
	return new Lucia(adapterFor(db, isReadOnly), { sessionExpiresIn: new TimeSpan(idleDays, 'd') });
}

/** Begins a session with a new random secret (200 bits), and clears away those that have run out. */
export async function createSession(tx: Tx, userId: number): Promise<LiveSession> {
	const lucia = luciaOn(tx);
	await lucia.deleteExpiredSessions();
	const created = await lucia.createSession(userId, {});
	return { secret: created.id, userId, expiresAt: created.expiresAt, isStale: false };
}

/** The session that a cookie's secret opens; undefined when unknown, run out, or its user was disabled. Writes nothing. */
export async function validateSession(db: Db, secret: string): Promise<LiveSession | undefined> {
	const { session } = await luciaOn(db, true).validateSession(secret);
	if (!session) return undefined;
	return { secret, userId: session.userId, expiresAt: session.expiresAt, isStale: session.fresh };
}

/** Starts the idle time anew. @returns when the session now ends, undefined when it has ended meanwhile */
export async function renewSession(tx: Tx, secret: string): Promise<Date | undefined> {
	const { session } = await luciaOn(tx).validateSession(secret);
	return session?.expiresAt;
}

/** Ends one session; an unknown one is no error. */
export async function revokeSession(tx: Tx, secret: string): Promise<void> {
	await luciaOn(tx).invalidateSession(secret);
}

/** Ends every session of a user: after a change of password or when an account is disabled. */
export async function revokeAllSessions(tx: Tx, userId: number): Promise<void> {
	await luciaOn(tx).invalidateUserSessions(userId);
}
