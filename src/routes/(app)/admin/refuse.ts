import { fail, type ActionFailure } from '@sveltejs/kit';
import { z } from 'zod';
import { parseNumber } from '$lib/domain/indicator/parse-number';
import { isDay } from '$lib/domain/period/day';
import { problemsOf } from '$lib/domain/register/problem';
import { m } from '$lib/i18n/paraglide/messages';
import { numberProblemText } from '$lib/i18n/words/entry-problem';
import { registerProblemSentence } from '$lib/i18n/words/register';
import { failWith } from '$lib/server/hooks/fail-with';
import type { FormRefusal } from '$lib/ui/form/form-state';

/** The answer of a form of the register to a refusal: sentences at their fields, and what was typed. */
export function refuse(
	which: string,
	error: unknown,
	typed: Readonly<Record<string, string>>
): ActionFailure<FormRefusal> {
	const problems = problemsOf(error);
	if (problems.length > 0) {
		const fields: Record<string, string> = {};
		for (const problem of problems) fields[problem.field] ??= registerProblemSentence(problem);
		return fail(422, {
			which,
			code: 'invalidInput',
			message: m.auth_error_invalid_input(),
			fields,
			values: typed
		});
	}
	const { status, data } = failWith(error, typed);
	return fail(status, { which, ...data });
}

/** The text fields of a form that was sent; files are none. */
export async function readTyped(request: Request): Promise<Record<string, string>> {
	return typedOf(await request.formData());
}

/** The same, where the files are needed as well. */
export function typedOf(form: FormData): Record<string, string> {
	return Object.fromEntries(
		[...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
	);
}

/** A calendar day. */
export const daySchema = z
	.string()
	.trim()
	.refine(isDay, {
		error: () => m.register_problem_date_shape()
	});

/** A number as people write it, with a point; empty: none. What could be read as two numbers is refused. */
export const numberSchema = z
	.string()
	.trim()
	.max(40)
	.transform((text, ctx) => {
		const parsed = parseNumber(text);
		if (parsed.kind === 'number') return parsed.value;
		if (parsed.kind === 'empty') return null;
		ctx.addIssue({ code: 'custom', message: numberProblemText(parsed.problem) });
		return z.NEVER;
	});

export const revisionSchema = z.coerce.number().int().min(1).max(2_147_483_647);
/** Words that have to be there. */
export const wordsSchema = z.string().trim().min(1).max(200);
export const codeSchema = z.string().trim().min(1).max(60);
/** A box that was ticked or not. */
export const boxSchema = z
	.string()
	.optional()
	.transform((value) => value === 'on');
