import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { hasDemonstrationUnits } from '../../db/queries/demonstration';

/** Whether this installation holds made-up figures: every page says so that does not know better of its own. */
export async function hasDemonstrationData(ctx: Context): Promise<boolean> {
	const scope = demand(ctx.actor, 'published.read');
	return hasDemonstrationUnits(ctx.db, scope);
}
