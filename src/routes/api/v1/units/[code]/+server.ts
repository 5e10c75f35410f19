import { getUnitRoute } from '$lib/server/api/routes/directory';
import { serve } from '$lib/server/api/serve';

export const GET = serve(getUnitRoute);
