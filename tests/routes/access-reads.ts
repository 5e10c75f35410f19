import { everybody, type Attempt } from './attempt';
import { members } from './cast';
import {
	mayReadOpenHealth,
	mayReadOpenTransport,
	others,
	mayEnterHealth,
	mayEnter,
	mayScore,
	openRanking,
	onlyTheAssessor,
	assessmentPage,
	gridPage,
	unitPage,
	receiptPage,
	myPage,
	entryPage,
	importsPage,
	importPage,
	mayImport,
	onlyItsStarter
} from './access-groups';

/** Whatever shows something. */
export const reads: readonly Attempt[] = [
	{ what: 'see the frame of any page', file: '+layout.server', door: 'load', path: '/en', may: everybody },
	{
		what: 'see the form to sign in, or be sent on',
		file: '(auth)/sign-in/+page.server',
		door: 'load',
		path: '/en/sign-in',
		may: everybody
	},
	{ what: 'see the overview', file: '(app)/+page.server', door: 'load', path: '/en', may: everybody },
	{
		what: 'see the overview of the round under way',
		file: '(app)/+page.server',
		door: 'load',
		path: ({ openPeriod }) => `/en?framework=PDR-D&period=${openPeriod}`,
		...openRanking
	},
	{
		what: 'see a published ranking',
		file: '(app)/rankings/+page.server',
		door: 'load',
		path: ({ publishedPeriod }) =>
			`/en/rankings?framework=PDR-D&period=${publishedPeriod}&open=330000-health`,
		may: everybody
	},
	{
		what: 'see the ranking of the round under way',
		file: '(app)/rankings/+page.server',
		door: 'load',
		path: ({ openPeriod }) => `/en/rankings?framework=PDR-D&period=${openPeriod}`,
		...openRanking
	},
	{
		what: 'take a published ranking home',
		file: '(app)/rankings.csv/+server',
		door: 'GET',
		path: ({ publishedPeriod }) => `/en/rankings.csv?framework=PDR-D&period=${publishedPeriod}`,
		may: everybody
	},
	{
		what: 'take the ranking of the round under way home',
		file: '(app)/rankings.csv/+server',
		door: 'GET',
		path: ({ openPeriod }) => `/en/rankings.csv?framework=PDR-D&period=${openPeriod}`,
		...openRanking
	},
	{
		what: 'take trends home as far as they may be read',
		file: '(app)/trends.csv/+server',
		door: 'GET',
		path: '/en/trends.csv?indicator=OPN-01&units=330000-health',
		may: everybody
	},
	{
		what: 'read the audit',
		file: '(app)/audit/+page.server',
		door: 'load',
		path: '/en/audit?unit=330000-health',
		may: ['auditor']
	},
	{
		what: 'look for units',
		file: '(app)/units/+page.server',
		door: 'load',
		path: '/en/units?q=330000',
		may: everybody
	},
	{
		what: 'see a unit as it was published',
		file: unitPage,
		door: 'load',
		path: '/en/units/330000-health',
		params: { code: '330000-health' },
		may: everybody
	},
	{
		what: 'see how a department stands in the round under way',
		file: unitPage,
		door: 'load',
		path: ({ openPeriod }) => `/en/units/330000-health?period=${openPeriod}`,
		params: { code: '330000-health' },
		may: mayReadOpenHealth,
		stranger: 'notFound',
		notFound: others(mayReadOpenHealth)
	},
	{
		what: 'see how a department of another province stands in the round under way',
		file: unitPage,
		door: 'load',
		path: ({ openPeriod }) => `/en/units/110000-transport?period=${openPeriod}`,
		params: { code: '110000-transport' },
		may: mayReadOpenTransport,
		stranger: 'notFound',
		notFound: others(mayReadOpenTransport)
	},
	{
		what: 'see a unit that is not there',
		file: unitPage,
		door: 'load',
		path: '/en/units/999999',
		params: { code: '999999' },
		may: [],
		stranger: 'notFound',
		notFound: members
	},
	{
		what: 'see the receipt of a published score',
		file: receiptPage,
		door: 'load',
		path: ({ publishedPeriod }) =>
			`/en/units/330000-health/receipt?framework=PDR-D&period=${publishedPeriod}&node=OPN-01`,
		params: { code: '330000-health' },
		may: everybody
	},
	{
		what: 'see the receipt of a score in the round under way',
		file: receiptPage,
		door: 'load',
		path: ({ openPeriod }) =>
			`/en/units/330000-health/receipt?framework=PDR-D&period=${openPeriod}&node=OPN-01`,
		params: { code: '330000-health' },
		may: mayReadOpenHealth,
		stranger: 'notFound',
		notFound: others(mayReadOpenHealth)
	},
	{
		what: 'see trends as far as they may be read',
		file: '(app)/trends/+page.server',
		door: 'load',
		path: '/en/trends',
		may: everybody
	},
	{ what: 'see what their unit must do', file: myPage, door: 'load', path: '/en/my', may: mayEnter },
	{
		what: 'see what a department must do',
		file: myPage,
		door: 'load',
		path: '/en/my?unit=330000-health',
		may: mayEnterHealth
	},
	{
		what: 'see what another province’s department must do',
		file: myPage,
		door: 'load',
		path: '/en/my?unit=110000-transport',
		may: ['head2']
	},
	{
		what: 'open the form of their unit',
		file: entryPage,
		door: 'load',
		path: '/en/entry',
		may: mayEnter
	},
	{
		what: 'open the form of a department',
		file: entryPage,
		door: 'load',
		path: '/en/entry?unit=330000-health',
		may: mayEnterHealth
	},
	{
		what: 'open the form of another province’s department',
		file: entryPage,
		door: 'load',
		path: '/en/entry?unit=110000-transport',
		may: ['head2']
	},
	{
		what: 'read about the API',
		file: '(app)/api/+page.server',
		door: 'load',
		path: '/en/api',
		may: everybody
	},
	{
		what: 'see their own access tokens',
		file: '(app)/account/tokens/+page.server',
		door: 'load',
		path: '/en/account/tokens',
		may: members
	},
	{
		what: 'see what is assigned to them',
		file: '(app)/assess/+page.server',
		door: 'load',
		path: '/en/assess',
		may: mayScore
	},
	{
		what: 'open an assessment',
		file: assessmentPage,
		door: 'load',
		path: ({ assessment }) => `/en/assess/${assessment.id}`,
		params: ({ assessment }) => ({ id: String(assessment.id) }),
		...onlyTheAssessor
	},
	{
		what: 'open the grid of an indicator, with cells of their own',
		file: gridPage,
		door: 'load',
		path: ({ assessment }) =>
			`/en/assess/grid?round=${assessment.roundId}&indicator=${assessment.indicatorCode}`,
		may: mayScore
	},
	{
		what: 'see the files that they brought in',
		file: importsPage,
		door: 'load',
		path: '/en/imports',
		may: mayImport
	},
	{
		what: 'see a file that somebody brought in',
		file: importPage,
		door: 'load',
		path: ({ importRunId }) => `/en/imports/${importRunId}`,
		params: ({ importRunId }) => ({ id: String(importRunId) }),
		...onlyItsStarter
	},
	{
		what: 'take home what is wrong with a file',
		file: '(app)/imports/[id]/report/+server',
		door: 'GET',
		path: ({ importRunId }) => `/en/imports/${importRunId}/report`,
		params: ({ importRunId }) => ({ id: String(importRunId) }),
		...onlyItsStarter
	},
	{
		what: 'take a template home',
		file: '(app)/imports/template/+server',
		door: 'GET',
		path: '/en/imports/template?format=csv',
		may: mayImport
	},
	{
		what: 'take the template of a department home',
		file: '(app)/imports/template/+server',
		door: 'GET',
		path: '/en/imports/template?unit=330000-health&format=csv',
		may: mayImport
	},
	{
		what: 'take the template of a department home in which nobody of the cast brings values in',
		file: '(app)/imports/template/+server',
		door: 'GET',
		path: '/en/imports/template?unit=110000-transport&format=csv',
		may: []
	},
	{
		what: 'take the values of a department home',
		file: '(app)/imports/values/+server',
		door: 'GET',
		path: '/en/imports/values?unit=330000-health&period=2026-03&format=csv',
		may: members.filter((who) => !['newcomer', 'admin', 'head2'].includes(who))
	}
];
