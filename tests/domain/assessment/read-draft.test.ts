import { describe, expect, it } from 'vitest';
import { readAssessment, type TypedAssessment } from '../../../src/lib/domain/assessment/read-draft';

const typed = (over: Partial<TypedAssessment> = {}): TypedAssessment => ({
	level: '',
	points: '',
	comment: '',
	evidence: [],
	isFlagged: false,
	...over
});
const problems = (over: Partial<TypedAssessment>, forSubmission = false): unknown => {
	const reading = readAssessment(typed(over), forSubmission);
	return reading.kind === 'problems' ? reading.problems : reading.kind;
};

describe('an assessor’s form', () => {
	it('scores by the level picked, or by exact points, which then count', () => {
		expect(readAssessment(typed({ level: '75' }), true)).toMatchObject({ draft: { score: 75 } });
		expect(readAssessment(typed({ level: '75', points: '68.5' }), true)).toMatchObject({
			draft: { score: 68.5 }
		});
	});

	it('may be a draft without a score, but not a submission', () => {
		expect(readAssessment(typed({ comment: 'wait for the minutes' }), false)).toMatchObject({
			draft: { score: null }
		});
		expect(problems({}, true)).toEqual([{ field: 'points', code: 'required' }]);
	});

	it.each([
		['101', 'outOfScale'],
		['-1', 'outOfScale'],
		['70.123', 'tooFine'],
		['1e309', 'outOfRange'],
		['good', 'notANumber'],
		['7,5', 'ambiguous']
	])('refuses %j points as %s', (points, code) =>
		expect(problems({ points })).toEqual([{ field: 'points', code }])
	);

	it('keeps evidence that has a name, and links only to pages', () => {
		const evidence = [
			{ label: 'Minutes of 3 October', url: '' },
			{ label: '', url: '' },
			{ label: 'Catalogue', url: 'https://data.example/c' }
		];
		expect(readAssessment(typed({ evidence }), false)).toMatchObject({
			draft: {
				evidence: [{ label: 'Minutes of 3 October' }, { label: 'Catalogue', url: 'https://data.example/c' }]
			}
		});
		expect(problems({ evidence: [{ label: 'x', url: 'javascript:alert(1)' }] })).toEqual([
			{ field: 'evidence', code: 'notALink', row: 0 }
		]);
		expect(problems({ evidence: [{ label: '', url: 'https://a.example' }] })).toEqual([
			{ field: 'evidence', code: 'labelMissing', row: 0 }
		]);
	});
});
