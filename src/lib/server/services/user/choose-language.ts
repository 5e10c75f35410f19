import { appendAudit } from '../../audit/append';
import type { Context, Locale } from '../../context';
import { updateAccountLocale } from '../../db/queries/user';

/** Keeps the language with one's own account, so that it greets in it everywhere. Strangers have it in the address alone. */
export async function chooseLanguage(ctx: Context, locale: Locale): Promise<void> {
	const { userId } = ctx.actor;
	if (userId === undefined) return;
	await ctx.db.transaction(async (tx) => {
		await updateAccountLocale(tx, userId, locale);
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'user.chooseLanguage',
			entity: 'app_user',
			entityId: userId,
			after: { locale }
		});
	});
}
