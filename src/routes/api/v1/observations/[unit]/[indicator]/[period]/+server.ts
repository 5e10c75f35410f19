import { getObservationRoute } from '$lib/server/api/routes/observations';
import { putObservationRoute } from '$lib/server/api/routes/observation-writes';
import { serve } from '$lib/server/api/serve';

export const GET = serve(getObservationRoute);
export const PUT = serve(putObservationRoute);
