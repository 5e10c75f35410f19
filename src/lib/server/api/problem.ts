import { ZodError } from 'zod';
import { en, zhCN } from 'zod/locales';
import { DomainError, errorCodes, type ErrorCode } from '../../domain/errors';
import { problemLines, type FileProblem } from '../../domain/scoring/file-contract/file-problems';
import { m } from '../../i18n/paraglide/messages';
import type { Locale } from '../context';
import { answerTo } from '../hooks/handle-error';
import { tooLargeAt, whatFits } from '../hooks/request-bytes';

/** Refusals that only programs meet with. */
export const apiErrorCodes = [
	'invalidToken',
	'itemsRefused',
	'preconditionFailed',
	'unsupportedMediaType',
	'methodNotAllowed',
	'keyReused',
	'keyInUse',
	'unexpected'
] as const;
export type ApiErrorCode = ErrorCode | (typeof apiErrorCodes)[number];

/** One thing that is wrong, and where: a JSON pointer into what was sent, or the name of a parameter or header. */
export interface ProblemError {
	readonly pointer?: string;
	readonly parameter?: string;
	readonly code: string;
	readonly detail: string;
}

/** More than these are not listed; `count` says how many there are. */
export const mostErrors = 1000;

export class ApiRefusal extends Error {
	override readonly name = 'ApiRefusal';

	constructor(
		readonly code: ApiErrorCode,
		message: string,
		readonly errors: readonly ProblemError[] = [],
		readonly headers: Readonly<Record<string, string>> = {}
	) {
		super(message);
	}
}

const words: Readonly<Record<(typeof apiErrorCodes)[number], { status: number; title: () => string }>> = {
	invalidToken: { status: 401, title: m.api_problem_invalid_token },
	itemsRefused: { status: 422, title: m.api_problem_items_refused },
	preconditionFailed: { status: 412, title: m.api_problem_precondition_failed },
	unsupportedMediaType: { status: 415, title: m.api_problem_unsupported_media_type },
	methodNotAllowed: { status: 405, title: m.api_problem_method_not_allowed },
	keyReused: { status: 422, title: m.api_problem_key_reused },
	keyInUse: { status: 409, title: m.api_problem_key_in_use },
	unexpected: { status: 500, title: m.auth_error_unexpected }
};

/** Status of a refusal, and its sentence in the language of the request. */
export function wordsOf(
	code: ApiErrorCode,
	details: DomainError['details'] = {}
): { status: number; title: string } {
	if (code in words) {
		const { status, title } = words[code as keyof typeof words];
		return { status, title: title() };
	}
	if (code === 'notSignedIn') return { status: 401, title: m.api_problem_not_signed_in() };
	const { status, message } = answerTo(new DomainError(code as ErrorCode, '', details));
	return { status, title: message };
}

/** Where an explanation of a refusal stands; the server sends readers on to their language. */
export function problemType(code: ApiErrorCode): string {
	return `/api#problem-${code}`;
}

interface ProblemSeed {
	readonly code: ApiErrorCode;
	readonly detail?: string | undefined;
	readonly instance?: string | undefined;
	readonly details?: DomainError['details'];
	readonly errors?: readonly ProblemError[];
	/** members beside those of RFC 9457 */
	readonly more?: Readonly<Record<string, unknown>>;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A problem document (RFC 9457). `code` is for programs, `title` for people; `errors` say what is wrong where. */
export function problemResponse(seed: ProblemSeed): Response {
	const { status, title } = wordsOf(seed.code, seed.details);
	const errors = seed.errors ?? [];
	const body = {
		type: problemType(seed.code),
		title,
		status,
		...(seed.detail !== undefined && { detail: seed.detail }),
		...(seed.instance !== undefined && { instance: seed.instance }),
		code: seed.code,
		errors: errors.slice(0, mostErrors),
		...(errors.length > mostErrors && { count: errors.length }),
		...seed.more
	};
	return new Response(`${JSON.stringify(body)}\n`, {
		status,
		headers: { 'content-type': 'application/problem+json', ...seed.headers }
	});
}

/** What was thrown as a problem document; undefined: nobody expected this. */
export function problemOf(thrown: unknown, instance: string, locale: Locale): Response | undefined {
	if (thrown instanceof ApiRefusal) {
		return problemResponse({
			code: thrown.code,
			detail: locale === 'en' ? thrown.message : undefined,
			instance,
			errors: thrown.errors,
			headers: thrown.headers
		});
	}
	if (thrown instanceof ZodError) {
		return problemResponse({ code: 'invalidInput', instance, errors: errorsOfZod(thrown, '') });
	}
	if (!(thrown instanceof DomainError)) {
		// The server itself stopped reading.
		const isTooLong = (thrown as { status?: unknown } | null)?.status === 413;
		return isTooLong ? problemOf(tooLargeAt(instance.split('?', 1)[0]!), instance, locale) : undefined;
	}
	const { code, details } = thrown;
	const problems = details['problems'] as readonly FileProblem[] | undefined;
	const count = Number(details['count'] ?? problems?.length ?? 0);
	const fits = whatFits(details);
	if (fits !== undefined) return problemResponse({ code, detail: fits, instance });
	return problemResponse({
		code,
		details,
		instance,
		// The lines of a table's problems are those that the command line prints.
		detail: problems?.length
			? problemLines(problems, count).join('\n')
			: locale === 'en'
				? thrown.message
				: undefined,
		...(problems && { more: { problems, count } }),
		headers: headersOf(code, details)
	});
}

function headersOf(code: ErrorCode, details: DomainError['details']): Record<string, string> {
	if (code === 'notSignedIn') return { 'www-authenticate': 'Bearer realm="yardstick"' };
	if (code === 'busy') return { 'retry-after': '5' };
	if (code === 'tooManyAttempts') return { 'retry-after': String(details['waitSeconds'] ?? 60) };
	return {};
}

/** What zod found, with JSON pointers (RFC 6901) below `root`. */
export function errorsOfZod(error: ZodError, root: string): ProblemError[] {
	return error.issues.map((issue) => ({
		pointer: `${root}${issue.path.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')}`,
		code: issue.code,
		detail: issue.message
	}));
}

/** Zod's own words in the language of the request. */
export function zodWords(locale: Locale) {
	return { error: (locale === 'zh-CN' ? zhCN() : en()).localeError };
}

/** Every refusal that a program can meet with, in the language of the request, by status. */
export function listProblems(): { code: ApiErrorCode; status: number; title: string }[] {
	return [...errorCodes.filter((code) => !ofStart.has(code)), ...apiErrorCodes]
		.map((code) => ({ code, ...wordsOf(code) }))
		.sort((a, b) => a.status - b.status);
}

/** Refusals to start a server, and of pages: no request of a program meets with them. */
const ofStart: ReadonlySet<ErrorCode> = new Set([
	'databaseInUse',
	'databaseUnreachable',
	'databaseTooOld',
	'misconfigured',
	'wrongCredentials',
	'importRefused'
]);
