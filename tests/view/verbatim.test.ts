import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitVerbatim } from '../../src/lib/view/verbatim';

describe('a sentence with names in it', () => {
	it('marks the names where they stand', () => {
		expect(splitVerbatim('Use value, previous.', ['value', 'previous'])).toEqual([
			{ text: 'Use ', isVerbatim: false },
			{ text: 'value', isVerbatim: true },
			{ text: ', ', isVerbatim: false },
			{ text: 'previous', isVerbatim: true },
			{ text: '.', isVerbatim: false }
		]);
	});

	it('takes the longer of two names that begin alike', () => {
		expect(splitVerbatim('previous_CODE', ['previous', 'previous_CODE'])).toEqual([
			{ text: 'previous_CODE', isVerbatim: true }
		]);
	});

	it('loses no letter, whatever is marked', () => {
		fc.assert(
			fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 })), (text, parts) => {
				expect(
					splitVerbatim(text, parts)
						.map((piece) => piece.text)
						.join('')
				).toBe(text);
			})
		);
	});
});
