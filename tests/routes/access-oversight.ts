import type { Attempt } from './attempt';
import {
	cellHistoryPage,
	findingsPage,
	formHistoryPage,
	mayEnterHealth,
	mayOversee,
	mayReadHealth,
	mayReadTransport,
	mayScore,
	reportingPage,
	rulesPage,
	unitReportingPage
} from './access-groups';

/** Who reports in time, what was found in values, and what was known when. */
export const oversightReads: readonly Attempt[] = [
	{
		what: 'see the rules of an indicator',
		file: rulesPage,
		door: 'load',
		path: '/en/admin/indicators/OPN-03/rules',
		params: { code: 'OPN-03' },
		may: mayOversee
	},
	{
		what: 'see what was found in the values that they oversee',
		file: findingsPage,
		door: 'load',
		path: '/en/oversight/findings',
		may: mayOversee
	},
	{
		what: 'see what was found in the values of a department',
		file: findingsPage,
		door: 'load',
		path: '/en/oversight/findings?unit=330000-health',
		may: mayReadHealth
	},
	{
		what: 'see who reports in time',
		file: reportingPage,
		door: 'load',
		path: '/en/oversight/reporting',
		may: mayOversee
	},
	{
		what: 'see whether another province’s department reports in time',
		file: reportingPage,
		door: 'load',
		path: '/en/oversight/reporting?unit=110000-transport&by=indicator',
		may: mayReadTransport
	},
	{
		what: 'take home who reports in time',
		file: '(app)/oversight/reporting.csv/+server',
		door: 'GET',
		path: '/en/oversight/reporting.csv?unit=330000-health',
		may: mayReadHealth
	},
	{
		what: 'see every report of a department',
		file: unitReportingPage,
		door: 'load',
		path: '/en/oversight/reporting/330000-health',
		params: { code: '330000-health' },
		may: mayReadHealth
	},
	{
		what: 'see every report of another province’s department',
		file: unitReportingPage,
		door: 'load',
		path: '/en/oversight/reporting/110000-transport',
		params: { code: '110000-transport' },
		may: mayReadTransport
	},
	{
		what: 'see the history of a value',
		file: cellHistoryPage,
		door: 'load',
		path: '/en/units/330000-health/data/OPN-01?period=2026-10&knownOn=2026-11-10',
		params: { code: '330000-health', indicator: 'OPN-01' },
		may: mayReadHealth
	},
	{
		what: 'see the history of a value of another province’s department',
		file: cellHistoryPage,
		door: 'load',
		path: '/en/units/110000-transport/data/OPN-01?period=2026-10',
		params: { code: '110000-transport', indicator: 'OPN-01' },
		may: mayReadTransport
	},
	{
		what: 'see what was known of a department',
		file: formHistoryPage,
		door: 'load',
		path: '/en/units/330000-health/data?period=2026-10&knownOn=2026-11-10',
		params: { code: '330000-health' },
		may: mayReadHealth
	}
];

export const oversightWrites: readonly Attempt[] = [
	{
		what: 'have a period looked at',
		file: findingsPage,
		door: 'action check',
		path: '/en/oversight/findings?/check',
		form: { period: '2026-09' },
		may: mayScore
	},
	{
		what: 'say why a value is right',
		file: findingsPage,
		door: 'action justify',
		path: '/en/oversight/findings?/justify',
		form: ({ finding }) => ({ finding: String(finding), text: 'Counted again.' }),
		may: mayEnterHealth,
		// Whose values they enter is another department: there is no such finding for them.
		notFound: ['head2']
	},
	...(['try', 'save', 'retire'] as const).map((action): Attempt => ({
		what: `${action} a rule of an indicator`,
		file: rulesPage,
		door: `action ${action}`,
		path: `/en/admin/indicators/OPN-03/rules?/${action}`,
		params: { code: 'OPN-03' },
		form: ({ rule }): Record<string, string> =>
			action === 'retire'
				? { id: String(rule), revision: '1' }
				: {
						kind: 'comparison',
						severity: 'warning',
						expression: 'numerator <= OPN-06',
						messageEn: 'More than there are.',
						messageZh: '超过总数。'
					},
		may: ['manager']
	}))
];
