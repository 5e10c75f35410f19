import { listProblems } from '$lib/server/api/problem';
import { documentOfApi } from '$lib/server/api/registry';
import { answer } from '$lib/server/hooks/answer';
import { presentApi, type ApiDocument } from '$lib/view/api-reference';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, () => ({
		reference: presentApi(documentOfApi() as unknown as ApiDocument, event.url.origin),
		problems: listProblems()
	}));
