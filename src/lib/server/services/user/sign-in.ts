import type { Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import { longestPassword, verifyPassword } from '../../auth/password';
import { signInLimiter, type SignInLimiter } from '../../auth/rate-limit';
import { createSession, revokeSession, type LiveSession } from '../../auth/session';
import type { Context, Locale } from '../../context';
import { findAccountByEmail, findActor } from '../../db/queries/user';

export interface Credentials {
	readonly email: string;
	readonly password: string;
	/** where the request came from */
	readonly address: string;
	/** the session that the browser already holds; it ends, so that nobody can plant one and wait */
	readonly previousSecret?: string | undefined;
}

export interface SignedIn {
	readonly session: LiveSession;
	readonly actor: Actor;
	readonly locale: Locale | null;
}

/**
 * Open to everybody: it makes the actor that permissions are decided for. Wrong address, wrong password and disabled account
 * give the same answer in about the same time.
 * @throws DomainError `wrongCredentials`, or `tooManyAttempts` with `details.waitMinutes`
 */
export async function signIn(
	ctx: Context,
	credentials: Credentials,
	limiter: SignInLimiter = signInLimiter
): Promise<SignedIn> {
	const email = credentials.email.trim().toLowerCase();
	await limiter.begin(email, credentials.address);
	const account = await findAccountByEmail(ctx.db, email);
	const isRight =
		credentials.password.length <= longestPassword &&
		(await verifyPassword(account?.passwordHash, credentials.password));
	if (!account || account.isDisabled || !isRight) {
		if (account) await noteRefusal(ctx, account.id);
		throw new DomainError('wrongCredentials', 'No account with this address and password');
	}
	await limiter.succeed(email, credentials.address);
	return ctx.db.transaction(async (tx) => {
		const known = await findActor(tx, account.id);
		if (!known) throw new DomainError('wrongCredentials', 'The account was disabled meanwhile');
		if (credentials.previousSecret) await revokeSession(tx, credentials.previousSecret);
		const session = await createSession(tx, account.id);
		await appendAudit(tx, {
			actorId: account.id,
			at: ctx.now,
			action: 'user.signIn',
			entity: 'app_user',
			entityId: account.id
		});
		return { session, actor: known.actor, locale: known.locale };
	});
}

/** Refusals at accounts that exist are on record; others are not, or strangers could fill the log with made-up names. */
async function noteRefusal(ctx: Context, userId: number): Promise<void> {
	await ctx.db.transaction((tx) =>
		appendAudit(tx, {
			actorId: undefined,
			at: ctx.now,
			action: 'user.signInRefused',
			entity: 'app_user',
			entityId: userId
		})
	);
}
