import { describe, expect, it } from 'vitest';
import { publicationSlugs, type SlugSeed } from '../../../src/lib/domain/round/publication-slug';

const published = (id: number, over: Partial<SlugSeed> = {}): SlugSeed => ({
	id,
	period: '2026-Q3',
	frameworkCode: 'PDR-R',
	rootCode: '000000',
	rootPath: '1',
	publishedAt: new Date(Date.UTC(2026, 0, id)),
	...over
});

const slugs = (...seeds: SlugSeed[]) => [...publicationSlugs(seeds).values()];

describe('the address of a publication', () => {
	it('is its period and framework, with the code of its root where that lies below another unit', () => {
		expect(slugs(published(1), published(2, { rootCode: '330000', rootPath: '1.7' }))).toEqual([
			'2026-Q3-pdr-r',
			'2026-Q3-pdr-r-330000'
		]);
	});

	it('counts what was published of the same later, and stays when more is', () => {
		expect(slugs(published(3), published(1), published(2))).toEqual([
			'2026-Q3-pdr-r',
			'2026-Q3-pdr-r-v2',
			'2026-Q3-pdr-r-v3'
		]);
		expect(publicationSlugs([published(1)]).get(1)).toBe(
			publicationSlugs([published(1), published(2)]).get(1)
		);
	});

	it('is another one where a framework is called as another one’s second publication would be', () => {
		const all = slugs(published(1), published(2, { frameworkCode: 'PDR-R-V2' }), published(3));
		expect(new Set(all).size).toBe(3);
	});

	it('keeps letters of any script and nothing that would mean something in an address', () => {
		expect(slugs(published(1, { frameworkCode: '数据/开放 ../A?b' }))).toEqual(['2026-Q3-数据-开放-a-b']);
	});
});
