import { scoreRoute } from '$lib/server/api/routes/engine';
import { serve } from '$lib/server/api/serve';

/** The file contract of `npm run score`, for members: see README, "Score your own table". */
export const POST = serve(scoreRoute);
