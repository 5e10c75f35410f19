import { m } from '$lib/i18n/paraglide/messages';
import type { NavigationId } from '$lib/view/navigation';

/** What the places of the menu are called. */
export const placeNames: Readonly<Record<NavigationId, () => string>> = {
	overview: m.nav_overview,
	rankings: m.nav_rankings,
	units: m.nav_units,
	trends: m.nav_trends,
	publications: m.nav_publications,
	my: m.nav_my,
	entry: m.nav_entry,
	review: m.nav_review,
	imports: m.imports_nav,
	assess: m.nav_assess,
	rounds: m.nav_rounds,
	oversight: m.nav_oversight,
	audit: m.nav_audit,
	admin: m.nav_admin
};
