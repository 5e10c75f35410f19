import { frameworkJsonSchema } from '$lib/domain/framework/json-schema';
import type { RequestHandler } from './$types';

const document = `${JSON.stringify(frameworkJsonSchema(), null, 2)}\n`;

/** The JSON Schema of F.json. */
export const GET: RequestHandler = () =>
	new Response(document, { headers: { 'content-type': 'application/schema+json' } });
