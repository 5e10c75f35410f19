import { answer } from '$lib/server/hooks/answer';
import { getAdministration } from '$lib/server/services/register/get-administration';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => answer(event, () => getAdministration(event.locals.ctx));
