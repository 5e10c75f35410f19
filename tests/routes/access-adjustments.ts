import type { Attempt } from './attempt';
import type { Premises, Who } from './cast';

const ofRound = {
	file: '(app)/rounds/[id]/adjustments/+page.server',
	path: ({ openRoundId }: Premises) => `/en/rounds/${openRoundId}/adjustments`,
	params: ({ openRoundId }: Premises) => ({ id: String(openRoundId) })
};
const mayDecide: readonly Who[] = ['assessor', 'assessor2', 'manager'];

/** Bonuses, penalties and vetoes of a round. */
export const adjustmentReads: readonly Attempt[] = [
	{
		what: 'see the adjustments of a round',
		...ofRound,
		door: 'load',
		may: [...mayDecide, 'leader', 'auditor']
	}
];

export const adjustmentWrites: readonly Attempt[] = [
	{
		what: 'propose an adjustment',
		...ofRound,
		door: 'action propose',
		// A rule that no framework has: only those who may propose hear of that.
		form: { unit: '330000-health', rule: 'no-such-rule', amount: '1', groundZh: '依据', groundEn: '' },
		may: mayDecide
	},
	...(['confirm', 'reject', 'withdraw', 'revoke'] as const).map((move): Attempt => ({
		...ofRound,
		what: `${move} an adjustment that is not there`,
		door: `action ${move}`,
		form: { id: '2147483647', reason: 'because' },
		may: [],
		notFound: mayDecide
	}))
];
