import { everybody, type Attempt } from './attempt';
import { mayReadCirculars, others } from './access-groups';

/** What was published, and the files that are made of it. */
export const publicationReads: readonly Attempt[] = [
	{
		what: 'see what was published',
		file: '(app)/publications/+page.server',
		door: 'load',
		path: '/en/publications',
		may: everybody
	},
	{
		what: 'see a publication',
		file: '(app)/publications/[slug]/+page.server',
		door: 'load',
		path: ({ publication }) => `/en/publications/${publication}`,
		params: ({ publication }) => ({ slug: publication }),
		may: everybody
	},
	{
		what: 'see an internal circular',
		file: '(app)/publications/[slug]/+page.server',
		door: 'load',
		path: ({ circular }) => `/en/publications/${circular}`,
		params: ({ circular }) => ({ slug: circular }),
		may: mayReadCirculars,
		stranger: 'notFound',
		notFound: others(mayReadCirculars)
	},
	{
		what: 'take a publication home',
		file: '(app)/publications/[slug]/[file]/+server',
		door: 'GET',
		path: ({ publication }) => `/publications/${publication}/publication.json`,
		params: ({ publication }) => ({ slug: publication, file: 'publication.json' }),
		may: everybody
	},
	{
		what: 'take an internal circular home',
		file: '(app)/publications/[slug]/[file]/+server',
		door: 'GET',
		path: ({ circular }) => `/publications/${circular}/results.csv`,
		params: ({ circular }) => ({ slug: circular, file: 'results.csv' }),
		may: mayReadCirculars,
		stranger: 'notFound',
		notFound: others(mayReadCirculars)
	},
	{
		what: 'harvest the catalogue of publications',
		file: '(app)/publications/catalog.jsonld/+server',
		door: 'GET',
		path: '/publications/catalog.jsonld',
		may: everybody
	},
	{
		what: 'list publications',
		file: 'api/v1/publications/+server',
		door: 'GET',
		path: '/api/v1/publications',
		may: everybody
	},
	{
		what: 'read who signed a publication',
		file: 'api/v1/publications/[slug]/+server',
		door: 'GET',
		path: ({ publication }) => `/api/v1/publications/${publication}`,
		params: ({ publication }) => ({ slug: publication }),
		may: everybody
	},
	{
		what: 'read who signed an internal circular',
		file: 'api/v1/publications/[slug]/+server',
		door: 'GET',
		path: ({ circular }) => `/api/v1/publications/${circular}`,
		params: ({ circular }) => ({ slug: circular }),
		may: mayReadCirculars,
		stranger: 'notFound',
		notFound: others(mayReadCirculars)
	}
];

/** What is done about what was published. */
export const publicationWrites: readonly Attempt[] = [
	{
		what: 'begin the correction of a publication',
		file: '(app)/publications/[slug]/+page.server',
		door: 'action correct',
		path: ({ publication }) => `/en/publications/${publication}?/correct`,
		params: ({ publication }) => ({ slug: publication }),
		form: { reason: 'a value was entered twice' },
		may: ['manager']
	}
];
