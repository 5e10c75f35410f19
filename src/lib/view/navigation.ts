import { can, type Actor } from '../domain/access/can';
import type { Permission } from '../domain/access/permissions';

interface Place {
	/** path without language */
	readonly path: string;
	/** who sees it: who has one of these; without any, everybody. The services decide what is allowed, this only what is offered. */
	readonly needs?: Permission | readonly Permission[];
}

const places = {
	overview: { path: '/' },
	rankings: { path: '/rankings' },
	units: { path: '/units' },
	trends: { path: '/trends' },
	publications: { path: '/publications' },
	my: { path: '/my', needs: 'unit.own' },
	entry: { path: '/entry', needs: 'observation.enter' },
	review: { path: '/review', needs: ['observation.review', 'observation.endorse'] },
	imports: { path: '/imports', needs: 'observation.import' },
	assess: { path: '/assess', needs: 'assessment.score' },
	rounds: { path: '/rounds', needs: 'round.read' },
	oversight: { path: '/oversight', needs: ['reporting.oversee', 'order.read', 'disclosure.read'] },
	audit: { path: '/audit', needs: 'audit.read' },
	admin: { path: '/admin', needs: ['unit.manage', 'indicator.manage', 'framework.draft'] }
} as const satisfies Record<string, Place>;

export type NavigationId = keyof typeof places;

export interface NavigationItem {
	readonly id: NavigationId;
	readonly path: string;
}

/** The places that somebody's roles lead to, in the order of the menu. */
export function navigationFor(actor: Actor): NavigationItem[] {
	return (Object.entries(places) as [NavigationId, Place][])
		.filter(
			([, { needs }]) => needs === undefined || [needs].flat().some((one) => can(actor, one) !== undefined)
		)
		.map(([id, { path }]) => ({ id, path }));
}

/** Whether a page (path without language) is a place of the menu or lies below it. */
export function isCurrentPlace(item: NavigationItem, path: string): boolean {
	return path === item.path || (item.path !== '/' && path.startsWith(`${item.path}/`));
}

/** The place of the menu that a page (path without language) belongs to, whoever may see it. */
export function placeOf(path: string): NavigationItem | undefined {
	return (Object.entries(places) as [NavigationId, Place][])
		.map(([id, place]) => ({ id, path: place.path }))
		.find((item) => isCurrentPlace(item, path));
}

/** Of the places that somebody's roles lead to, the one where his own work is. */
export function ownPlace(navigation: readonly NavigationItem[]): NavigationItem | undefined {
	return navigation.find(({ id }) => id === 'my' || id === 'entry' || id === 'assess');
}
