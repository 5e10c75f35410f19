import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { Publication, PublicationFile } from '../../../../src/lib/domain/publication/publication';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { catalogueJsonLd } from '../../../../src/lib/server/render/publication/catalogue';
import { renderPublicationFile } from '../../../../src/lib/server/render/publication/file';
import { getPublication } from '../../../../src/lib/server/services/publication/get-publication';
import { listCatalogue } from '../../../../src/lib/server/services/publication/list-catalogue';
import { openPublication } from '../../../../src/lib/server/services/publication/open-publication';
import { publicationOf, snapshotOf } from '../../../../src/lib/server/services/round/publish-round';
import { publishSome, type Published } from '../../../factories/publications';
import { useTestDatabase } from '../../../setup/test-database';
import { readAll } from '../../importers/read-all';
import { expectTyped, type Descriptor } from './table-schema';

const database = useTestDatabase();
let published: Published;
beforeAll(async () => {
	published = await publishSome(database);
}, 60_000);

const as = (actor?: Actor) => database.context(actor ? { actor } : {});
const get = (slug: string, actor?: Actor): Promise<Publication> =>
	getPublication(as(actor), { slug, page: 1 });
const file = async (slug: string, name: PublicationFile, actor?: Actor) =>
	renderPublicationFile(await openPublication(as(actor), slug), name);
