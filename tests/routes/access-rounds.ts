import { nationSeed } from '../../src/lib/server/services/demonstration/regions';
import type { Attempt } from './attempt';
import { mayOversee } from './access-groups';
import type { Premises, Who } from './cast';

const list = '(app)/rounds/+page.server';
const fresh = '(app)/rounds/new/+page.server';
const board = '(app)/rounds/[id]/+page.server';
const timetable = '(app)/rounds/[id]/timetable/+page.server';
const assessors = '(app)/rounds/[id]/assessors/+page.server';
const moderation = '(app)/rounds/[id]/moderation/+page.server';
const consistency = '(app)/rounds/[id]/consistency/+page.server';
const interests = '(app)/account/interests/+page.server';

/** Everybody with a part in rounds reads of them: of the whole, or of their own units. */
const mayReadRounds = mayOversee;
const mayManage: readonly Who[] = ['manager'];
/** Who oversees all of a round: who scores how much in it is nobody else's business. */
const mayReadAssessors: readonly Who[] = ['leader', 'assessor', 'assessor2', 'manager', 'auditor'];
const mayDeclare: readonly Who[] = ['assessor', 'assessor2', 'manager'];
/** Nobody's: what is sent with it meets a conflict, and only those who may get that far. */
const stale = { revision: '999999' };
const rules = {
	audience: 'public',
	consolidation: 'mean',
	assessorsPerCell: '2',
	spreadLimit: '25',
	commentBelow: '',
	commentAbove: '',
	appealWorkingDays: '10'
};

const open = (file: string, below = '') => ({
	file,
	path: ({ openRoundId }: Premises) => `/en/rounds/${openRoundId}${below}`,
	params: ({ openRoundId }: Premises) => ({ id: String(openRoundId) })
});

export const roundReads: readonly Attempt[] = [
	{ what: 'see the rounds', file: list, door: 'load', path: '/en/rounds', may: mayReadRounds },
	{ what: 'open the form of a new round', file: fresh, door: 'load', path: '/en/rounds/new', may: mayManage },
	{ what: 'see the board of a round under way', ...open(board), door: 'load', may: mayReadRounds },
	{
		what: 'see the board of a published round',
		file: board,
		door: 'load',
		path: ({ publishedRoundId }) => `/en/rounds/${publishedRoundId}`,
		params: ({ publishedRoundId }) => ({ id: String(publishedRoundId) }),
		may: mayReadRounds
	},
	{
		what: 'see the timetable of a round',
		...open(timetable, '/timetable'),
		door: 'load',
		may: mayReadRounds
	},
	{
		what: 'see who scores how much in a round',
		...open(assessors, '/assessors'),
		door: 'load',
		may: mayReadAssessors
	},
	{
		what: 'see the scores of a round that differ too much',
		...open(moderation, '/moderation'),
		door: 'load',
		may: mayReadAssessors
	},
	{
		what: 'see how the assessors of a round compare',
		...open(consistency, '/consistency'),
		door: 'load',
		may: mayManage
	},
	{
		what: 'see the conflicts of interest that they declared',
		file: interests,
		door: 'load',
		path: '/en/account/interests',
		may: mayDeclare
	}
];

export const roundWrites: readonly Attempt[] = [
	{
		what: 'move a round on',
		...open(board),
		door: 'action move',
		form: { ...stale, to: 'selfAssessment', reason: 'because' },
		may: mayManage
	},
	{
		what: 'sign a round as manager',
		...open(board),
		door: 'action sign',
		form: { capacity: 'manager' },
		may: mayManage
	},
	{
		what: 'sign a round as leader',
		...open(board),
		door: 'action sign',
		form: { capacity: 'leader' },
		may: ['leader']
	},
	{
		what: 'withdraw a publication',
		...open(board),
		door: 'action withdraw',
		form: { reason: 'because' },
		may: mayManage
	},
	{ what: 'clone a round', ...open(board), door: 'action clone', form: {}, may: mayManage },
	{
		what: 'clone a round from the form of a new one',
		file: fresh,
		door: 'action clone',
		path: '/en/rounds/new',
		form: ({ openRoundId }) => ({ round: String(openRoundId) }),
		may: mayManage
	},
	{
		what: 'create a round',
		file: fresh,
		door: 'action create',
		path: '/en/rounds/new',
		// There is one already: only those who may create hear of it.
		form: ({ publishedPeriod: period }) => ({ ...rules, version: '1', period, root: nationSeed.code }),
		may: mayManage
	},
	{
		what: 'change the timetable of a round',
		...open(timetable, '/timetable'),
		door: 'action timetable',
		form: stale,
		may: mayManage
	},
	{
		what: 'change the rules of a round',
		...open(timetable, '/timetable'),
		door: 'action rules',
		form: { ...stale, ...rules },
		may: mayManage
	},
	{
		what: 'assign assessors',
		...open(assessors, '/assessors'),
		door: 'action assign',
		form: { ...stale, assessor: '1' },
		may: mayManage
	},
	{
		what: 'moderate a score where nothing calls for it',
		...open(moderation, '/moderation'),
		door: 'action decide',
		form: { unit: '2147483647', indicator: '2147483647', replaces: '0', score: '50', reason: 'because' },
		may: [],
		notFound: ['assessor', 'assessor2']
	},
	{
		what: 'declare a conflict of interest',
		file: interests,
		door: 'action declare',
		path: '/en/account/interests',
		form: { unit: 'nowhere', reason: 'because' },
		may: mayDeclare
	},
	{
		what: 'end a conflict of interest that nobody declared',
		file: interests,
		door: 'action end',
		path: '/en/account/interests',
		form: { id: '2147483647' },
		may: [],
		notFound: mayDeclare
	}
];
