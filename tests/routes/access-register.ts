import type { Attempt } from './attempt';
import { members, type Who } from './cast';

const all = members.filter((who) => who !== 'newcomer');
/** Whoever takes part in rounds reads what an indicator means; administrators do not. */
const mayReadIndicators: readonly Who[] = all.filter((who) => who !== 'admin');
const mayManageUnits: readonly Who[] = ['admin'];
const mayManageIndicators: readonly Who[] = ['manager'];

const unitFields = {
	nameEn: 'Zhejiang Health Commission',
	nameZh: '浙江省卫生健康委员会',
	shortNameEn: 'Zhejiang · Health',
	shortNameZh: '浙江·卫生健康',
	sector: 'health',
	timeZone: 'Asia/Shanghai',
	isRanked: 'on'
};
const indicatorFields = {
	nameEn: 'Registration rate',
	nameZh: '登记率',
	definitionEn: 'Share of what is registered.',
	definitionZh: '登记的比例。',
	measure: 'percent',
	direction: '1',
	frequency: 'month',
	timeRule: 'last',
	rollUp: 'none',
	factor: '1',
	minimum: '0',
	maximum: '100',
	decimals: '1'
};
/** Nobody's: what is sent with it meets a conflict, and only those who may get that far. */
const stale = { revision: '999999' };
const unitPage = '(app)/admin/units/[code]/+page.server';
const divisionsPage = '(app)/admin/units/import/+page.server';
const setPage = '(app)/admin/groups/[set]/+page.server';
const indicatorPage = '(app)/admin/indicators/[code]/+page.server';
const targetPage = '(app)/admin/indicators/[code]/targets/+page.server';
const health = { path: '/en/admin/units/330000-health', params: { code: '330000-health' } };
const sectors = { path: '/en/admin/groups/sector', params: { set: 'sector' } };
const registration = { path: '/en/admin/indicators/MGT-01', params: { code: 'MGT-01' } };
const rubric = { path: '/en/admin/indicators/MGT-03', params: { code: 'MGT-03' } };
const targets = { path: '/en/admin/indicators/MGT-01/targets', params: { code: 'MGT-01' } };

/** What the register of units, groups, indicators and targets shows. */
export const registerReads: readonly Attempt[] = [
	{
		what: 'see what there is to administer or to read of it',
		file: '(app)/admin/+page.server',
		door: 'load',
		path: '/en/admin',
		may: all
	},
	{
		what: 'see the register of units',
		file: '(app)/admin/units/+page.server',
		door: 'load',
		path: '/en/admin/units',
		may: mayManageUnits
	},
	{
		what: 'open the form of a new unit',
		file: '(app)/admin/units/new/+page.server',
		door: 'load',
		path: '/en/admin/units/new?parent=330000',
		may: mayManageUnits
	},
	{
		what: 'see how lists of divisions are brought in',
		file: divisionsPage,
		door: 'load',
		path: '/en/admin/units/import',
		may: mayManageUnits
	},
	{ what: 'see the record of a unit', file: unitPage, door: 'load', ...health, may: mayManageUnits },
	{
		what: 'see the sets of peer groups',
		file: '(app)/admin/groups/+page.server',
		door: 'load',
		path: '/en/admin/groups',
		may: mayManageUnits
	},
	{ what: 'see a set of peer groups', file: setPage, door: 'load', ...sectors, may: mayManageUnits },
	{
		what: 'see the register of indicators',
		file: '(app)/admin/indicators/+page.server',
		door: 'load',
		path: '/en/admin/indicators',
		may: mayReadIndicators
	},
	{
		what: 'open the form of a new indicator',
		file: '(app)/admin/indicators/new/+page.server',
		door: 'load',
		path: '/en/admin/indicators/new',
		may: mayManageIndicators
	},
	{
		what: 'see the record of an indicator',
		file: indicatorPage,
		door: 'load',
		...registration,
		may: mayReadIndicators
	},
	{ what: 'see targets', file: targetPage, door: 'load', ...targets, may: mayReadIndicators }
];

