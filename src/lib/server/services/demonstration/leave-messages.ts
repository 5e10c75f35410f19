import { stranger } from '../../../domain/access/can';
import type { Notice } from '../../../domain/message/message';
import type { Tx } from '../../db/client';
import { sendMessages } from '../message/send-messages';
import type { StoredIds } from './load-observations';
import { assessorAccounts, peopleSeeds } from './people';
import { demonstrationDepartmentCode } from './settings';
import type { World } from './world';

/** What the demonstration's own department finds in its messages: what came back, and what its head has to approve. */
export async function leaveMessages(tx: Tx, world: World, ids: StoredIds): Promise<void> {
	const unit = world.units.find(({ code }) => code === demonstrationDepartmentCode);
	const period = world.months.at(-1)!.code;
	const unitId = ids.units.get(demonstrationDepartmentCode);
	if (!unit || unitId === undefined) return;
	const cells = [...unit.cells].flatMap(([indicator, row]) => {
		const cell = row.at(-1);
		return cell ? [{ indicator, cell }] : [];
	});
	const place = new URLSearchParams({ unit: unit.code, period });
	const returned = cells.filter(({ cell }) => cell.status === 'returned');
	const notices: Notice[] = returned.map(({ indicator, cell }) => ({
		kind: 'observation.returned',
		unitId,
		roles: ['dataOfficer', 'departmentHead'],
		details: {
			period,
			count: 1,
			indicator,
			reason: cell.returnReason,
			by: peopleSeeds.find(({ account }) => account === assessorAccounts[0])?.name ?? null
		},
		path: `/entry?${place}`,
		dedupeKey: `demonstration returned ${indicator}`
	}));
	const submitted = cells.filter(({ cell }) => cell.status === 'submitted').length;
	notices.push({
		kind: 'observation.submitted',
		unitId,
		roles: ['departmentHead'],
		details: {
			period,
			count: submitted,
			indicator: null,
			by: peopleSeeds.find(({ account }) => account === 'officer')?.name ?? null
		},
		path: `/review?${place}`,
		dedupeKey: 'demonstration submitted'
	});
	await sendMessages(tx, { actor: stranger, now: world.now }, notices);
}
