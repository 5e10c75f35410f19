import { desc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { SignInLimiter } from '../../../../src/lib/server/auth/rate-limit';
import { validateSession } from '../../../../src/lib/server/auth/session';
import { appUser, auditEntry, roleGrant } from '../../../../src/lib/server/db/schema';
import { chooseLanguage } from '../../../../src/lib/server/services/user/choose-language';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { signIn } from '../../../../src/lib/server/services/user/sign-in';
import { signOut } from '../../../../src/lib/server/services/user/sign-out';
import { addAccount, addRegion } from '../../../factories/account';
import { useTestDatabase } from '../../../setup/test-database';

const test = useTestDatabase();
const password = 'a good long password';
let userId: number;

beforeAll(async () => {
	const { db } = test.opened;
	const nation = await addRegion(db, '000000');
	const province = await addRegion(db, '330000', nation);
	userId = await addAccount(db, {
		email: 'Head@example.org',
		password,
		name: 'Chen Liqun',
		locale: 'zh-CN',
		grants: [
			['departmentHead', province],
			['auditor', nation]
		]
	});
	await addAccount(db, { email: 'gone@example.org', password, isDisabled: true });
});

const enter = (over: Partial<Parameters<typeof signIn>[1]> = {}, limiter = new SignInLimiter()) =>
	signIn(test.context(), { email: 'head@example.org', password, address: '10.0.0.1', ...over }, limiter);
const lastAudit = async () =>
	(await test.opened.db.select().from(auditEntry).orderBy(desc(auditEntry.id)).limit(1))[0];

describe('signing in', () => {
	it('opens a session, whatever the case of the address, and leaves an audit row', async () => {
		const { session, actor, locale } = await enter({ email: ' HEAD@Example.org ' });
		expect(await validateSession(test.opened.db, session.secret)).toMatchObject({ userId });
		expect(actor).toMatchObject({ userId, name: 'Chen Liqun' });
		expect(locale).toBe('zh-CN');
		expect(await lastAudit()).toMatchObject({
			action: 'user.signIn',
			actorId: userId,
			entityId: String(userId)
		});
	});

	it('ends the session that the browser held before', async () => {
		const first = await enter();
		const second = await enter({ previousSecret: first.session.secret });
		expect(second.session.secret).not.toBe(first.session.secret);
		expect(await validateSession(test.opened.db, first.session.secret)).toBeUndefined();
	});

	it('never takes a secret that was planted', async () => {
		const planted = 'planted-by-somebody-else';
		const { session } = await enter({ previousSecret: planted });
		expect(session.secret).not.toBe(planted);
		expect(await validateSession(test.opened.db, planted)).toBeUndefined();
	});

	it('says the same of an unknown address, a wrong password and a disabled account', async () => {
		const refusals = await Promise.all(
			[
				enter({ email: 'nobody@example.org' }),
				enter({ password: 'wrong' }),
				enter({ email: 'gone@example.org' }),
				enter({ password: 'x'.repeat(100_000) })
			].map((attempt) =>
				attempt.then(
					() => undefined,
					(error: Error) => error.message
				)
			)
		);
		expect(new Set(refusals).size).toBe(1);
		await expect(enter({ password: 'wrong' })).rejects.toMatchObject({ code: 'wrongCredentials' });
	});

	it('keeps refusals at existing accounts on record, without naming an actor', async () => {
		await enter({ password: 'wrong' }).catch(() => undefined);
		expect(await lastAudit()).toMatchObject({
			action: 'user.signInRefused',
			actorId: null,
			entityId: String(userId)
		});
		const before = await lastAudit();
		await enter({ email: 'nobody@example.org' }).catch(() => undefined);
		expect(await lastAudit()).toEqual(before);
	});

	it('refuses the right password too once there were too many wrong ones', async () => {
		const limiter = new SignInLimiter({
			perPair: 2,
			perAccount: 20,
			perAddress: 50,
			windowSeconds: 60,
			keysAtMost: 10
		});
		for (let i = 0; i < 2; i++) await enter({ password: 'wrong' }, limiter).catch(() => undefined);
		await expect(enter({}, limiter)).rejects.toMatchObject({ code: 'tooManyAttempts' });
	});
});

describe('signing out', () => {
	it('ends the session and leaves an audit row', async () => {
		const { session, actor } = await enter();
		await signOut(test.context({ actor }), session.secret);
		expect(await validateSession(test.opened.db, session.secret)).toBeUndefined();
		expect(await lastAudit()).toMatchObject({ action: 'user.signOut', actorId: userId });
	});

	it('is nothing to do for a stranger', async () => {
		const before = await lastAudit();
		await signOut(test.context(), undefined);
		expect(await lastAudit()).toEqual(before);
	});
});

describe('the actor of a user', () => {
	it('holds the grants of this moment, with the paths of their units', async () => {
		const known = await loadActor(test.opened.db, userId);
		expect(known?.actor.grants.map(({ role, unitPath }) => [role, unitPath.split('.').length])).toEqual([
			['departmentHead', 2],
			['auditor', 1]
		]);
		await test.opened.db
			.update(roleGrant)
			.set({ revokedAt: new Date() })
			.where(eq(roleGrant.role, 'auditor'));
		expect((await loadActor(test.opened.db, userId))?.actor.grants).toHaveLength(1);
	});

	it('is there without a single grant, and absent for the unknown and the disabled', async () => {
		const bare = await addAccount(test.opened.db, { email: 'bare@example.org' });
		expect((await loadActor(test.opened.db, bare))?.actor.grants).toEqual([]);
		expect(await loadActor(test.opened.db, 999_999)).toBeUndefined();
		await test.opened.db.update(appUser).set({ isDisabled: true }).where(eq(appUser.id, bare));
		expect(await loadActor(test.opened.db, bare)).toBeUndefined();
	});

	it('speaks the language that was chosen', async () => {
		const known = await loadActor(test.opened.db, userId);
		if (!known) throw new Error('the account is gone');
		await chooseLanguage(test.context({ actor: known.actor }), 'en');
		expect((await loadActor(test.opened.db, userId))?.locale).toBe('en');
	});
});
