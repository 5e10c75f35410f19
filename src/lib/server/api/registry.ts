import { openApiDocument } from './openapi';
import { defineRoute, type AnyApiRoute } from './route';
import * as directory from './routes/directory';
import { frameworkSchemaRoute, scoreRoute } from './routes/engine';
import * as observationReads from './routes/observations';
import * as observationWrites from './routes/observation-writes';
import * as publications from './routes/publications';
import * as rounds from './routes/rounds';

/** Counts changes of the document that programs may notice. */
export const apiVersion = '1.0.0';

let text: string | undefined;

export const documentRoute = defineRoute({
	method: 'GET',
	path: '/openapi.json',
	id: 'getDocument',
	tag: 'document',
	summary: 'This document: OpenAPI 3.1.',
	access: 'public',
	raw: { answers: ['application/json'] },
	run: () => Promise.resolve({ text: documentText(), contentType: 'application/json' })
});

/** Every address of the API, in the order of the document. A new one gets its definition in `routes/`, its line here and its `+server.ts`. */
export const apiRoutes: readonly AnyApiRoute[] = [
	observationReads.listObservationsRoute,
	observationWrites.sendObservationsRoute,
	observationReads.getObservationRoute,
	observationWrites.putObservationRoute,
	observationReads.listHistoryRoute,
	rounds.getImportRoute,
	rounds.listResultsRoute,
	rounds.getResultsRoute,
	rounds.listScoresRoute,
	rounds.listRoundsRoute,
	publications.listPublicationsRoute,
	publications.getPublicationRoute,
	directory.listUnitsRoute,
	directory.getUnitRoute,
	directory.listIndicatorsRoute,
	directory.getIndicatorRoute,
	directory.listPeriodsRoute,
	scoreRoute,
	frameworkSchemaRoute,
	documentRoute
];

export function documentOfApi(): Record<string, unknown> {
	return openApiDocument(apiRoutes, apiVersion);
}

function documentText(): string {
	text ??= `${JSON.stringify(documentOfApi(), null, 2)}\n`;
	return text;
}
