import { mayReadOrders, mayReadOrdersOfHealth } from './access-groups';
import type { Attempt } from './attempt';
import type { Premises, Who } from './cast';

const list = '(app)/rounds/appeals/+page.server';
const fresh = '(app)/rounds/appeals/new/+page.server';
const ofAppeal = {
	file: '(app)/rounds/appeals/[id]/+page.server',
	path: ({ appeal }: Premises) => `/en/rounds/appeals/${appeal}`,
	params: ({ appeal }: Premises) => ({ id: String(appeal) })
};
/** Of 330000-health. */
const mayFile: readonly Who[] = ['head', 'regionhead'];
const mayDecide: readonly Who[] = ['assessor', 'assessor2'];
/** A revision that the appeal never had: a step with it says who may take it, and takes none. */
const stale = { revision: '999', reason: 'a reason' };

/** Objections of units against figures of a round. */
export const appealReads: readonly Attempt[] = [
	{
		what: 'see appeals',
		file: list,
		door: 'load',
		path: '/en/rounds/appeals?state=open',
		may: mayReadOrders
	},
	{
		what: 'see an appeal of a department',
		...ofAppeal,
		door: 'load',
		may: mayReadOrdersOfHealth,
		notFound: ['head2']
	},
	{
		what: 'open the form of an objection',
		file: fresh,
		door: 'load',
		path: ({ openRoundId }) =>
			`/en/rounds/appeals/new?round=${openRoundId}&unit=330000-health&indicator=OPN-01`,
		may: mayFile
	}
];

export const appealWrites: readonly Attempt[] = [
	{
		what: 'file an objection for a department',
		file: fresh,
		door: 'action default',
		path: '/en/rounds/appeals/new',
		// Before publicity: only those who may file hear of that.
		form: ({ openRoundId }) => ({
			round: String(openRoundId),
			unit: '330000-health',
			indicator: 'OPN-01',
			claim: 'It is wrong',
			claimedValue: ''
		}),
		may: mayFile
	},
	...(['admit', 'refuse'] as const).map((move): Attempt => ({
		...ofAppeal,
		what: `${move} an appeal of a department`,
		door: `action ${move}`,
		form: stale,
		may: mayDecide
	})),
	{
		...ofAppeal,
		what: 'decide an appeal of a department',
		door: 'action decide',
		form: { ...stale, move: 'dismiss' },
		may: mayDecide
	},
	{
		...ofAppeal,
		what: 'step back from an appeal without a reason',
		door: 'action recuse',
		form: { revision: '999', reason: ' ' },
		may: mayDecide
	},
	{
		...ofAppeal,
		what: 'take an appeal of a department back',
		door: 'action withdraw',
		form: stale,
		may: mayFile,
		notFound: ['head2']
	}
];
