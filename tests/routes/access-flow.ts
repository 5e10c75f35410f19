import type { Attempt } from './attempt';
import { members, type Who } from './cast';

/** Doors of the way from a submitted value to an approved one, and of what people are told of it. */
const queue = '(app)/review/+page.server';
const cell = '(app)/review/[unit]/[indicator]/[period]/+page.server';
const messages = '(app)/messages/+page.server';

const mayReview: readonly Who[] = ['assessor', 'assessor2'];
const mayEndorse: readonly Who[] = ['head', 'head2', 'regionhead'];
const mayReadHealth: readonly Who[] = [
	'leader',
	'governor',
	'head',
	'officer',
	'regionhead',
	'regionofficer',
	'assessor',
	'assessor2',
	'manager',
	'auditor'
];
const mayReadTransport: readonly Who[] = ['leader', 'head2', 'assessor', 'assessor2', 'manager', 'auditor'];

const placed = (unit: string) => ({
	path: `/en/review/${unit}/OPN-01/2026-10`,
	params: { unit, indicator: 'OPN-01', period: '2026-10' }
});
/** A cell that is nobody's: a decision on it says who may decide, and decides nothing. */
const nowhere = '999999999.999999999.2026-10.1';

export const flowReads: readonly Attempt[] = [
	{
		what: 'see what waits for their decision',
		file: queue,
		door: 'load',
		path: '/en/review',
		may: [...mayReview, ...mayEndorse]
	},
	{
		what: 'see what waits for the reviewers',
		file: queue,
		door: 'load',
		path: '/en/review?step=review&unit=330000-health',
		may: mayReview
	},
	{
		what: 'see what waits for departments',
		file: queue,
		door: 'load',
		path: '/en/review?step=endorse',
		may: mayEndorse
	},
	{
		what: 'see the decisions on a department’s cell',
		file: cell,
		door: 'load',
		...placed('330000-health'),
		may: mayReadHealth
	},
	{
		what: 'see the decisions on a cell of another province’s department',
		file: cell,
		door: 'load',
		...placed('110000-transport'),
		may: mayReadTransport
	},
	{ what: 'read what they were told', file: messages, door: 'load', path: '/en/messages', may: members }
];

export const flowWrites: readonly Attempt[] = [
	...['approve', 'return'].map((action): Attempt => ({
		what: `${action} values`,
		file: queue,
		door: `action ${action}`,
		path: '/en/review',
		form: { cell: nowhere, reason: 'a reason' },
		may: mayReview
	})),
	...['endorse', 'sendBack'].map((action): Attempt => ({
		what: `${action} values of a department`,
		file: queue,
		door: `action ${action}`,
		path: '/en/review',
		form: { cell: nowhere, reason: 'a reason' },
		may: mayEndorse
	})),
	...['approve', 'return'].map((action): Attempt => ({
		what: `${action} one value of a department`,
		file: cell,
		door: `action ${action}`,
		...placed('330000-health'),
		form: { revision: '99', reason: 'a reason' },
		may: mayReview
	})),
	...['endorse', 'sendBack'].map((action): Attempt => ({
		what: `${action} one value of their department`,
		file: cell,
		door: `action ${action}`,
		...placed('330000-health'),
		form: { revision: '99', reason: 'a reason' },
		may: ['head', 'regionhead']
	})),
	{
		what: 'correct a department’s value in review',
		file: cell,
		door: 'action correct',
		...placed('330000-health'),
		// A revision that the cell never had: only those who may correct hear of it.
		form: { revision: '99', reason: 'a reason', numerator: '1', denominator: '2', value: '1' },
		may: mayReview
	},
	{
		what: 'open a department’s cell again',
		file: cell,
		door: 'action reopen',
		...placed('330000-health'),
		form: { revision: '99', reason: 'a reason', days: '3' },
		may: [...mayReview, 'manager']
	},
	{
		what: 'follow a message that is not theirs',
		file: messages,
		door: 'action open',
		path: '/en/messages',
		form: { id: '999999999' },
		may: [],
		notFound: members
	},
	{
		what: 'mark a message as read',
		file: messages,
		door: 'action read',
		path: '/en/messages',
		form: { id: '999999999' },
		may: members
	},
	{
		what: 'mark all their messages as read',
		file: messages,
		door: 'action readAll',
		path: '/en/messages',
		form: {},
		may: members
	},
	{
		what: 'say whether they want mail',
		file: messages,
		door: 'action mail',
		path: '/en/messages',
		form: { digest: 'off' },
		may: members
	}
];
