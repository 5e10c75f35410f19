import type { PublicationFile, PublicationSummary } from '../../../domain/publication/publication';
import { parsePeriod, periodEndExclusive, periodStart } from '../../../domain/period/period';
import { m } from '../../../i18n/paraglide/messages';
import { dataLicence } from './data-package';
import { publicationTitle } from './title';

type Json = Record<string, unknown>;

const context = {
	dcat: 'http://www.w3.org/ns/dcat#',
	dct: 'http://purl.org/dc/terms/',
	foaf: 'http://xmlns.com/foaf/0.1/',
	hydra: 'http://www.w3.org/ns/hydra/core#',
	spdx: 'http://spdx.org/rdf/terms#',
	xsd: 'http://www.w3.org/2001/XMLSchema#'
} as const;

const authority = 'http://publications.europa.eu/resource/authority';
const languages = [{ '@id': `${authority}/language/ENG` }, { '@id': `${authority}/language/ZHO` }];

/** What is offered of each publication, with the type of its file in IANA's and in the EU's list. */
const offered = [
	{ file: 'publication.json', media: 'application/json', type: 'JSON' },
	{ file: 'results.csv', media: 'text/csv', type: 'CSV' },
	{
		file: 'table.xlsx',
		media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		type: 'XLSX'
	},
	{ file: 'package.zip', media: 'application/zip', type: 'ZIP' }
] as const satisfies readonly { file: PublicationFile; media: string; type: string }[];

const text = (say: (locale: 'en' | 'zh-CN') => string): Json[] =>
	(['en', 'zh-CN'] as const).map((locale) => ({ '@language': locale, '@value': say(locale) }));
const typed = (type: 'date' | 'dateTime', value: string): Json => ({
	'@type': `xsd:${type}`,
	'@value': value
});

export interface CataloguePage {
	readonly number: number;
	readonly size: number;
	readonly total: number;
}

/**
 * One page of the catalogue of publications in DCAT (W3C DCAT 3, as DCAT-AP 3 profiles it), as JSON-LD. @param origin of this server
 */
export function catalogueJsonLd(
	publications: readonly PublicationSummary[],
	page: CataloguePage,
	origin: string
): string {
	const address = `${origin}/publications/catalog.jsonld`;
	const link = (number: number): string => (number === 1 ? address : `${address}?page=${number}`);
	const publisher = {
		'@id': `${origin}/`,
		'@type': 'foaf:Agent',
		'foaf:name': text((locale) => m.app_name({}, { locale }))
	};
	const document = {
		'@context': context,
		'@id': address,
		'@type': ['dcat:Catalog', 'hydra:Collection'],
		'dct:title': text((locale) => m.publications_title({}, { locale })),
		'dct:description': text((locale) => m.publications_lede({}, { locale })),
		'dct:publisher': publisher,
		'dct:language': languages,
		'dct:license': { '@id': dataLicence.path },
		'foaf:homepage': { '@id': `${origin}/en/publications` },
		'hydra:totalItems': page.total,
		'hydra:view': {
			'@id': link(page.number),
			'@type': 'hydra:PartialCollectionView',
			...(page.number > 1 ? { 'hydra:previous': { '@id': link(page.number - 1) } } : {}),
			...(page.number * page.size < page.total ? { 'hydra:next': { '@id': link(page.number + 1) } } : {})
		},
		'dcat:dataset': publications.map((summary) => datasetOf(summary, origin, publisher['@id']))
	};
	return `${JSON.stringify(document, null, 2)}\n`;
}

function datasetOf(summary: PublicationSummary, origin: string, publisher: string): Json {
	const at = (slug: string): string => `${origin}/publications/${encodeURIComponent(slug)}`;
	const period = parsePeriod(summary.period);
	const landing = (segment: string) => ({
		'@id': `${origin}/${segment}/publications/${encodeURIComponent(summary.slug)}`
	});
	return {
		'@id': at(summary.slug),
		'@type': 'dcat:Dataset',
		'dct:identifier': summary.slug,
		'dct:title': text((locale) => publicationTitle(summary, locale)),
		'dct:description': text((locale) => {
			const what = m.publications_description(
				{ framework: summary.frameworkCode, version: summary.frameworkVersion, hash: summary.hash },
				{ locale }
			);
			return summary.isDemonstration ? `${m.publications_demonstration({}, { locale })} ${what}` : what;
		}),
		'dct:issued': typed('dateTime', summary.publishedAt.toISOString()),
		'dct:publisher': { '@id': publisher },
		'dct:language': languages,
		'dct:license': { '@id': dataLicence.path },
		'dct:temporal': {
			'@type': 'dct:PeriodOfTime',
			'dcat:startDate': typed('date', periodStart(period)),
			'dcat:endDate': typed('date', lastDay(periodEndExclusive(period)))
		},
		'dcat:landingPage': [landing('en'), landing('zh')],
		...(summary.corrects ? { 'dct:replaces': { '@id': at(summary.corrects) } } : {}),
		...(summary.correctedBy ? { 'dct:isReplacedBy': { '@id': at(summary.correctedBy) } } : {}),
		'dcat:distribution': offered.map(({ file, media, type }) => ({
			'@id': `${at(summary.slug)}/${file}`,
			'@type': 'dcat:Distribution',
			'dct:title': file,
			'dcat:accessURL': landing('en'),
			'dcat:downloadURL': { '@id': `${at(summary.slug)}/${file}` },
			'dcat:mediaType': { '@id': `http://www.iana.org/assignments/media-types/${media}` },
			'dct:format': { '@id': `${authority}/file-type/${type}` },
			'dct:license': { '@id': dataLicence.path },
			'dct:issued': typed('dateTime', summary.publishedAt.toISOString()),
			...(file === 'publication.json'
				? {
						'spdx:checksum': {
							'@type': 'spdx:Checksum',
							'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
							'spdx:checksumValue': summary.hash
						}
					}
				: {})
		}))
	};
}

function lastDay(endExclusive: string): string {
	return new Date(Date.parse(`${endExclusive}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
