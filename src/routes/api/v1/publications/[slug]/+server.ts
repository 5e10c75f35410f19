import { getPublicationRoute } from '$lib/server/api/routes/publications';
import { serve } from '$lib/server/api/serve';

export const GET = serve(getPublicationRoute);
