/** What the product tells people of. Each has its words in `i18n/words/message.ts`. */
export const messageKinds = [
	'observation.submitted',
	'observation.endorsed',
	'observation.returned',
	'observation.approved',
	'observation.reopened',
	'reporting.dueSoon',
	'reporting.overdue',
	'import.done',
	'import.failed'
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** When messages are also mailed: never, or gathered once a day. */
export const mailDigests = ['off', 'daily'] as const;
export type MailDigest = (typeof mailDigests)[number];
