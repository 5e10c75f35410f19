import { cast, type Who } from './cast';

/** Who reads provisional results of 330000-health: those above it who watch or run the round, and its own heads. */
export const mayReadOpenHealth: readonly Who[] = [
	'leader',
	'governor',
	'head',
	'regionhead',
	'manager',
	'auditor'
];
export const mayReadOpenTransport: readonly Who[] = ['leader', 'head2', 'manager', 'auditor'];
export const others = (may: readonly Who[]): readonly Who[] => cast.filter((who) => !may.includes(who));

export const mayEnterHealth: readonly Who[] = ['head', 'officer', 'regionhead', 'regionofficer'];
export const mayEnter: readonly Who[] = [...mayEnterHealth, 'head2'];

/** Who reads the whole ranking of the round under way: it spans the nation, so a province's leader does not. */
export const mayReadOpenRanking: readonly Who[] = ['leader', 'manager', 'auditor'];
export const mayScore: readonly Who[] = ['assessor', 'assessor2'];

export const openRanking = {
	may: mayReadOpenRanking,
	stranger: 'notFound',
	notFound: others(mayReadOpenRanking)
} as const;
/** Another assessor hears that there is no such thing: whose it is, is nobody's business. */
export const onlyTheAssessor = { may: ['assessor'], notFound: ['assessor2'] } as const;

/** Files with several doors. */
export const assessmentPage = '(app)/assess/[id]/+page.server';
export const gridPage = '(app)/assess/grid/+page.server';
export const unitPage = '(app)/units/[code]/+page.server';
export const receiptPage = '(app)/units/[code]/receipt/+page.server';
export const myPage = '(app)/my/+page.server';
export const entryPage = '(app)/entry/+page.server';
export const evidencePage = '(app)/entry/evidence/+page.server';
