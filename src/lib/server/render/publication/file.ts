import { LRUCache } from 'lru-cache';
import type { PublicationFile, PublicationSummary } from '../../../domain/publication/publication';
import { writeCsv } from '../../importers/write-table';
import { writeXlsx } from '../../importers/xlsx/write-xlsx';
import { writeZip } from '../../importers/xlsx/write-zip';
import type { OpenedPublication, PublicationContents } from '../../services/publication/open-publication';
import { dataPackageJson, type PackagedTable } from './data-package';
import { publicationTables, type PublicationTable } from './tables';

export interface RenderedFile {
	/** under which it is kept */
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

const mediaTypes = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	json: 'application/json',
	zip: 'application/zip'
} as const;

/** What is published never changes, but for the names of units: those may be an hour old. */
const made = new LRUCache<string, RenderedFile>({
	maxSize: 48 * 1024 * 1024,
	sizeCalculation: ({ bytes }) => bytes.byteLength + 1,
	ttl: 60 * 60 * 1000
});

/** A file of a publication. The same publication gives the same bytes. */
export async function renderPublicationFile(
	{ summary, load }: OpenedPublication,
	file: PublicationFile
): Promise<RenderedFile> {
	const key = `${summary.slug} ${summary.hash} ${file}`;
	const known = made.get(key);
	if (known) return known;
	const extension = file.split('.')[1] as keyof typeof mediaTypes;
	const fresh = {
		name: file === 'datapackage.json' ? file : `${summary.slug}-${file}`,
		mediaType: mediaTypes[extension],
		bytes: await bytesOf(summary, await load(), file)
	};
	made.set(key, fresh);
	return fresh;
}

async function bytesOf(
	summary: PublicationSummary,
	contents: PublicationContents,
	file: PublicationFile
): Promise<Uint8Array<ArrayBuffer>> {
	const [results] = publicationTables;
	if (file === 'publication.json') return encode(contents.text);
	if (file === 'table.csv') return gather(writeCsv(columnsOf(results!), results!.rows(contents)));
	if (file === 'table.xlsx') {
		return gather(
			writeXlsx(
				publicationTables.map((table) => ({
					name: table.name,
					columns: columnsOf(table),
					rows: table.rows(contents)
				}))
			)
		);
	}
	const single = publicationTables.find(({ name }) => `${name}.csv` === file);
	if (single) return csvOf(single, contents);
	const tables: PackagedTable[] = [];
	for (const table of publicationTables) tables.push({ table, bytes: await csvOf(table, contents) });
	const canonical = encode(contents.text);
	const descriptor = encode(dataPackageJson(summary, tables, canonical));
	if (file === 'datapackage.json') return descriptor;
	return gather(
		writeZip([
			{ name: 'datapackage.json', bytes: descriptor },
			...tables.map(({ table, bytes }) => ({ name: `${table.name}.csv`, bytes })),
			{ name: 'publication.json', bytes: canonical }
		])
	);
}

function csvOf(table: PublicationTable, contents: PublicationContents): Promise<Uint8Array<ArrayBuffer>> {
	return gather(writeCsv(columnsOf(table), table.rows(contents), { hasMark: false }));
}

function columnsOf(table: PublicationTable): { name: string }[] {
	return table.fields.map(({ name }) => ({ name }));
}

function encode(text: string): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(text);
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
	const all: Uint8Array[] = [];
	for await (const chunk of chunks) all.push(chunk);
	return new Uint8Array(Buffer.concat(all));
}
