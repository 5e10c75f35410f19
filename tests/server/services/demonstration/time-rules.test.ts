import { describe, expect, it } from 'vitest';
import { indicatorSeeds } from '../../../../src/lib/server/services/demonstration/indicators';

/** Column *time* of the default frameworks' design: how months become quarters and years. */
const designed = {
	// OPN-05 is per head for regions, plain for departments
	sum: ['SHR-03', 'OPN-05', 'OPN-05-D'],
	ratioOfSums: ['SHR-04', 'SHR-05', 'QLT-03', 'FBK-02'],
	distribution: ['FBK-01', 'FBK-03'],
	lastRatio: [
		'SHR-01',
		'SHR-02',
		'OPN-01',
		'OPN-02',
		'OPN-03',
		'OPN-04',
		'QLT-04',
		'MGT-01',
		'SEC-01',
		'SEC-03'
	],
	last: [
		...['SHR-06', 'OPN-06', 'QLT-01', 'QLT-02', 'APP-01', 'APP-02', 'APP-03', 'APP-04', 'APP-05'],
		...['MGT-02', 'MGT-03', 'MGT-04', 'SEC-02', 'SEC-04', 'SEC-05']
	]
};

describe('the indicators of the default frameworks', () => {
	it.each(Object.entries(designed))('of time rule %s are those of the design', (rule, codes) => {
		const own = indicatorSeeds.filter(({ timeRule }) => timeRule === rule).map(({ code }) => code);
		expect(own.sort()).toEqual([...codes].sort());
	});

	it('keep both parts of a rate, so that a region’s is never a mean of rates', () => {
		for (const seed of indicatorSeeds.filter(({ timeRule }) => /[rR]atio/.test(timeRule)))
			expect([seed.rollUp, Boolean(seed.numerator && seed.denominator)], seed.code).toEqual(['ratio', true]);
	});
});
