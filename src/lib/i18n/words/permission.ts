import type { TokenPermission } from '../../domain/access/token';
import { m } from '../paraglide/messages';

const words: Readonly<Record<TokenPermission, () => string>> = {
	'observation.read': m.permission_observation_read,
	'observation.enter': m.permission_observation_enter,
	'observation.submit': m.permission_observation_submit,
	'observation.import': m.permission_observation_import,
	'round.read': m.permission_round_read,
	'result.readOwn': m.permission_result_read_own,
	'result.readProvisional': m.permission_result_read_provisional,
	'table.score': m.permission_table_score
};

/** What a token may do, in words; a permission that tokens are no longer given by its code. */
export function permissionLabel(permission: string): string {
	return permission in words ? words[permission as TokenPermission]() : permission;
}
