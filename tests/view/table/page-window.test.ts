import { describe, expect, it } from 'vitest';
import { pageWindow } from '../../../src/lib/view/table/page-window';

describe('pageWindow', () => {
	it('offers the ends, the current page and its neighbours', () => {
		expect(pageWindow(6, 20)).toEqual([1, -2, 5, 6, 7, -8, 20]);
	});

	it('leaves no gap that a number would fill', () => {
		expect(pageWindow(4, 13)).toEqual([1, 2, 3, 4, 5, -6, 13]);
		expect(pageWindow(2, 3)).toEqual([1, 2, 3]);
	});

	it('offers one page where there is one', () => {
		expect(pageWindow(1, 1)).toEqual([1]);
	});

	it('never offers a page twice', () => {
		for (let page = 1; page <= 12; page++) {
			const offered = pageWindow(page, 12);
			expect(new Set(offered).size).toBe(offered.length);
		}
	});
});
