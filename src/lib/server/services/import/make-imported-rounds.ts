import { can, type Actor, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { describeProblem, parseFramework } from '../../../domain/framework/check';
import type { FrameworkDefinition } from '../../../domain/framework/definition';
import { isProvisional } from '../../../domain/round/round';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import {
	findFrameworkVersionId,
	findRoundOf,
	insertPublishedVersion,
	listIndicatorIds
} from '../../db/queries/framework-write';
import { insertRound, listUnitsInRound } from '../../db/queries/round-write';
import { getUnitByCode } from '../../db/queries/unit';
import { findAccountByEmail } from '../../db/queries/user';
import type { FrameworkFile } from '../../importers/mapping';
import { publishRound } from '../round/publish-round';
import { recomputeRound } from '../round/recompute-round';
import { signRound } from '../round/sign-round';
import { loadActor } from '../user/load-actor';

export interface ImportedRounds {
	readonly framework: FrameworkFile;
	/** code of the unit below which the framework's units lie */
	readonly rootCode: string;
	/** period codes, in time order */
	readonly periods: readonly string[];
	/** a manager and a leader by their addresses, in this order; without them nothing is published */
	readonly signers: readonly string[] | undefined;
}

export interface RoundsReport {
	/** code of the framework */
	readonly framework: string;
	readonly made: number;
	readonly recomputed: number;
	readonly published: number;
}

/**
 * Makes the rounds that the periods of an imported file call for, at their final stage (what happened is known), and scores them;
 * published ones stay as they are. With signers, publishes them by the two signatures that a publication needs.
 * `scope` is the operator's at the console; no page calls this.
 * @throws DomainError `importRefused` (framework, signers), or what signing and publishing refuse
 */
export async function makeImportedRounds(
	ctx: Context,
	scope: Scope,
	wish: ImportedRounds
): Promise<RoundsReport> {
	if (scope.permission !== 'round.manage') {
		throw new DomainError('forbidden', 'Making rounds needs the permission "round.manage"');
	}
	const definition = checkedDefinition(wish.framework);
	const signers = wish.signers && (await loadSigners(ctx, wish.signers));
	const { roundIds, made, recomputed } = await ctx.db.transaction((tx) =>
		storeRounds(tx, ctx, scope, wish, definition)
	);
	if (signers) {
		for (const roundId of roundIds) {
			await signRound({ ...ctx, actor: signers.manager }, { roundId, capacity: 'manager' });
			await signRound({ ...ctx, actor: signers.leader }, { roundId, capacity: 'leader' });
			await publishRound({ ...ctx, actor: signers.manager }, roundId);
		}
	}
	return { framework: definition.code, made, recomputed, published: signers ? roundIds.length : 0 };
}

function checkedDefinition(file: FrameworkFile): FrameworkDefinition {
	const parsed = parseFramework(file.definition);
	if (parsed.ok) return parsed.framework;
	throw new DomainError(
		'importRefused',
		parsed.problems.map((p) => `framework file: ${describeProblem(p)}`).join('\n')
	);
}

/** Those who are to sign, by their addresses: to be asked before anything is stored. @throws DomainError `importRefused` */
export async function loadSigners(
	ctx: Context,
	emails: readonly string[]
): Promise<{ manager: Actor; leader: Actor }> {
	const [manager, leader] = await Promise.all(
		emails.map(async (email) => {
			const account = await findAccountByEmail(ctx.db, email);
			const known = account && (await loadActor(ctx.db, account.id));
			const actor = known?.actor;
			if (!actor) {
				throw new DomainError(
					'importRefused',
					`--publish-by: nobody here has the address ${email}. Check its spelling.`
				);
			}
			return actor;
		})
	);
	if (!manager || !leader) {
		throw new DomainError('importRefused', '--publish-by: give a manager and a leader, MANAGER@…,LEADER@…');
	}
	if (!can(manager, 'round.signAsManager') || !can(leader, 'round.signAsLeader')) {
		throw new DomainError(
			'importRefused',
			`--publish-by: ${emails[0]} must be an evaluation manager and ${emails[1]} of the leadership, in this order.`
		);
	}
	return { manager, leader };
}

async function storeRounds(
	tx: Tx,
	ctx: Context,
	scope: Scope,
	wish: ImportedRounds,
	definition: FrameworkDefinition
): Promise<{ roundIds: number[]; made: number; recomputed: number }> {
	const root = await getUnitByCode(tx, scope, wish.rootCode);
	const versionId = await ensureVersion(tx, ctx, wish.framework, definition);
	const roundIds: number[] = [];
	let made = 0;
	for (const period of wish.periods) {
		const existing = await findRoundOf(tx, versionId, period, root.id);
		if (existing && !isProvisional(existing.stage)) continue;
		const units = existing
			? []
			: await listUnitsInRound(tx, scope, root.id, wish.framework.appliesTo, definition.peers, period);
		if (!existing && units.length === 0) continue;
		const roundId =
			existing?.id ??
			(await insertRound(tx, {
				frameworkVersionId: versionId,
				period,
				rootUnitId: root.id,
				stage: 'final',
				audience: 'public',
				consolidation: 'mean',
				windows: [],
				units
			}));
		if (!existing) made++;
		roundIds.push(roundId);
		await recomputeRound(tx, roundId, ctx.now);
	}
	await appendAudit(tx, {
		actorId: ctx.actor.userId,
		at: ctx.now,
		action: 'round.import',
		entity: 'framework_version',
		entityId: versionId,
		unitId: root.id,
		after: { framework: definition.code, periods: wish.periods, made }
	});
	return { roundIds, made, recomputed: roundIds.length };
}

/** The framework version that the file describes, stored and published when it is not there. */
async function ensureVersion(
	tx: Tx,
	ctx: Context,
	file: FrameworkFile,
	definition: FrameworkDefinition
): Promise<number> {
	const existing = await findFrameworkVersionId(tx, definition.code, definition.version);
	if (existing !== undefined) return existing;
	const codes = definition.nodes.filter((node) => !node.aggregate).map((node) => node.code);
	const indicatorIds = await listIndicatorIds(tx, codes);
	const unknown = codes.filter((code) => !indicatorIds.has(code));
	if (unknown.length > 0) {
		throw new DomainError(
			'importRefused',
			`framework file, node ${unknown.join(', ')}: no such indicator. Add it to the file of indicators.`
		);
	}
	return insertPublishedVersion(tx, {
		name: file.name,
		appliesTo: {
			kind: file.appliesTo.kind,
			...(file.appliesTo.levels ? { levels: file.appliesTo.levels } : {}),
			...(file.appliesTo.sectors ? { sectors: file.appliesTo.sectors } : {})
		},
		definition,
		indicatorIds,
		publishedAt: ctx.now
	});
}
