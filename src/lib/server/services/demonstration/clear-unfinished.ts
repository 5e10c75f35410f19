import { sql } from 'drizzle-orm';
import { indicatorSeeds } from './indicators';
import { departmentFramework } from './framework-pdr-d';
import { regionFramework } from './framework-pdr-r';
import { emailOf, peopleSeeds } from './people';
import type { Tx } from '../../db/client';

/** Takes away what a start that was killed left of the demonstration, and nothing else. Nothing of it is sealed yet. */
export async function clearUnfinished(tx: Tx): Promise<void> {
	const units = sql`(select id from unit where is_demonstration)`;
	const rounds = sql`(select id from round where root_unit_id in ${units})`;
	const versions = sql`(select v.id from framework_version v join framework f on f.id = v.framework_id
		where f.code in (${regionFramework.code}, ${departmentFramework.code}) and v.status = 'draft')`;
	const people = sql`(select id from app_user where email in (${sql.join(
		peopleSeeds.map(({ account }) => sql`${emailOf(account)}`),
		sql`, `
	)}))`;
	for (const table of [
		'result',
		'round_input',
		'adjustment',
		'assessment',
		'self_assessment',
		'round_signature',
		'round_unit',
		'round_stage_window'
	]) {
		await tx.execute(sql`delete from ${sql.identifier(table)} where round_id in ${rounds}`);
	}
	await tx.execute(sql`delete from round where id in ${rounds}`);
	await tx.execute(sql`delete from framework_node where framework_version_id in ${versions}`);
	await tx.execute(sql`delete from framework_version where id in ${versions}`);
	await tx.execute(sql`delete from framework f where f.code in (${regionFramework.code}, ${departmentFramework.code})
		and not exists (select 1 from framework_version v where v.framework_id = f.id)`);
	for (const table of [
		'figure',
		'observation_finding',
		'observation',
		'target',
		'unit_peer_group',
		'role_grant',
		'unit_placement'
	]) {
		await tx.execute(sql`delete from ${sql.identifier(table)} where unit_id in ${units}`);
	}
	await tx.execute(sql`delete from session where user_id in ${people}`);
	await tx.execute(sql`delete from app_user where id in ${people}`);
	await tx.execute(sql`delete from unit where id in ${units}`);
	await tx.execute(
		sql`delete from peer_group g where not exists (select 1 from unit_peer_group u where u.peer_group_id = g.id)`
	);
	await tx.execute(
		sql`delete from group_set s where not exists (select 1 from peer_group g where g.group_set_id = s.id)`
	);
	const indicators = sql`(select id from indicator i where i.code in (${sql.join(
		indicatorSeeds.map(({ code }) => sql`${code}`),
		sql`, `
	)}) and not exists (select 1 from observation o where o.indicator_id = i.id)
		and not exists (select 1 from framework_node n where n.indicator_id = i.id)
		and not exists (select 1 from target t where t.indicator_id = i.id))`;
	await tx.execute(sql`delete from validation_rule where indicator_id in ${indicators}`);
	await tx.execute(sql`delete from rubric_level where indicator_id in ${indicators}`);
	await tx.execute(sql`delete from indicator where id in ${indicators}`);
}
