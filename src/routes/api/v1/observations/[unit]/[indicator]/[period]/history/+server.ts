import { listHistoryRoute } from '$lib/server/api/routes/observations';
import { serve } from '$lib/server/api/serve';

export const GET = serve(listHistoryRoute);
