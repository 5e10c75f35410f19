import { randomBytes } from 'node:crypto';
import type { HandleServerError } from '@sveltejs/kit';
import { DomainError, type ErrorCode } from '../../domain/errors';
import type { LocalisedName } from '../../domain/unit/unit';
import { m } from '../../i18n/paraglide/messages';
import { baseLocale } from '../../i18n/paraglide/runtime';
import { localeOfPath } from '../../i18n/path';
import { formatPeriod } from '../../i18n/words/period';
import { localised } from '../../i18n/words/localised';
import { speakingIn } from './language';
import { log } from './log';
import { whatFits } from './request-bytes';

type Details = DomainError['details'];

interface Answer {
	readonly status: number;
	/** a sentence for people, in the language of the request */
	readonly message: (details: Details) => string;
}

/** The one map from the code of a refusal to its HTTP status and its sentence. */
const answers = {
	invalidInput: { status: 400, message: () => m.auth_error_invalid_input() },
	invalidFramework: { status: 400, message: () => m.auth_error_invalid_framework() },
	invalidPeriod: { status: 400, message: () => m.auth_error_invalid_period() },
	unknownUnit: { status: 404, message: () => m.auth_error_unknown_unit() },
	unknownIndicator: { status: 404, message: () => m.auth_error_unknown_indicator() },
	notFound: {
		status: 404,
		message: ({ unpublishedPeriod, assessment }) =>
			typeof unpublishedPeriod === 'string'
				? m.auth_error_nothing_published({ period: formatPeriod(unpublishedPeriod) })
				: assessment !== undefined
					? m.auth_error_no_assessment()
					: m.auth_error_not_found()
	},
	notSignedIn: { status: 401, message: () => m.auth_error_not_signed_in() },
	forbidden: {
		status: 403,
		message: ({ unitName, isFromElsewhere }) =>
			isFromElsewhere === true
				? m.auth_error_from_elsewhere()
				: unitName === undefined
					? m.auth_error_forbidden()
					: m.auth_error_forbidden_unit({ unit: localised(unitName as LocalisedName) })
	},
	wrongCredentials: { status: 400, message: () => m.auth_error_wrong_credentials() },
	tooManyAttempts: {
		status: 429,
		message: ({ waitMinutes }) => m.auth_error_too_many_attempts({ minutes: Number(waitMinutes ?? 15) })
	},
	tooLarge: { status: 413, message: (details) => whatFits(details) ?? m.auth_error_too_large() },
	busy: { status: 503, message: () => m.auth_error_busy() },
	conflict: { status: 409, message: () => m.auth_error_conflict() },
	stageClosed: { status: 409, message: () => m.auth_error_stage_closed() },
	alreadySubmitted: { status: 409, message: () => m.auth_error_already_submitted() },
	ownUnit: { status: 403, message: () => m.auth_error_own_unit() },
	notPublished: { status: 404, message: () => m.auth_error_not_published() },
	immutable: { status: 409, message: () => m.auth_error_immutable() },
	importRefused: { status: 422, message: () => m.auth_error_import_refused() },
	databaseInUse: { status: 503, message: () => m.auth_error_database() },
	databaseUnreachable: { status: 503, message: () => m.auth_error_database() },
	databaseTooOld: { status: 503, message: () => m.auth_error_database() },
	misconfigured: { status: 500, message: () => m.auth_error_unexpected() }
} as const satisfies Record<ErrorCode, Answer>;

/** What a refusal becomes for people and browsers. */
export function answerTo(error: DomainError): { status: number; message: string } {
	const answer: Answer = answers[error.code];
	return { status: answer.status, message: answer.message(error.details) };
}

/** What the framework itself refuses, by its status. */
function ownRefusal(status: number): string | undefined {
	if (status === 400) return m.auth_error_malformed_address();
	if (status === 404) return m.auth_error_not_found();
	if (status === 405) return m.auth_error_method();
	if (status === 413) return m.auth_error_too_large();
	if (status === 415) return m.auth_error_invalid_input();
	return undefined;
}

/**
 * The last to hear of an error that nobody expected: the log gets its cause under a reference, the page gets the reference and
 * nothing else. Refusals come here only when a route forgot `answer`; they keep their sentence.
 */
export const handleError: HandleServerError = ({ error, event, status }) => {
	const locale = event.locals.locale ?? localeOfPath(event.url.pathname) ?? baseLocale;
	return speakingIn(locale, () => {
		if (error instanceof DomainError) return { message: answerTo(error).message, code: error.code };
		const refusal = ownRefusal(status);
		if (refusal !== undefined && status < 500) {
			return { message: refusal, ...(status === 400 && { code: 'invalidInput' }) };
		}
		const reference = randomBytes(4).toString('hex');
		log.error(
			{
				err: error,
				reference,
				status,
				method: event.request.method,
				path: event.url.pathname,
				route: event.route.id,
				userId: event.locals.actor?.userId
			},
			'unexpected error'
		);
		return { message: m.auth_error_unexpected(), reference };
	});
};
