import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { DomainError } from '$lib/domain/errors';
import { longestNote } from '$lib/domain/indicator/read-entry';
import { ruleKinds, severities } from '$lib/domain/validation/rule';
import type { RuleProblem } from '$lib/domain/validation/rule-expression';
import { withLocale } from '$lib/i18n/path';
import { answer } from '$lib/server/hooks/answer';
import { failWith } from '$lib/server/hooks/fail-with';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import { getRulesPage } from '$lib/server/services/validation/get-rules-page';
import { retireRule } from '$lib/server/services/validation/retire-rule';
import { saveRule } from '$lib/server/services/validation/save-rule';
import { tryRule } from '$lib/server/services/validation/try-rule';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const id = z.coerce.number().int().positive().max(2_147_483_647);
const querySchema = z.object({
	edit: id.optional().catch(undefined),
	done: z.enum(['saved', 'retired']).optional().catch(undefined)
});
const ruleSchema = z.object({
	kind: z.enum(ruleKinds),
	severity: z.enum(severities),
	expression: z.string().max(4000),
	messageEn: z.string().trim().min(1).max(500),
	messageZh: z.string().trim().min(1).max(500)
});
const placeSchema = z.object({ id, revision: id });
/** What is tried need not be worded yet. */
const trialSchema = ruleSchema.extend({
	messageEn: z.string().max(500),
	messageZh: z.string().max(longestNote)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const page = await getRulesPage(event.locals.ctx, event.params.code);
		return {
			...page,
			edited: page.rules.find((rule) => rule.id === query.edit && rule.retiredAt === null),
			done: query.done,
			isDemonstration: await hasDemonstrationData(event.locals.ctx)
		};
	});

export const actions: Actions = {
	save: (event) =>
		act(event, async (typed) => {
			const wish = ruleSchema.parse(typed);
			const at = typed['id'] ? placeSchema.parse(typed) : undefined;
			await saveRule(event.locals.ctx, event.params.code, wish, at);
			return 'saved';
		}),
	retire: (event) =>
		act(event, async (typed) => {
			await retireRule(event.locals.ctx, event.params.code, placeSchema.parse(typed));
			return 'retired';
		}),
	try: async (event) => {
		const typed = await fieldsOf(event);
		try {
			const trial = await tryRule(event.locals.ctx, event.params.code, trialSchema.parse(typed));
			return { trial, values: typed };
		} catch (error) {
			return refuse(error, typed);
		}
	}
};

async function act(event: RequestEvent, work: (typed: Record<string, string>) => Promise<string>) {
	const typed = await fieldsOf(event);
	let done;
	try {
		done = await work(typed);
	} catch (error) {
		return refuse(error, typed);
	}
	const path = `/admin/indicators/${encodeURIComponent(event.params.code)}/rules?done=${done}`;
	redirect(303, withLocale(path, event.locals.locale));
}

async function fieldsOf({ request }: RequestEvent): Promise<Record<string, string>> {
	return Object.fromEntries(
		[...(await request.formData())].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
	);
}

function refuse(error: unknown, typed: Record<string, string>) {
	const { status, data } = failWith(error, typed);
	const problem =
		error instanceof DomainError ? (error.details['problem'] as RuleProblem | undefined) : undefined;
	return fail(status, { ...data, problem });
}
