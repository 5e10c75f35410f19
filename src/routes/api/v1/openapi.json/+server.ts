import { documentRoute } from '$lib/server/api/registry';
import { serve } from '$lib/server/api/serve';

export const GET = serve(documentRoute);
