import type { Role } from '../access/roles';
import type { LocalisedName } from '../unit/unit';

/** What the product tells people of. Each has its words in `i18n/words/message.ts`. */
export const messageKinds = [
	'observation.submitted',
	'observation.endorsed',
	'observation.returned',
	'observation.approved',
	'observation.reopened',
	'observation.corrected',
	'reporting.dueSoon',
	'reporting.overdue',
	'order.issued',
	'order.answered',
	'order.sentBack',
	'order.verified',
	'order.withdrawn',
	'order.dueSoon',
	'order.overdue',
	'appeal.filed',
	'appeal.admitted',
	'appeal.refused',
	'appeal.decided',
	'appeal.dueSoon',
	'appeal.overdue',
	'adjustment.proposed',
	'adjustment.confirmed',
	'adjustment.rejected',
	'adjustment.revoked',
	'selfAssessment.opened',
	'selfAssessment.dueSoon',
	'import.done',
	'import.failed',
	'import.undone'
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** When messages are also mailed: never, or gathered once a day. */
export const mailDigests = ['off', 'daily'] as const;
export type MailDigest = (typeof mailDigests)[number];

/** What the words of a message name: `period`, `indicator` (its code), `reason`, `by`, `count`, `until`, `date` (ISO), `order` and `appeal` (their numbers). */
export type MessageDetails = Readonly<Record<string, string | number | null>>;

/** Something to tell the people of a unit. Of each role those hear it whose grant lies nearest to the unit. */
export interface Notice {
	readonly kind: MessageKind;
	readonly unitId: number;
	readonly roles: readonly Role[];
	/** people who hear it besides, as long as they hold a role over the unit */
	readonly alsoUserIds?: readonly number[];
	readonly details: MessageDetails;
	/** where it leads, without language */
	readonly path: string;
	/** the same thing is told a person once */
	readonly dedupeKey: string;
}

/** A message as its reader finds it, with names for its codes. */
export interface Message {
	readonly id: number;
	readonly kind: MessageKind;
	readonly unit: { readonly code: string; readonly name: LocalisedName } | null;
	readonly indicator: { readonly code: string; readonly name: LocalisedName } | null;
	readonly details: MessageDetails;
	readonly path: string;
	readonly createdAt: Date;
	readonly readAt: Date | null;
}
