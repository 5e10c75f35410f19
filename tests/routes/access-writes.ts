import { gridFieldName } from '../../src/lib/view/assess';
import { everybody, type Attempt } from './attempt';
import { members } from './cast';
import {
	mayEnterHealth,
	mayScore,
	onlyTheAssessor,
	assessmentPage,
	gridPage,
	entryPage
} from './access-groups';

/** Whatever changes something. */
export const writes: readonly Attempt[] = [
	...['save', 'submit'].flatMap((action): Attempt[] => [
		{
			what: `${action} data of a department`,
			file: entryPage,
			door: `action ${action}`,
			path: '/en/entry?unit=330000-health&period=2026-10',
			form: { 'revision.OPN-01': '0', 'value.OPN-01': '55' },
			may: mayEnterHealth
		},
		{
			what: `${action} data of another province’s department`,
			file: entryPage,
			door: `action ${action}`,
			path: '/en/entry?unit=110000-transport&period=2026-10',
			form: { 'revision.OPN-01': '0', 'value.OPN-01': '55' },
			may: ['head2']
		}
	]),
	{
		what: 'save a row of the grid of an indicator',
		file: gridPage,
		door: 'action save',
		path: ({ assessment }) =>
			`/en/assess/grid?round=${assessment.roundId}&indicator=${assessment.indicatorCode}`,
		form: ({ assessment: { id, revision } }) => ({
			[gridFieldName('revision', id)]: String(revision),
			[gridFieldName('level', id)]: '4',
			[gridFieldName('points', id)]: '75',
			[gridFieldName('comment', id)]: 'Rules in force.'
		}),
		readOutcome: (data) => {
			const { refused = [] } = data as { refused?: { outcome: { code?: string } }[] };
			return refused.some(({ outcome }) => outcome.code === 'notFound') ? 'notFound' : undefined;
		},
		...onlyTheAssessor
	},
	...['save', 'saveNext', 'submit', 'submitNext'].map((action): Attempt => ({
		what: `${action} an assessment`,
		file: assessmentPage,
		door: `action ${action}`,
		path: ({ assessment }) => `/en/assess/${assessment.id}`,
		params: ({ assessment }) => ({ id: String(assessment.id) }),
		form: ({ assessment }) => ({
			revision: String(assessment.revision),
			level: '4',
			points: '75',
			comment: 'Rules in force and published.'
		}),
		...onlyTheAssessor
	})),
	{
		what: 'submit all their drafts',
		file: '(app)/assess/+page.server',
		door: 'action submitAll',
		path: '/en/assess?/submitAll',
		form: {},
		may: mayScore
	},
	{
		what: 'make an access token of their own',
		file: '(app)/account/tokens/+page.server',
		door: 'action create',
		path: '/en/account/tokens',
		form: { name: 'a program', permission: 'table.score', days: '30' },
		may: members
	},
	{
		what: 'revoke an access token that is not theirs',
		file: '(app)/account/tokens/+page.server',
		door: 'action revoke',
		path: '/en/account/tokens',
		form: { id: '2000000000' },
		may: [],
		notFound: members
	},
	{
		what: 'try to sign in',
		file: '(auth)/sign-in/+page.server',
		door: 'action default',
		path: '/en/sign-in',
		form: { email: 'somebody@example.org', password: 'whatever' },
		may: everybody
	},
	{
		what: 'choose how pages look',
		file: '(auth)/theme/+server',
		door: 'POST',
		path: '/en/theme',
		form: { theme: 'dark', next: '/en' },
		may: everybody
	},
	{
		what: 'choose the language of their own account',
		file: '(auth)/language/+server',
		door: 'POST',
		path: '/en/language',
		form: { locale: 'zh-CN', next: '/en' },
		may: everybody
	},
	{
		what: 'sign out',
		file: '(auth)/sign-out/+server',
		door: 'POST',
		path: '/en/sign-out',
		form: {},
		may: everybody
	}
];
