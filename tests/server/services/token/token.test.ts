import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { can, type Actor } from '../../../../src/lib/domain/access/can';
import { apiToken, appUser, auditEntry, roleGrant } from '../../../../src/lib/server/db/schema';
import { authenticateToken } from '../../../../src/lib/server/services/token/authenticate-token';
import { createToken, type TokenWish } from '../../../../src/lib/server/services/token/create-token';
import { listTokens } from '../../../../src/lib/server/services/token/list-tokens';
import { revokeToken } from '../../../../src/lib/server/services/token/revoke-token';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addAccount, addRegion, type PlacedUnit } from '../../../factories/account';
import { useTestDatabase } from '../../../setup/test-database';

const test = useTestDatabase();
const now = new Date('2026-11-15T04:00:00Z');
let north: PlacedUnit;
let south: PlacedUnit;
let below: PlacedUnit;
let owner: Actor;
let somebody: Actor;

const actorOf = async (id: number): Promise<Actor> => (await loadActor(test.opened.db, id))!.actor;
const ctx = (actor: Actor, at = now) => test.context({ actor, now: at });
const wish = (over: Partial<TokenWish> = {}): TokenWish => ({
	name: 'nightly push',
	permissions: ['observation.read', 'observation.submit'],
	units: [north.code],
	days: 30,
	...over
});
const come = (secret: string, at = now) => authenticateToken(test.opened.db, secret, at);

beforeAll(async () => {
	const { db } = test.opened;
	const nation = await addRegion(db, '000000');
	north = await addRegion(db, '110000', nation);
	below = await addRegion(db, '110100', north);
	south = await addRegion(db, '440000', nation);
	owner = await actorOf(
		await addAccount(db, { email: 'owner@example.org', grants: [['dataOfficer', north]] })
	);
	somebody = await actorOf(
		await addAccount(db, { email: 'other@example.org', grants: [['dataOfficer', south]] })
	);
});

describe('making a token', () => {
	it('shows 256 random bits once, and keeps their hash, who made it and for what', async () => {
		const made = await createToken(ctx(owner), wish());
		expect(made.secret).toMatch(/^ys_[\w-]{43}$/);
		const [row] = await test.opened.db.select().from(apiToken).where(eq(apiToken.id, made.id));
		expect(row).toMatchObject({ userId: owner.userId, prefix: made.secret.slice(0, 9), unitIds: [north.id] });
		expect(row!.hash).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(row)).not.toContain(made.secret.slice(9));
		const rows = await test.opened.db.select().from(auditEntry).where(eq(auditEntry.action, 'token.create'));
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(made.secret.slice(9));
	});

	it.each<[string, () => Partial<TokenWish>, string]>([
		[
			'a permission that is not one’s own',
			() => ({ permissions: ['result.readProvisional'] }),
			'permissions'
		],
		['no permission', () => ({ permissions: [] }), 'permissions'],
		['somebody else’s unit', () => ({ units: [south.code] }), 'units'],
		['the unit above one’s own', () => ({ units: ['000000'] }), 'units'],
		['no unit at all', () => ({ units: [] }), 'units'],
		['a unit that is not there', () => ({ units: ["1' or '1'='1"] }), 'units'],
		['more than a year', () => ({ days: 366 }), 'days'],
		['no day', () => ({ days: 0 }), 'days']
	])('is refused for %s', async (_, over, field) => {
		await expect(createToken(ctx(owner), wish(over()))).rejects.toMatchObject({
			code: 'invalidInput',
			details: { field }
		});
	});

	it('is for accounts', async () => {
		await expect(createToken(test.context(), wish())).rejects.toMatchObject({ code: 'notSignedIn' });
		await expect(listTokens(test.context())).rejects.toMatchObject({ code: 'notSignedIn' });
	});

	it('ends at fifty that open something', async () => {
		const id = await addAccount(test.opened.db, { email: 'busy@example.org' });
		const busy = await actorOf(id);
		const table: Partial<TokenWish> = { permissions: ['table.score'], units: [] };
		for (let i = 0; i < 50; i++) await createToken(ctx(busy), wish(table));
		await expect(createToken(ctx(busy), wish(table))).rejects.toMatchObject({ code: 'conflict' });
		const later = new Date(now.getTime() + 31 * 86_400_000);
		await expect(createToken(ctx(busy, later), wish(table))).resolves.toBeDefined();
	});
});

describe('coming with a token', () => {
	it('is coming as its owner, on its units and with its permissions alone', async () => {
		const { secret } = await createToken(ctx(owner), wish({ units: [below.code] }));
		const known = await come(secret);
		if ('fault' in known) throw new Error(known.fault);
		expect(known.actor.userId).toBe(owner.userId);
		expect(can(known.actor, 'observation.submit', below.path)).toBeDefined();
		expect(can(known.actor, 'observation.submit', north.path)).toBeUndefined();
		expect(can(known.actor, 'observation.import', below.path)).toBeUndefined();
		expect(can(known.actor, 'token.own')).toBeUndefined();
	});

	it('opens nothing with what is not a secret, or nobody’s', async () => {
		for (const presented of ['', 'ys_', `ys_${'a'.repeat(43)}`, `ys_${'a'.repeat(5000)}`, "' or 1=1 --"]) {
			expect(await come(presented)).toEqual({ fault: 'unknown' });
		}
	});

	it('ends by its date, and when it is revoked', async () => {
		const made = await createToken(ctx(owner), wish({ days: 1 }));
		expect(await come(made.secret, made.expiresAt)).toEqual({ fault: 'expired' });
		await expect(revokeToken(ctx(somebody), made.id)).rejects.toMatchObject({ code: 'notFound' });
		expect(await come(made.secret)).toHaveProperty('actor');
		await revokeToken(ctx(owner), made.id);
		expect(await come(made.secret)).toEqual({ fault: 'revoked' });
		await expect(revokeToken(ctx(owner), made.id)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('follows the owner: a grant taken away, an account disabled', async () => {
		const { db } = test.opened;
		const id = await addAccount(db, { email: 'leaving@example.org', grants: [['dataOfficer', north]] });
		const { secret } = await createToken(ctx(await actorOf(id)), wish());
		await db.update(roleGrant).set({ revokedAt: now }).where(eq(roleGrant.userId, id));
		const known = await come(secret);
		expect('actor' in known && can(known.actor, 'observation.submit')).toBe(undefined);
		await db.update(appUser).set({ isDisabled: true }).where(eq(appUser.id, id));
		expect(await come(secret)).toEqual({ fault: 'unknown' });
	});

	it('is noted at most once a minute', async () => {
		const made = await createToken(ctx(owner), wish());
		const lastUse = async () =>
			(await listTokens(ctx(owner))).tokens.find(({ id }) => id === made.id)!.lastUsedAt?.getTime();
		expect(await lastUse()).toBeUndefined();
		await come(made.secret);
		await come(made.secret, new Date(now.getTime() + 59_000));
		expect(await lastUse()).toBe(now.getTime());
		await come(made.secret, new Date(now.getTime() + 61_000));
		expect(await lastUse()).toBe(now.getTime() + 61_000);
	});
});

it('the list is one’s own, what works first', async () => {
	const page = await listTokens(ctx(somebody));
	expect(page.tokens).toEqual([]);
	expect(page.units.map(({ code }) => code)).toEqual([south.code]);
	expect(page.permissions).toContain('observation.submit');
	const { tokens } = await listTokens(ctx(owner));
	const states = tokens.map(({ state }) => state === 'live');
	expect(states).toEqual([...states].sort((a, b) => Number(b) - Number(a)));
});
