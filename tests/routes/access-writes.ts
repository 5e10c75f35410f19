import { gridFieldName } from '../../src/lib/view/assess';
import { everybody, type Attempt } from './attempt';
import { members } from './cast';
import {
	mayEnterHealth,
	mayScore,
	onlyTheAssessor,
	assessmentPage,
	gridPage,
	entryPage,
	importsPage,
	importPage,
	mayImport,
	onlyItsStarter,
	evidencePage,
	others
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
	...(['330000-health', '110000-transport'] as const).flatMap((unit): Attempt[] => {
		const may = unit === '330000-health' ? mayEnterHealth : ['head2' as const];
		const address = `/en/entry/evidence?unit=${unit}&indicator=OPN-02&period=2026-10`;
		return [
			...(['save', 'submit'] as const).map((intent): Attempt => ({
				what: `${intent} cells of the grid of ${unit}`,
				file: '(app)/entry/cells/+server',
				door: 'POST',
				path: '/en/entry/cells',
				json: { unit, period: '2026-10', intent, cells: [] },
				stranger: 'signIn',
				may
			})),
			{ what: `see the evidence of ${unit}`, file: evidencePage, door: 'load', path: address, may },
			{
				what: `add a link as evidence of ${unit}`,
				file: evidencePage,
				door: 'action link',
				path: address,
				form: { url: 'https://example.org', label: '' },
				may
			},
			{
				what: `add a file as evidence of ${unit}`,
				file: evidencePage,
				door: 'action file',
				path: address,
				form: { label: '' },
				may
			}
		];
	}),
	{
		what: 'take evidence away that is not there',
		file: evidencePage,
		door: 'action remove',
		path: '/en/entry/evidence?unit=330000-health&indicator=OPN-02&period=2026-10',
		form: { id: '999999' },
		may: [],
		notFound: mayEnterHealth
	},
	{
		what: 'take a file home that is not there',
		file: '(app)/evidence/[id]/+server',
		door: 'GET',
		path: '/en/evidence/999999',
		params: { id: '999999' },
		may: [],
		notFound: others(['stranger', 'newcomer', 'admin'])
	},
	{
		what: 'hand a file in',
		file: importsPage,
		door: 'action upload',
		path: '/en/imports?/upload',
		form: { file: '' },
		may: mayImport
	},
	...['map', 'match', 'store', 'undo', 'cancel'].map((action): Attempt => ({
		what: `${action} a file that somebody brought in`,
		file: importPage,
		door: `action ${action}`,
		path: ({ importRunId }) => `/en/imports/${importRunId}?/${action}`,
		params: ({ importRunId }) => ({ id: String(importRunId) }),
		form: { 'role.0': 'unit', confirmed: 'yes', rows: 'all' },
		...onlyItsStarter
	})),
	...['save', 'submit'].map((action): Attempt => ({
		what: `${action} a row of the grid of an indicator`,
		file: gridPage,
		door: `action ${action}`,
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
	})),
	...['save', 'saveNext', 'skip', 'submit', 'submitNext'].map((action): Attempt => ({
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
