/** How the change of an indicator's value is said, by what the indicator measures. */
export const changeKinds = {
	percent: 'percentagePoints',
	points: 'points',
	days: 'days',
	count: 'count',
	rate: 'count'
} as const;
