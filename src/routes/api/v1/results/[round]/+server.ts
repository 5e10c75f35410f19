import { getResultsRoute } from '$lib/server/api/routes/rounds';
import { serve } from '$lib/server/api/serve';

export const GET = serve(getResultsRoute);
