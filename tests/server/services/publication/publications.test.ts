import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Publication, PublicationFile } from '../../../../src/lib/domain/publication/publication';
import type { FrameworkDefinitionInput } from '../../../../src/lib/domain/framework/definition';
import { sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { catalogueJsonLd } from '../../../../src/lib/server/render/publication/catalogue';
import { renderPublicationFile } from '../../../../src/lib/server/render/publication/file';
import { getPublication } from '../../../../src/lib/server/services/publication/get-publication';
import { listCatalogue } from '../../../../src/lib/server/services/publication/list-catalogue';
import { listPublications } from '../../../../src/lib/server/services/publication/list-publications';
import { openPublication } from '../../../../src/lib/server/services/publication/open-publication';
import {
	publicationOf,
	publishRound,
	snapshotOf
} from '../../../../src/lib/server/services/round/publish-round';
import { signRound } from '../../../../src/lib/server/services/round/sign-round';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addAccount, addRegion, type PlacedUnit } from '../../../factories/account';
import { addFramework, addRound } from '../../../factories/evaluation';
import { readAll } from '../../importers/read-all';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const definition: FrameworkDefinitionInput = {
	code: 'F.1',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'arithmetic', name: { en: 'Total', 'zh-CN': '总分' } },
		{ code: 'D', parent: 'T', aggregate: 'arithmetic', name: { en: 'Openness', 'zh-CN': '开放' } },
		{ code: '=a', parent: 'D' },
		{ code: 'b', parent: 'D' }
	],
	rules: [{ do: 'bonus', code: 'B', max: 5 }],
	grades: [
		{ code: 'good', from: 60 },
		{ code: 'bad', from: 0 }
	]
};

let nation: PlacedUnit;
let province: PlacedUnit;
let people: Record<'manager' | 'leader' | 'officer' | 'stranger2', Actor>;
let versionId: number;
const ids: Record<'first' | 'correction' | 'withdrawn' | 'internal', number> = {
	first: 0,
	correction: 0,
	withdrawn: 0,
	internal: 0
};