const textOf = ({ bytes }: { bytes: Uint8Array }) =>
	new TextDecoder('utf8', { ignoreBOM: true }).decode(bytes);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the files of a publication', () => {
	it('are the canonical bytes under the published hash', async () => {
		const { hash } = await get('2024-f-1-v2');
		const json = await file('2024-f-1-v2', 'publication.json');
		expect(sha256(json.bytes)).toBe(hash);
		const round = await getRound(database.opened.db, published.ids.correction);
		expect(textOf(json)).toBe(snapshotOf(await publicationOf(database.opened.db, round)).content);
	});

	it('are a CSV that says what the JSON says, and no formulas', async () => {
		const csv = textOf(await file('2024-f-1-v2', 'table.csv'));
		expect(csv.charCodeAt(0)).toBe(0xfeff);
		const rows = parse(csv.slice(1), { columns: true }) as Record<string, string>[];
		const { results } = JSON.parse(textOf(await file('2024-f-1-v2', 'publication.json'))) as {
			results: { unit: string; nodeCode: string; score: number | null; rank: number | null }[];
		};
		expect(rows.map(({ unit, node, score, rank }) => [unit, node!.replace(/^'/, ''), score, rank])).toEqual(
			results.map(({ unit, nodeCode, score, rank }) => [
				unit,
				nodeCode,
				score === null ? '' : String(score),
				rank === null ? '' : String(rank)
			])
		);
		expect(rows.filter(({ node }) => node!.startsWith("'=a"))).toHaveLength(3);
		expect(csv).not.toMatch(/(^|,)=/m);
	});

	it('are a workbook with a sheet a table', async () => {
		const book = await readAll({ name: 'f.xlsx', bytes: (await file('2024-f-1-v2', 'table.xlsx')).bytes });
		expect(book.sheets).toEqual(['results', 'inputs', 'adjustments', 'units', 'nodes']);
		expect(book.all).toHaveLength(12);
	});

	it('are a data package whose tables have the hashes, lengths, fields and keys that it claims', async () => {
		const archive = unzipSync((await file('2024-f-1-v2', 'package.zip')).bytes);
		const descriptor = JSON.parse(strFromU8(archive['datapackage.json']!)) as Descriptor;
		expect(descriptor).toMatchObject({
			$schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
			name: expect.stringMatching(/^[a-z0-9._-]+$/) as string,
			licenses: [{ name: 'CC-BY-4.0' }],
			sources: [{ path: 'publication.json' }]
		});
		expect(descriptor.resources.map(({ path }) => path).sort()).toEqual(
			Object.keys(archive)
				.filter((name) => name !== 'datapackage.json')
				.sort()
		);
		const tables = new Map<string, Record<string, string>[]>();
		for (const resource of descriptor.resources) {
			const bytes = archive[resource.path]!;
			expect(resource).toMatchObject({ bytes: bytes.byteLength, hash: `sha256:${sha256(bytes)}` });
			expect(textOf(await file('2024-f-1-v2', resource.path as PublicationFile))).toBe(strFromU8(bytes));
			if (!resource.schema) continue;
			const [header, ...rows] = parse(strFromU8(bytes)) as string[][];
			expect(header).toEqual(resource.schema.fields.map(({ name }) => name));
			for (const row of rows) {
				for (const [at, field] of resource.schema.fields.entries()) expectTyped(field, row[at]!);
			}
			tables.set(
				resource.name,
				rows.map((row) => Object.fromEntries(row.map((cell, at) => [header![at]!, cell])))
			);
		}
		expect([...tables.values()].every((rows) => rows.length > 0)).toBe(true);
		for (const { name, schema } of descriptor.resources) {
			const rows = tables.get(name) ?? [];
			const key = (row: Record<string, string>, fields: readonly string[]) =>
				fields.map((f) => row[f]).join('|');
			if (schema?.primaryKey) {
				expect(new Set(rows.map((row) => key(row, schema.primaryKey!))).size).toBe(rows.length);
			}
			for (const { fields, reference } of schema?.foreignKeys ?? []) {
				const known = new Set(tables.get(reference.resource)!.map((row) => key(row, reference.fields)));
				for (const row of rows) expect(known).toContain(key(row, fields));
			}
		}
	});
});

describe('the catalogue', () => {
	const catalogue = async (actor?: Actor) => {
		const { items, page } = await listCatalogue(as(actor), { page: 1 });
		return JSON.parse(catalogueJsonLd(items, page, 'https://example.org')) as Record<string, unknown> & {
			'dcat:dataset': Record<string, unknown>[];
		};
	};

	it('lists public publications whose figures are there, for members too', async () => {
		for (const actor of [undefined, published.people.manager]) {
			expect((await catalogue(actor))['dcat:dataset'].map((set) => set['dct:identifier'])).toEqual([
				'2024-f-1-v2',
				'2024-f-1'
			]);
		}
	});

	it('is DCAT: titles in both languages, dates, licence, distributions with type and checksum, corrections', async () => {
		const { hash } = await get('2024-f-1-v2');
		const document = await catalogue();
		expect(document['@type']).toContain('dcat:Catalog');
		const [dataset, old] = document['dcat:dataset'];
		expect(dataset).toMatchObject({
			'@id': 'https://example.org/publications/2024-f-1-v2',
			'@type': 'dcat:Dataset',
			'dct:title': [
				{ '@language': 'en', '@value': expect.stringContaining('2024') as string },
				{ '@language': 'zh-CN', '@value': expect.stringContaining('2024年') as string }
			],
			'dct:temporal': {
				'dcat:startDate': { '@type': 'xsd:date', '@value': '2024-01-01' },
				'dcat:endDate': { '@type': 'xsd:date', '@value': '2024-12-31' }
			},
			'dct:license': { '@id': 'https://creativecommons.org/licenses/by/4.0/' },
			'dct:replaces': { '@id': 'https://example.org/publications/2024-f-1' }
		});
		expect(old).toMatchObject({ 'dct:isReplacedBy': { '@id': dataset!['@id'] } });
		const distributions = dataset!['dcat:distribution'] as Record<string, unknown>[];
		expect(distributions).toHaveLength(4);
		expect(distributions[0]).toMatchObject({
			'@type': 'dcat:Distribution',
			'dcat:downloadURL': { '@id': 'https://example.org/publications/2024-f-1-v2/publication.json' },
			'dcat:mediaType': { '@id': 'http://www.iana.org/assignments/media-types/application/json' },
			'spdx:checksum': { 'spdx:checksumValue': hash }
		});
	});
});
