import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { mailDigests } from '$lib/domain/message/message';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { readMailSettings } from '$lib/server/mail/settings';
import { chooseDigest } from '$lib/server/services/message/choose-digest';
import { listMessages } from '$lib/server/services/message/list-messages';
import { markRead } from '$lib/server/services/message/mark-read';
import { openMessage } from '$lib/server/services/message/open-message';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const querySchema = z.object({
	show: z.enum(['unread']).optional().catch(undefined),
	page: z.coerce.number().int().positive().max(100_000).optional().catch(undefined),
	saved: z.literal('1').optional().catch(undefined)
});
const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const found = await listMessages(event.locals.ctx, {
			isUnread: query.show === 'unread',
			page: query.page ?? 1
		});
		return { ...found, query, isMailOn: readMailSettings(process.env) !== undefined };
	});

export const actions: Actions = {
	open: (event) =>
		act(event, async (form) => {
			const path = await openMessage(event.locals.ctx, idSchema.parse(form.get('id')));
			return path;
		}),
	read: (event) =>
		act(event, async (form) => {
			await markRead(event.locals.ctx, [idSchema.parse(form.get('id'))]);
			return `/messages${event.url.search.replace(/[?&]\/read\b/, '')}`;
		}),
	readAll: (event) =>
		act(event, async () => {
			await markRead(event.locals.ctx, 'all');
			return '/messages';
		}),
	mail: (event) =>
		act(event, async (form) => {
			await chooseDigest(event.locals.ctx, z.enum(mailDigests).parse(form.get('digest')));
			return '/messages?saved=1';
		})
};

/** Does it and goes where it leads. */
async function act({ request, locals }: RequestEvent, work: (form: FormData) => Promise<string>) {
	const form = await request.formData();
	let path;
	try {
		path = await work(form);
	} catch (error) {
		return failWith(error);
	}
	redirect(303, withLocale(path, locals.locale));
}
