import { fail, type ActionFailure } from '@sveltejs/kit';
import { ZodError, type core } from 'zod';
import { type DomainError, type ErrorCode } from '../../domain/errors';
import { m } from '../../i18n/paraglide/messages';
import { asRefusal } from './answer';
import { answerTo } from './handle-error';

/** What a form gets back when it was refused. */
export interface Refusal {
	readonly code: ErrorCode;
	/** a sentence about the whole, in the language of the request */
	readonly message: string;
	/** a sentence for each field that is wrong, by the field's name */
	readonly fields: Readonly<Record<string, string>>;
	/** what was typed, so that it stays; never passwords or files */
	readonly values: Readonly<Record<string, string>>;
}

/**
 * The answer of a form action to a refusal. What nobody expected is thrown on. A stranger whose session ended while typing is
 * told so on the spot: a redirect would lose what was typed.
 * @param typed the form's fields, as `Object.fromEntries(formData)` gives them
 */
export function failWith(
	thrown: unknown,
	typed: Readonly<Record<string, unknown>> = {}
): ActionFailure<Refusal> {
	const refusal = asRefusal(thrown);
	if (!refusal) throw thrown;
	const { status, message } = answerTo(refusal);
	const fields = thrown instanceof ZodError ? fieldsOf(thrown) : fieldsIn(refusal);
	return fail(status, { code: refusal.code, message, fields, values: repeatable(typed) });
}

function repeatable(typed: Readonly<Record<string, unknown>>): Record<string, string> {
	const kept = Object.entries(typed).filter(
		(entry): entry is [string, string] =>
			typeof entry[1] === 'string' && !entry[0].toLowerCase().startsWith('password')
	);
	return Object.fromEntries(kept);
}

function fieldsIn(refusal: DomainError): Record<string, string> {
	const { fields } = refusal.details;
	if (typeof fields !== 'object' || fields === null) return {};
	return Object.fromEntries(
		Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
	);
}

function fieldsOf(error: ZodError): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const issue of error.issues) fields[issue.path.join('.')] ??= sentenceFor(issue);
	return fields;
}

/** What is wrong with a field, by the kind of zod's finding; a `refine` with a message of its own speaks for itself. */
function sentenceFor(issue: core.$ZodIssue): string {
	switch (issue.code) {
		case 'too_small':
			return issue.origin === 'string'
				? m.auth_field_required()
				: m.auth_field_too_small({ minimum: String(issue.minimum) });
		case 'too_big':
			return issue.origin === 'string'
				? m.auth_field_too_long({ maximum: String(issue.maximum) })
				: m.auth_field_too_large({ maximum: String(issue.maximum) });
		case 'invalid_format':
			return issue.format === 'email' ? m.auth_field_email() : m.auth_field_invalid();
		case 'custom':
			return issue.message === 'Invalid input' ? m.auth_field_invalid() : issue.message;
		default:
			return m.auth_field_invalid();
	}
}
