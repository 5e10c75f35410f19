import { createHash } from 'node:crypto';
import type { PublicationSummary } from '../../../domain/publication/publication';
import { m } from '../../../i18n/paraglide/messages';
import { publicationTitle } from './title';
import type { PublicationTable } from './tables';

export interface PackagedTable {
	readonly table: PublicationTable;
	readonly bytes: Uint8Array;
}

const profiles = 'https://datapackage.org/profiles/2.0';

export const dataLicence = {
	name: 'CC-BY-4.0',
	path: 'https://creativecommons.org/licenses/by/4.0/',
	title: 'Creative Commons Attribution 4.0 International'
} as const;

/** `datapackage.json` of a publication: Data Package 2.0 (datapackage.org), its tables by Table Schema with their hashes. */
export function dataPackageJson(
	summary: PublicationSummary,
	tables: readonly PackagedTable[],
	canonical: Uint8Array
): string {
	const descriptor = {
		$schema: `${profiles}/datapackage.json`,
		name: summary.slug.toLowerCase(),
		id: `urn:sha256:${summary.hash}`,
		title: `${publicationTitle(summary, 'en')} / ${publicationTitle(summary, 'zh-CN')}`,
		description: `${summary.isDemonstration ? `${m.publications_demonstration({}, { locale: 'en' })} ` : ''}Results of an evaluation with everything that they were computed from. publication.json holds the bytes over which the published SHA-256 was taken; the tables say the same for spreadsheets and programs. A text that a spreadsheet would run as a formula has an apostrophe before it.`,
		version: '1.0.0',
		created: summary.publishedAt.toISOString(),
		licenses: [dataLicence],
		sources: [
			{
				title: `Yardstick: ${summary.frameworkCode} version ${summary.frameworkVersion}, ${summary.period}, engine ${summary.engineVersion ?? 1}`,
				path: 'publication.json'
			}
		],
		contributors: [{ title: summary.rootName.en, roles: ['publisher'] }],
		keywords: ['evaluation', 'public data', summary.frameworkCode, summary.period],
		resources: [
			...tables.map(resourceOf),
			{
				$schema: `${profiles}/dataresource.json`,
				name: 'publication',
				path: 'publication.json',
				format: 'json',
				mediatype: 'application/json',
				encoding: 'utf-8',
				bytes: canonical.byteLength,
				hash: `sha256:${summary.hash}`
			}
		]
	};
	return `${JSON.stringify(descriptor, null, 2)}\n`;
}

function resourceOf({ table, bytes }: PackagedTable): Record<string, unknown> {
	return {
		$schema: `${profiles}/dataresource.json`,
		name: table.name,
		type: 'table',
		path: `${table.name}.csv`,
		description: table.description,
		format: 'csv',
		mediatype: 'text/csv',
		encoding: 'utf-8',
		bytes: bytes.byteLength,
		hash: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
		dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
		schema: {
			$schema: `${profiles}/tableschema.json`,
			fields: table.fields.map(({ name, type, description, isRequired }) => ({
				name,
				type,
				description,
				...(type === 'boolean' ? { trueValues: ['TRUE'], falseValues: ['FALSE'] } : {}),
				...(isRequired ? { constraints: { required: true } } : {})
			})),
			missingValues: [''],
			...(table.primaryKey.length > 0 ? { primaryKey: table.primaryKey } : {}),
			...(table.foreignKeys.length > 0
				? {
						foreignKeys: table.foreignKeys.map(({ field, table: other }) => ({
							fields: [field],
							reference: { resource: other, fields: ['code'] }
						}))
					}
				: {})
		}
	};
}
