import { engineVersion } from '$lib/domain/scoring/engine-version';
import { answer } from '$lib/server/hooks/answer';
import { countUnread } from '$lib/server/services/message/count-unread';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { navigationFor } from '$lib/view/navigation';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, actor, locale, theme } = event.locals;
		return {
			locale,
			theme,
			user:
				actor.userId === undefined
					? undefined
					: { name: actor.name, roles: [...new Set(actor.grants.map((grant) => grant.role))] },
			unread: await countUnread(ctx),
			navigation: navigationFor(actor),
			isDemonstration: await hasDemonstrationData(ctx),
			engineVersion,
			madeAt: ctx.now
		};
	});
