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
/** Who brings files in: data officers, each for the units of their own. */
export const mayImport: readonly Who[] = ['officer', 'regionofficer'];
/** What somebody brought in is nobody else's business, also not that of an officer above. */
export const onlyItsStarter = { may: ['officer'], notFound: ['regionofficer'] } as const;

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
export const rulesPage = '(app)/admin/indicators/[code]/rules/+page.server';
export const findingsPage = '(app)/oversight/findings/+page.server';
export const reportingPage = '(app)/oversight/reporting/+page.server';
export const unitReportingPage = '(app)/oversight/reporting/[code]/+page.server';
export const cellHistoryPage = '(app)/units/[code]/data/[indicator]/+page.server';
export const formHistoryPage = '(app)/units/[code]/data/+page.server';

/** Who oversees reports, of whatever units. */
export const mayOversee: readonly Who[] = cast.filter(
	(who) => !['stranger', 'newcomer', 'admin'].includes(who)
);
/** Who reads the reports of 330000-health: its own people, those of its region, and those above it. */
export const mayReadHealth: readonly Who[] = mayOversee.filter((who) => who !== 'head2');
/** Who reads what was circulated in 330000 alone: members who take part in rounds there, above or below. */
export const mayReadCirculars = mayReadHealth;
/** Who reads those of 110000-transport. */
export const mayReadTransport: readonly Who[] = mayOversee.filter(
	(who) => !['head', 'officer', 'governor', 'regionhead', 'regionofficer'].includes(who)
);
export const importsPage = '(app)/imports/+page.server';
export const importPage = '(app)/imports/[id]/+page.server';
export const evidencePage = '(app)/entry/evidence/+page.server';

/** Who reads rectification orders, and disclosures of authorised operation, of whatever units. */
export const mayReadOrders: readonly Who[] = cast.filter(
	(who) => !['stranger', 'newcomer', 'officer', 'regionofficer', 'admin'].includes(who)
);
/** Who reads those of 330000-health. */
export const mayReadOrdersOfHealth: readonly Who[] = mayReadOrders.filter((who) => who !== 'head2');
export const mayIssueOrders: readonly Who[] = ['leader', 'governor'];
export const mayRecordDisclosures: readonly Who[] = ['assessor', 'assessor2', 'manager'];
export const oversightPage = '(app)/oversight/+page.server';
export const ordersPage = '(app)/oversight/orders/+page.server';
export const newOrderPage = '(app)/oversight/orders/new/+page.server';
export const orderPage = '(app)/oversight/orders/[id]/+page.server';
export const disclosuresPage = '(app)/oversight/disclosures/+page.server';
export const partyPage = '(app)/oversight/disclosures/[party]/+page.server';
