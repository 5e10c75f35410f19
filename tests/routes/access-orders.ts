import type { Attempt } from './attempt';
import {
	disclosuresPage,
	mayIssueOrders,
	mayOversee,
	mayReadOrders,
	mayReadOrdersOfHealth,
	mayRecordDisclosures,
	newOrderPage,
	orderPage,
	ordersPage,
	oversightPage,
	partyPage
} from './access-groups';
import type { Premises } from './cast';

const ofOrder = {
	file: orderPage,
	path: ({ order }: Premises) => `/en/oversight/orders/${order}`,
	params: ({ order }: Premises) => ({ id: String(order) })
};
const ofParty = {
	file: partyPage,
	path: ({ party }: Premises) => `/en/oversight/disclosures/${party}?year=2026`,
	params: ({ party }: Premises) => ({ party: String(party) })
};
/** A revision that the order never had: a step with it says who may take it, and takes none. */
const stale = { revision: '999', text: 'a reason' };

/** Rectification orders and the calendar of disclosures. */
export const orderReads: readonly Attempt[] = [
	{
		what: 'see what is due or overdue',
		file: oversightPage,
		door: 'load',
		path: '/en/oversight',
		may: mayOversee
	},
	{
		what: 'see rectification orders',
		file: ordersPage,
		door: 'load',
		path: '/en/oversight/orders?state=open',
		may: mayReadOrders
	},
	{
		what: 'see the orders of a department',
		file: ordersPage,
		door: 'load',
		path: '/en/oversight/orders?unit=330000-health',
		may: mayReadOrdersOfHealth
	},
	{
		what: 'see the form of a new order',
		file: newOrderPage,
		door: 'load',
		path: '/en/oversight/orders/new?unit=330000-health&ground=belowTarget&indicator=OPN-01&period=2026-09',
		may: mayIssueOrders
	},
	{
		what: 'see an order to a department',
		...ofOrder,
		door: 'load',
		may: mayReadOrdersOfHealth,
		notFound: ['head2']
	},
	{
		what: 'see the calendar of disclosures',
		file: disclosuresPage,
		door: 'load',
		path: '/en/oversight/disclosures?year=2026',
		may: mayReadOrders
	},
	{
		what: 'take the calendar of disclosures home',
		file: '(app)/oversight/disclosures.csv/+server',
		door: 'GET',
		path: '/en/oversight/disclosures.csv?year=2026',
		may: mayReadOrders
	},
	{
		what: 'see what a party of 330000 disclosed',
		...ofParty,
		door: 'load',
		may: mayReadOrders.filter((who) => !['head', 'head2'].includes(who)),
		notFound: ['head', 'head2']
	}
];

export const orderWrites: readonly Attempt[] = [
	...(['acknowledge', 'answer'] as const).map((move): Attempt => ({
		...ofOrder,
		what: `${move} an order to a department`,
		door: `action ${move}`,
		form: stale,
		may: ['head', 'regionhead'],
		notFound: ['head2']
	})),
	...(['verify', 'sendBack'] as const).map((move): Attempt => ({
		...ofOrder,
		what: `${move} an order to a department`,
		door: `action ${move}`,
		form: stale,
		may: ['leader', 'governor', 'assessor', 'assessor2']
	})),
	{
		...ofOrder,
		what: 'withdraw an order that they issued',
		door: 'action withdraw',
		form: stale,
		may: ['leader']
	},
	{
		what: 'issue an order to a department',
		file: newOrderPage,
		door: 'action default',
		path: '/en/oversight/orders/new',
		form: {
			unit: '330000-health',
			ground: 'compliance',
			finding: 'Found in a test.',
			demand: 'Mend it.',
			dueOn: '2026-12-01'
		},
		may: mayIssueOrders
	},
	{
		what: 'add a party of authorised operation',
		file: disclosuresPage,
		door: 'action add',
		path: '/en/oversight/disclosures?/add',
		form: {
			unit: '330000',
			kind: 'operator',
			nameEn: 'Operator',
			nameZh: '运营机构',
			validFrom: '2026-09-01',
			validTo: ''
		},
		may: mayRecordDisclosures
	},
	{
		...ofParty,
		what: 'record a disclosure',
		door: 'action record',
		form: ({ partyItem }) => ({
			item: partyItem,
			year: '2026',
			disclosedOn: '2026-03-01',
			url: 'https://example.org/list',
			note: ''
		}),
		may: mayRecordDisclosures
	},
	{
		...ofParty,
		what: 'take a disclosure back that is not there',
		door: 'action withdraw',
		form: ({ partyItem }) => ({ item: partyItem, year: '2021' }),
		may: [],
		notFound: mayRecordDisclosures
	},
	{
		...ofParty,
		what: 'change a party of authorised operation',
		door: 'action save',
		form: {
			revision: '999',
			nameEn: 'Operator',
			nameZh: '运营机构',
			validFrom: '2020-01-01',
			validTo: ''
		},
		may: mayRecordDisclosures
	}
];
