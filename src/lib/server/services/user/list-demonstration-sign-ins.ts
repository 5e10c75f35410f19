import type { Role } from '../../../domain/access/roles';
import type { Context } from '../../context';
import { findSetting } from '../../db/queries/setting';
import { listRoleHolders } from '../../db/queries/user';
import { emailOf, peopleSeeds } from '../demonstration/people';
import {
	demonstrationPassword,
	demonstrationSetting,
	type DemonstrationState
} from '../demonstration/settings';
import type { LocalisedName } from '../../../domain/unit/unit';

export interface DemonstrationSignIn {
	readonly role: Role;
	readonly email: string;
	readonly name: string;
	readonly unit: LocalisedName;
}

export interface DemonstrationSignIns {
	readonly password: string;
	readonly signIns: readonly DemonstrationSignIn[];
}

/**
 * One sign-in per role of a demonstration, for everybody; undefined in an installation with real accounts. The password is
 * meant to be known: it opens made-up data alone.
 */
export async function listDemonstrationSignIns(
	ctx: Pick<Context, 'db'>
): Promise<DemonstrationSignIns | undefined> {
	const demonstration = (await findSetting(ctx.db, demonstrationSetting)) as DemonstrationState | undefined;
	if (demonstration?.state !== 'ready') return undefined;
	const firstOfRole = new Map<Role, string>();
	for (const { role, account } of peopleSeeds) {
		if (!firstOfRole.has(role)) firstOfRole.set(role, emailOf(account));
	}
	const holders = await listRoleHolders(ctx.db, [...firstOfRole.values()]);
	const signIns = [...firstOfRole].flatMap(([role, email]) => {
		const holder = holders.find((candidate) => candidate.email === email && candidate.role === role);
		return holder ? [{ role, email, name: holder.name, unit: holder.unit }] : [];
	});
	return { password: demonstrationPassword, signIns };
}
