import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramForField, parseHistogram } from '../../../src/lib/domain/indicator/parse-histogram';

const bounds = { minimum: 0, maximum: 60 };
const read = (text: string): unknown => {
	const parsed = parseHistogram(text, bounds);
	return parsed.kind === 'histogram'
		? parsed.histogram
		: parsed.kind === 'problems'
			? parsed.problems
			: parsed.kind;
};

describe('tickets counted a line each', () => {
	it('reads days, answered and waiting, apart by blanks, tabs, commas or semicolons, in any order of days', () => {
		expect(read('5 10 2\n1\t3\t0\r\n2,4,1\n3; 7; 0')).toEqual([
			[1, 3, 0],
			[2, 4, 1],
			[3, 7, 0],
			[5, 10, 2]
		]);
	});

	it('takes none as waiting where a line has two numbers', () => {
		expect(read('1 3')).toEqual([[1, 3, 0]]);
	});

	it('skips a heading of words and blank lines, and leaves out days without tickets', () => {
		expect(read('工作日\t已答复\t未答复\n\n1\t3\t0\n2\t0\t0\n')).toEqual([[1, 3, 0]]);
	});

	it('names each wrong line by its number and says what is wrong', () => {
		expect(read('days answered\n1\n2 x\n3 1.5\n4 -1\n99 1\n5 1 1 1\n6 1\n6 2')).toEqual([
			{ line: 2, code: 'columns', text: '1' },
			{ line: 3, code: 'notANumber', text: '2 x' },
			{ line: 4, code: 'notACount', text: '3 1.5' },
			{ line: 5, code: 'notACount', text: '4 -1' },
			{ line: 6, code: 'outOfBounds', text: '99 1' },
			{ line: 7, code: 'columns', text: '5 1 1 1' },
			{ line: 9, code: 'twice', text: '6 2' }
		]);
	});

	it('tells nothing typed from nothing counted', () => {
		expect(read(' \n ')).toBe('empty');
		expect(read('1 0 0')).toEqual([{ line: 1, code: 'nothingCounted', text: '' }]);
	});

	it('reads back what it writes into a field', () => {
		const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.nat(500), fc.nat(500)), {
			selector: ([day]) => day,
			minLength: 1
		});
		fc.assert(
			fc.property(rows, (drawn) => {
				const histogram = drawn.filter(([, a, w]) => a + w > 0).sort((a, b) => a[0] - b[0]);
				fc.pre(histogram.length > 0);
				expect(read(histogramForField(histogram))).toEqual(histogram);
			})
		);
	});
});
