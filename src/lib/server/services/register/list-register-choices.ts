import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listSectors } from '../../db/queries/unit';

/** What a form of a new unit offers to choose from. */
export async function listRegisterChoices(ctx: Context): Promise<{ sectors: string[] }> {
	const scope = demand(ctx.actor, 'unit.manage');
	return { sectors: await listSectors(ctx.db, scope) };
}
