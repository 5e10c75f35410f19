import { frameworkSchemaRoute } from '$lib/server/api/routes/engine';
import { serve } from '$lib/server/api/serve';

/** The JSON Schema of F.json. */
export const GET = serve(frameworkSchemaRoute);
