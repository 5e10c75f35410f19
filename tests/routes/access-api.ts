import { everybody, type Attempt } from './attempt';
import { members, type Who } from './cast';
import { mayEnterHealth, mayReadOpenRanking, others } from './access-groups';

/** Who reads what 330000-health reported before it is published. */
export const mayReadHealthReports: readonly Who[] = [
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
/** Data officers alone bring in files. */
const mayImport: readonly Who[] = ['officer', 'regionofficer'];
const cell = { unit: '330000-health', indicator: 'OPN-01' };

/** Addresses of programs that show something. */
export const apiReads: readonly Attempt[] = [
	{
		what: 'read what a framework may say',
		file: 'api/v1/schemas/framework.json/+server',
		door: 'GET',
		path: '/api/v1/schemas/framework.json',
		may: everybody
	},
	{
		what: 'score a table of their own',
		file: 'api/v1/score/+server',
		door: 'POST',
		path: '/api/v1/score',
		json: {
			framework: {
				code: 'F',
				version: 1,
				nodes: [
					{ code: 'T', aggregate: 'sum' },
					{ code: 'a', parent: 'T' }
				]
			},
			data: 'unit,indicator,value\np,a,1\n'
		},
		may: members
	},
	{
		what: 'read the document of the API',
		file: 'api/v1/openapi.json/+server',
		door: 'GET',
		path: '/api/v1/openapi.json',
		may: everybody
	},
	{
		what: 'list units',
		file: 'api/v1/units/+server',
		door: 'GET',
		path: '/api/v1/units?subtree=330000',
		may: everybody
	},
	{
		what: 'read one unit',
		file: 'api/v1/units/[code]/+server',
		door: 'GET',
		path: '/api/v1/units/330000',
		params: { code: '330000' },
		may: everybody
	},
	{
		what: 'list indicators',
		file: 'api/v1/indicators/+server',
		door: 'GET',
		path: '/api/v1/indicators',
		may: everybody
	},
	{
		what: 'read one indicator',
		file: 'api/v1/indicators/[code]/+server',
		door: 'GET',
		path: '/api/v1/indicators/OPN-01',
		params: { code: 'OPN-01' },
		may: everybody
	},
	{
		what: 'list periods',
		file: 'api/v1/periods/+server',
		door: 'GET',
		path: '/api/v1/periods?from=2026-01&to=2026-06',
		may: everybody
	},
	{
		what: 'list rounds, each those of theirs',
		file: 'api/v1/rounds/+server',
		door: 'GET',
		path: '/api/v1/rounds',
		may: everybody
	},
	{
		what: 'list publications',
		file: 'api/v1/results/+server',
		door: 'GET',
		path: '/api/v1/results',
		may: everybody
	},
	...(['', '/scores'] as const).flatMap((part): Attempt[] => [
		{
			what: `read a publication${part}`,
			file: `api/v1/results/[round]${part}/+server`,
			door: 'GET',
			path: ({ publishedRoundId }) => `/api/v1/results/${publishedRoundId}${part}`,
			params: ({ publishedRoundId }) => ({ round: String(publishedRoundId) }),
			may: everybody
		},
		{
			what: `read results of the round under way${part}`,
			file: `api/v1/results/[round]${part}/+server`,
			door: 'GET',
			path: ({ openRoundId }) => `/api/v1/results/${openRoundId}${part}`,
			params: ({ openRoundId }) => ({ round: String(openRoundId) }),
			may: mayReadOpenRanking,
			stranger: 'notFound',
			notFound: others(mayReadOpenRanking)
		}
	]),
	{
		what: 'list observations, each those that they may read',
		file: 'api/v1/observations/+server',
		door: 'GET',
		path: '/api/v1/observations?unit=330000-health&indicator=OPN-01',
		may: everybody
	},
	{
		what: 'read an observation of a published period',
		file: 'api/v1/observations/[unit]/[indicator]/[period]/+server',
		door: 'GET',
		path: '/api/v1/observations/330000-health/OPN-01/2026-06',
		params: { ...cell, period: '2026-06' },
		may: everybody
	},
	{
		what: 'read an observation of the round under way',
		file: 'api/v1/observations/[unit]/[indicator]/[period]/+server',
		door: 'GET',
		path: '/api/v1/observations/330000-health/QLT-01/2026-10',
		params: { ...cell, indicator: 'QLT-01', period: '2026-10' },
		may: mayReadHealthReports,
		stranger: 'notFound',
		notFound: others(mayReadHealthReports)
	},
	{
		what: 'read the history of an observation',
		file: 'api/v1/observations/[unit]/[indicator]/[period]/history/+server',
		door: 'GET',
		path: '/api/v1/observations/330000-health/OPN-01/2026-06/history',
		params: { ...cell, period: '2026-06' },
		may: mayReadHealthReports
	},
	{
		what: 'follow an import of somebody else',
		file: 'api/v1/imports/[id]/+server',
		door: 'GET',
		path: '/api/v1/imports/2000000000',
		params: { id: '2000000000' },
		may: [],
		notFound: mayImport
	}
];

/** Addresses of programs that change something. */
export const apiWrites: readonly Attempt[] = [
	{
		what: 'send values of a department',
		file: 'api/v1/observations/+server',
		door: 'POST',
		path: '/api/v1/observations',
		json: { observations: [{ ...cell, period: '2026-09', value: 51 }], dryRun: true },
		readOutcome: refusedItem,
		may: mayEnterHealth
	},
	{
		what: 'send values of another province’s department',
		file: 'api/v1/observations/+server',
		door: 'POST',
		path: '/api/v1/observations',
		json: {
			observations: [{ ...cell, unit: '110000-transport', period: '2026-09', value: 51 }],
			dryRun: true
		},
		readOutcome: refusedItem,
		may: ['head2']
	},
	{
		what: 'send one value of a department',
		file: 'api/v1/observations/[unit]/[indicator]/[period]/+server',
		door: 'PUT',
		path: '/api/v1/observations/330000-health/OPN-01/2026-09',
		params: { ...cell, period: '2026-09' },
		json: { value: 51 },
		readOutcome: refusedItem,
		may: mayEnterHealth
	}
];

/** Whose unit it is not, is told so at the item: the door itself is open to whoever sends anything. */
function refusedItem(data: unknown): 'forbidden' | undefined {
	const { text } = data as { text: string };
	return /"code":"forbidden"/.test(text) ? 'forbidden' : undefined;
}
