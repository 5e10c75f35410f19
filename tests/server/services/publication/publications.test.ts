import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { Publication } from '../../../../src/lib/domain/publication/publication';
import { listPublishedSnapshots } from '../../../../src/lib/server/db/queries/publication';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { correctPublication } from '../../../../src/lib/server/services/publication/correct-publication';
import { getPublication } from '../../../../src/lib/server/services/publication/get-publication';
import { listPublications } from '../../../../src/lib/server/services/publication/list-publications';
import { openPublication } from '../../../../src/lib/server/services/publication/open-publication';
import { publicationOf, snapshotOf } from '../../../../src/lib/server/services/round/publish-round';
import { publishSome, type Published } from '../../../factories/publications';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
let published: Published;
beforeAll(async () => {
	published = await publishSome(database);
}, 60_000);

const as = (actor?: Actor) => database.context(actor ? { actor } : {});
const get = (slug: string, actor?: Actor): Promise<Publication> =>
	getPublication(as(actor), { slug, page: 1 });
const slugsFor = async (actor?: Actor) =>
	(await listPublications(as(actor), { page: 1 })).items.map(({ slug }) => slug);

describe('the list of publications', () => {
	it('shows everybody what is public, the newest first, and members the circulars of their tree', async () => {
		expect(await slugsFor()).toEqual(['2023-f-1', '2024-f-1-v2', '2024-f-1']);
		expect(await slugsFor(published.people.officer)).toEqual([
			'2024-f-1-p1',
			'2023-f-1',
			'2024-f-1-v2',
			'2024-f-1'
		]);
		expect(await slugsFor(published.people.outsider)).toEqual(['2023-f-1', '2024-f-1-v2', '2024-f-1']);
		await expect(get('2024-f-1-p1')).rejects.toMatchObject({ code: 'notFound' });
		await expect(get('2024-f-1-p1', published.people.outsider)).rejects.toMatchObject({ code: 'notFound' });
		expect((await get('2024-f-1-p1', published.people.officer)).audience).toBe('internal');
	});

	it('is led through page by page', async () => {
		expect((await listPublications(as(), { page: 2 })).items).toEqual([]);
		expect((await listPublications(as(), { page: 1 })).page).toEqual({ number: 1, size: 30, total: 3 });
	});

	it('takes as many statements for many as for one', async () => {
		expect(await database.statementsOf(() => listPublications(as(), { page: 1 }))).toHaveLength(1);
		expect((await database.statementsOf(() => get('2024-f-1'))).length).toBeLessThanOrEqual(8);
	});
});

describe('a publication', () => {
	it('shows totals with their dimensions, best first, and who signed in which capacity', async () => {
		const publication = await get('2024-f-1-v2');
		expect(publication.results!.dimensions).toEqual([
			{ code: 'D', name: { en: 'Openness', 'zh-CN': '开放' } }
		]);
		const rows = publication.results!.rows;
		expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3]);
		expect(rows[0]).toMatchObject({ grade: expect.any(String) as string, dimensions: [expect.any(Number)] });
		expect(publication.signatures.map(({ capacity, name }) => [capacity, name])).toEqual([
			['manager', undefined],
			['leader', undefined]
		]);
		expect((await get('2024-f-1-v2', published.people.officer)).signatures[0]!.name).toBe(
			'name of m@x.example'
		);
	});

	it('names the one that it corrects, and that one names it', async () => {
		expect(await get('2024-f-1-v2')).toMatchObject({ corrects: '2024-f-1', correctedBy: undefined });
		expect(await get('2024-f-1')).toMatchObject({ corrects: undefined, correctedBy: '2024-f-1-v2' });
		expect((await get('2024-f-1')).results!.rows).toHaveLength(3);
	});

	it('stays on record with the reason when it is withdrawn, without its figures', async () => {
		expect(await get('2023-f-1')).toMatchObject({
			withdrawn: { reason: 'a wrong table' },
			hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
			results: undefined
		});
		await expect(openPublication(as(), '2023-f-1')).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('correcting a publication', () => {
	it('begins a round that names it, with its units and adjustments, and leaves it as it is', async () => {
		const { db } = database.opened;
		const ctx = database.context({ actor: published.people.manager });
		const before = await listPublishedSnapshots(db, published.ids.internal);
		expect((await get('2024-f-1-p1', published.people.manager)).mayCorrect).toBe(true);
		const roundId = await correctPublication(ctx, { slug: '2024-f-1-p1', reason: 'entered twice' });
		const made = await publicationOf(db, await getRound(db, roundId));
		expect((await getRound(db, roundId)).stage).toBe('review');
		expect(snapshotOf(made)).toEqual(before[0]);
		expect((await get('2024-f-1-p1', published.people.manager)).mayCorrect).toBe(false);
		await expect(correctPublication(ctx, { slug: '2024-f-1-p1', reason: 'again' })).rejects.toMatchObject({
			code: 'conflict',
			details: { existingRound: roundId }
		});
		await expect(
			correctPublication(ctx, { slug: '2023-f-1', reason: 'it was withdrawn' })
		).rejects.toMatchObject({ code: 'stageClosed' });
	});

	it('is for managers, and needs a reason', async () => {
		const wish = { slug: '2024-f-1-v2', reason: ' ' };
		await expect(
			correctPublication(database.context({ actor: published.people.manager }), wish)
		).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(
			correctPublication(database.context({ actor: published.people.leader }), { ...wish, reason: 'why' })
		).rejects.toMatchObject({ code: 'forbidden' });
		expect((await get('2024-f-1-v2', published.people.leader)).mayCorrect).toBe(false);
	});
});