/** What changes it. */
export const registerWrites: readonly Attempt[] = [
	{
		what: 'create a unit',
		file: '(app)/admin/units/new/+page.server',
		door: 'action default',
		path: '/en/admin/units/new',
		form: {
			...unitFields,
			parent: '330000',
			code: '330000-sport',
			kind: 'department',
			level: 'province',
			validFrom: '2026-11-01'
		},
		may: mayManageUnits
	},
	{
		what: 'hand in lists of divisions',
		file: divisionsPage,
		door: 'action upload',
		path: '/en/admin/units/import',
		form: { root: '100000' },
		may: mayManageUnits
	},
	{
		what: 'store divisions',
		file: divisionsPage,
		door: 'action store',
		path: `/en/admin/units/import?provinces=${'f'.repeat(64)}`,
		form: { goodRowsOnly: 'on' },
		may: mayManageUnits
	},
	{
		what: 'change a unit',
		file: unitPage,
		door: 'action change',
		...health,
		form: { ...unitFields, ...stale },
		may: mayManageUnits
	},
	{
		what: 'move a unit',
		file: unitPage,
		door: 'action move',
		...health,
		form: { ...stale, parent: '110000', from: '2026-11-01' },
		may: mayManageUnits
	},
	{
		what: 'close a unit',
		file: unitPage,
		door: 'action close',
		...health,
		form: { ...stale, on: '2026-11-01' },
		may: mayManageUnits
	},
	{
		what: 'open a unit again',
		file: unitPage,
		door: 'action reopen',
		...health,
		form: stale,
		may: mayManageUnits
	},
	{
		what: 'put a unit into a peer group',
		file: unitPage,
		door: 'action group',
		...health,
		form: { set: 'sector', group: 'health' },
		may: mayManageUnits
	},
	{
		what: 'make a set of peer groups',
		file: '(app)/admin/groups/+page.server',
		door: 'action createSet',
		path: '/en/admin/groups',
		form: { code: 'sector', nameEn: 'Sector', nameZh: '条线' },
		may: mayManageUnits
	},
	{
		what: 'make a peer group',
		file: setPage,
		door: 'action create',
		...sectors,
		form: { code: 'health', nameEn: 'Health', nameZh: '卫生' },
		may: mayManageUnits
	},
	{
		what: 'rename a peer group',
		file: setPage,
		door: 'action rename',
		...sectors,
		form: { code: 'health', nameEn: 'Health', nameZh: '卫生健康' },
		may: mayManageUnits
	},
	{
		what: 'put units into a peer group',
		file: setPage,
		door: 'action assign',
		...sectors,
		form: { units: '330000-health', group: 'health' },
		may: mayManageUnits
	},
	{
		what: 'create an indicator',
		file: '(app)/admin/indicators/new/+page.server',
		door: 'action default',
		path: '/en/admin/indicators/new',
		form: { ...indicatorFields, code: 'MGT-01' },
		may: mayManageIndicators
	},
	{
		what: 'change an indicator',
		file: indicatorPage,
		door: 'action change',
		...registration,
		form: { ...indicatorFields, ...stale },
		may: mayManageIndicators
	},
	{
		what: 'change a rubric',
		file: indicatorPage,
		door: 'action rubric',
		...rubric,
		form: stale,
		may: mayManageIndicators
	},
	{
		what: 'retire an indicator',
		file: indicatorPage,
		door: 'action retire',
		...registration,
		form: { ...stale, isRetired: 'on' },
		may: mayManageIndicators
	},
	...['set', 'change', 'remove'].map((action): Attempt => ({
		what: `${action} a target`,
		file: targetPage,
		door: `action ${action}`,
		...targets,
		form: { period: '2029', before: '1', value: '99', sourceEn: 'Plan', sourceZh: '规划' },
		may: mayManageIndicators
	}))
];