/** A round that the product itself publishes, so that its bytes are kept. */
async function publish(period: string, root: PlacedUnit, over: object = {}): Promise<number> {
	const { db } = database.opened;
	const roundId = await addRound(db, {
		versionId,
		definition,
		root,
		period,
		stage: 'final',
		units: ['p', 'q', 'r'].map((code, at) => ({
			unit: placed.get(code)!,
			inputs: { '=a': 10.1 * (at + 1), b: at === 1 ? 'notReported' : 70 + at }
		})),
		adjustments: [{ unit: 'p', rule: 'B', amount: 2, ground: '-5 points, "a, b"\nand more' }],
		...over
	});
	// What units report is what the last scoring takes in.
	for (const [at, code] of ['p', 'q', 'r'].entries()) {
		for (const [indicator, value] of [
			['=a', 10.1 * (at + 1)],
			['b', at === 1 ? null : 70 + at]
		] as const) {
			if (value === null) continue;
			await db.execute(sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source, entered_at)
				select ${placed.get(code)!.id}, id, ${period}, ${`${period.slice(0, 4)}-01-01`}, ${value}, 'approved', '+form', now()
				from indicator where code = ${indicator} on conflict do nothing`);
		}
	}
	await signRound(database.context({ actor: people.manager }), { roundId, capacity: 'manager' });
	await signRound(database.context({ actor: people.leader }), { roundId, capacity: 'leader' });
	await publishRound(
		database.context({ actor: people.manager, now: new Date(Date.UTC(2026, 1, ++days)) }),
		roundId
	);
	return roundId;
}
let days = 0;
const placed = new Map<string, PlacedUnit>();

beforeAll(async () => {
	const { db } = database.opened;
	nation = await addRegion(db, 'N');
	province = await addRegion(db, 'P1', nation);
	for (const code of ['p', 'q', 'r']) placed.set(code, await addRegion(db, code, province));
	const member = async (
		email: string,
		role: 'evaluationManager' | 'leadership' | 'dataOfficer',
		at: PlacedUnit
	) =>
		(await loadActor(db, await addAccount(db, { email, name: `name of ${email}`, grants: [[role, at]] })))!
			.actor;
	people = {
		manager: await member('m@x.example', 'evaluationManager', nation),
		leader: await member('l@x.example', 'leadership', nation),
		officer: await member('o@x.example', 'dataOfficer', placed.get('p')!),
		stranger2: await member('s@x.example', 'dataOfficer', await addRegion(db, 'other', nation))
	};
	versionId = await addFramework(db, { definition });
	ids.first = await publish('2024', nation);
	ids.correction = await publish('2024', nation, { correctsRoundId: ids.first });
	ids.withdrawn = await publish('2023', nation);
	await db.execute(
		sql`update round set stage = 'withdrawn', withdrawn_at = now(), withdrawn_reason = 'a wrong table' where id = ${ids.withdrawn}`
	);
	ids.internal = await publish('2024', province, { audience: 'internal' });
}, 60_000);

const as = (actor?: Actor) => database.context(actor ? { actor } : {});
const slugsFor = async (actor?: Actor) =>
	(await listPublications(as(actor), { page: 1 })).items.map(({ slug }) => slug);
const get = (slug: string, actor?: Actor): Promise<Publication> =>
	getPublication(as(actor), { slug, page: 1 });
const file = async (slug: string, name: PublicationFile, actor?: Actor) =>
	renderPublicationFile(await openPublication(as(actor), slug), name);
const textOf = ({ bytes }: { bytes: Uint8Array }) =>
	new TextDecoder('utf8', { ignoreBOM: true }).decode(bytes);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the list of publications', () => {
	it('shows everybody what is public, the newest first, and members the circulars of their tree', async () => {
		expect(await slugsFor()).toEqual(['2023-f-1', '2024-f-1-v2', '2024-f-1']);
		expect(await slugsFor(people.officer)).toEqual(['2024-f-1-p1', '2023-f-1', '2024-f-1-v2', '2024-f-1']);
		expect(await slugsFor(people.stranger2)).toEqual(['2023-f-1', '2024-f-1-v2', '2024-f-1']);
		await expect(get('2024-f-1-p1')).rejects.toMatchObject({ code: 'notFound' });
		await expect(get('2024-f-1-p1', people.stranger2)).rejects.toMatchObject({ code: 'notFound' });
		expect((await get('2024-f-1-p1', people.officer)).audience).toBe('internal');
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
		expect((await get('2024-f-1-v2', people.officer)).signatures[0]!.name).toBe('name of m@x.example');
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

describe('the files of a publication', () => {
	it('are the canonical bytes under the published hash', async () => {
		const { hash } = await get('2024-f-1-v2');
		const json = await file('2024-f-1-v2', 'publication.json');
		expect(sha256(json.bytes)).toBe(hash);
		const round = await getRound(database.opened.db, ids.correction);
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

interface Field {
	readonly name: string;
	readonly type: string;
	readonly trueValues?: readonly string[];
	readonly falseValues?: readonly string[];
	readonly constraints?: { readonly required: boolean };
}
interface Descriptor {
	readonly resources: readonly {
		readonly name: string;
		readonly path: string;
		readonly bytes: number;
		readonly hash: string;
		readonly schema?: {
			readonly fields: readonly Field[];
			readonly primaryKey?: readonly string[];
			readonly foreignKeys?: readonly {
				readonly fields: readonly string[];
				readonly reference: { readonly resource: string; readonly fields: readonly string[] };
			}[];
		};
	}[];
}

/** Whether a cell is what Table Schema allows in its field. */
function expectTyped(field: Field, cell: string): void {
	const where = `${field.name}: ${cell}`;
	if (cell === '') return expect(field.constraints?.required ?? false, where).toBe(false);
	if (field.type === 'number') expect(Number.isFinite(Number(cell)), where).toBe(true);
	if (field.type === 'integer') expect(cell, where).toMatch(/^-?\d+$/);
	if (field.type === 'boolean') {
		expect([...(field.trueValues ?? []), ...(field.falseValues ?? [])], where).toContain(cell);
	}
	if (field.type === 'array') expect(Array.isArray(JSON.parse(cell)), where).toBe(true);
}

describe('the catalogue', () => {
	const catalogue = async (actor?: Actor) => {
		const { items, page } = await listCatalogue(as(actor), { page: 1 });
		return JSON.parse(catalogueJsonLd(items, page, 'https://example.org')) as Record<string, unknown> & {
			'dcat:dataset': Record<string, unknown>[];
		};
	};

	it('lists public publications whose figures are there, for members too', async () => {
		for (const actor of [undefined, people.manager]) {
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
