import { mayReadOrders, mayReadOrdersOfHealth } from './access-groups';
import type { Attempt } from './attempt';
import type { Premises, Who } from './cast';

const list = '(app)/rounds/[id]/self-assessment/+page.server';
const of = (unit: string, round: (premises: Premises) => number = ({ openRoundId }) => openRoundId) => ({
	file: '(app)/rounds/[id]/self-assessment/[unit]/+page.server',
	path: (premises: Premises) => `/en/rounds/${round(premises)}/self-assessment/${unit}`,
	params: (premises: Premises) => ({ id: String(round(premises)), unit })
});
const published = ({ publishedRoundId }: Premises) => publishedRoundId;
/** Heads of 330000-health, or above it. */
const mayWriteHealth: readonly Who[] = ['head', 'regionhead'];

/** What units say of themselves: their own matter, that of those who score it, and nobody else's. */
export const selfReads: readonly Attempt[] = [
	{
		what: 'see which units of a round have assessed themselves',
		file: list,
		door: 'load',
		path: ({ openRoundId }) => `/en/rounds/${openRoundId}/self-assessment`,
		params: ({ openRoundId }) => ({ id: String(openRoundId) }),
		may: mayReadOrders
	},
	{
		what: 'see the self-assessment of a department in a round under way',
		...of('330000-health'),
		door: 'load',
		may: mayReadOrdersOfHealth
	},
	{
		what: 'see that of another department',
		...of('110000-transport'),
		door: 'load',
		may: ['leader', 'head2', 'assessor', 'assessor2', 'manager', 'auditor']
	},
	{
		what: 'see the self-assessment of a department in a published round',
		...of('330000-health', published),
		door: 'load',
		may: mayReadOrdersOfHealth
	}
];

export const selfWrites: readonly Attempt[] = [
	...(['save', 'submit'] as const).flatMap((intent): Attempt[] => [
		{
			...of('330000-health'),
			what: `${intent} an empty self-assessment of a department`,
			door: `action ${intent}`,
			form: {},
			may: mayWriteHealth
		},
		{
			...of('110000-transport'),
			what: `${intent} an empty one of another department`,
			door: `action ${intent}`,
			form: {},
			may: ['head2']
		},
		{
			...of('330000-health', published),
			what: `${intent} one of a published round: only those who may write it hear that it is closed`,
			door: `action ${intent}`,
			form: {},
			may: mayWriteHealth
		}
	])
];
