import { listObservationsRoute } from '$lib/server/api/routes/observations';
import { sendObservationsRoute } from '$lib/server/api/routes/observation-writes';
import { serve } from '$lib/server/api/serve';

export const GET = serve(listObservationsRoute);
export const POST = serve(sendObservationsRoute);
