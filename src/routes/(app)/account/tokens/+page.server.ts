import { z } from 'zod';
import { longestTokenDays, tokenPermissions } from '$lib/domain/access/token';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { createToken } from '$lib/server/services/token/create-token';
import { listTokens } from '$lib/server/services/token/list-tokens';
import { revokeToken } from '$lib/server/services/token/revoke-token';
import { tokenFieldErrors } from './field-errors';
import type { Actions, PageServerLoad } from './$types';

const code = z.string().trim().min(1).max(100);
const wishSchema = z.object({
	name: z.string().trim().min(1).max(100),
	permissions: z.array(z.enum(tokenPermissions)).max(tokenPermissions.length),
	units: z.array(code).max(200),
	days: z.coerce.number().int().min(1).max(longestTokenDays)
});

export const load: PageServerLoad = (event) => answer(event, () => listTokens(event.locals.ctx));

export const actions: Actions = {
	create: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = {
			name: form.get('name'),
			days: form.get('days'),
			codes: form.get('codes'),
			permissions: form.getAll('permission').join(' '),
			units: form.getAll('unit').join(' ')
		};
		try {
			const narrower = String(typed.codes ?? '').split(/[\s,;，；、]+/);
			const wish = wishSchema.parse({
				...typed,
				permissions: form.getAll('permission'),
				// Whoever names units wants these alone: a subtree chosen beside them would swallow them.
				units: narrower.some(Boolean) ? narrower.filter(Boolean) : form.getAll('unit')
			});
			return { made: await createToken(locals.ctx, wish) };
		} catch (error) {
			return tokenFieldErrors(failWith(error, typed), error);
		}
	},
	revoke: async ({ locals, request }) => {
		const form = await request.formData();
		try {
			const id = z.coerce.number().int().positive().max(2_147_483_647).parse(form.get('id'));
			await revokeToken(locals.ctx, id);
			return { revoked: true };
		} catch (error) {
			return failWith(error);
		}
	}
};
