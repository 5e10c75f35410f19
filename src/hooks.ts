import type { Reroute } from '@sveltejs/kit';
import { withoutLocale } from '$lib/i18n/path';

/** Route files know nothing of languages: `/zh/rankings` and `/en/rankings` are both `rankings/`. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);
