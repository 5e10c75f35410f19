/** Every way in which the product refuses something; `server/hooks/handle-error.ts` alone turns a code into a status and a message. */
export const errorCodes = [
	'invalidInput',
	'invalidFramework',
	'invalidPeriod',
	'unknownUnit',
	'unknownIndicator',
	'notFound',
	'notSignedIn',
	'forbidden',
	'wrongCredentials',
	'tooManyAttempts',
	'tooLarge',
	'busy',
	'conflict',
	'stageClosed',
	'alreadySubmitted',
	'ownUnit',
	'notPublished',
	'immutable',
	'importRefused',
	'databaseInUse',
	'databaseUnreachable',
	'databaseTooOld',
	'misconfigured'
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * A refusal that a person can act on. `message` is for logs and the command line, in English;
 * what a page shows comes from the message catalogue by `code`. `details` carries what the message needs
 * (file, row, column, node, unit …) and never a secret.
 */
export class DomainError extends Error {
	override readonly name = 'DomainError';

	constructor(
		readonly code: ErrorCode,
		message: string,
		readonly details: Readonly<Record<string, unknown>> = {}
	) {
		super(message);
	}
}
