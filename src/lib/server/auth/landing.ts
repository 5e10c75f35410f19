import { can, type Actor } from '../../domain/access/can';

/** The page (without language) where somebody's work begins after signing in. */
export function landingOf(actor: Actor): '/' | '/my' | '/entry' | '/assess' {
	if (can(actor, 'assessment.score')) return '/assess';
	if (can(actor, 'result.readOwn')) return '/my';
	if (can(actor, 'observation.import')) return '/entry';
	return '/';
}
