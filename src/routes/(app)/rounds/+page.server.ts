import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { countAppealsToWatch } from '$lib/server/services/appeal/list-appeals';
import { listRounds } from '$lib/server/services/round/list-rounds';
import { blockViews } from '$lib/view/round-board';
import type { PageServerLoad } from './$types';

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { page } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { ctx } = event.locals;
		const list = await listRounds(ctx, page);
		return {
			...list,
			page,
			appeals: await countAppealsToWatch(ctx),
			open: list.open.map((round) => ({ ...round, blocks: blockViews(round.blocks) })),
			isDemonstration: [...list.open.map(({ head }) => head), ...list.done].some(
				({ isDemonstration }) => isDemonstration
			),
			now: ctx.now
		};
	});
