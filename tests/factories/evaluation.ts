import { eq } from 'drizzle-orm';
import type { Audience, RoundStage } from '../../src/lib/domain/round/round';
import type { FrameworkDefinitionInput } from '../../src/lib/domain/framework/definition';
import { frameworkDefinitionSchema } from '../../src/lib/domain/framework/definition';
import type { AppliesTo } from '../../src/lib/domain/framework/applies-to';
import { parsePeriod, periodStart } from '../../src/lib/domain/period/period';
import { compileFramework } from '../../src/lib/domain/scoring/compile';
import { scoreUnits } from '../../src/lib/domain/scoring/score-units';
import type { Adjustment } from '../../src/lib/domain/scoring/input';
import type { MissingReason } from '../../src/lib/domain/scoring/missing-reason';
import type { Db } from '../../src/lib/server/db/client';
import {
	adjustment,
	framework,
	frameworkNode,
	frameworkVersion,
	indicator,
	result,
	round,
	roundInput,
	roundUnit
} from '../../src/lib/server/db/schema';
import type { PlacedUnit } from './account';

export interface FrameworkSeed {
	readonly definition: FrameworkDefinitionInput;
	readonly appliesTo?: AppliesTo;
	/** what differs from a share in percent, by indicator code */
	readonly indicators?: Readonly<Record<string, Partial<typeof indicator.$inferInsert>>>;
}

/** A published framework version; its indicators are made where they are not there yet. @returns the version's id */
export async function addFramework(db: Db, seed: FrameworkSeed): Promise<number> {
	const { nodes: _nodes, ...settings } = seed.definition;
	const [named] = await db
		.insert(framework)
		.values({ code: settings.code, nameEn: settings.code, nameZh: settings.code })
		.returning({ id: framework.id });
	const [version] = await db
		.insert(frameworkVersion)
		.values({
			frameworkId: named!.id,
			version: settings.version,
			appliesTo: seed.appliesTo ?? { kind: 'region' },
			settings
		})
		.returning({ id: frameworkVersion.id });
	for (const [position, node] of frameworkDefinitionSchema.parse(seed.definition).nodes.entries()) {
		const indicatorId = node.aggregate
			? null
			: await addIndicator(db, node.code, seed.indicators?.[node.code]);
		await db
			.insert(frameworkNode)
			.values({ frameworkVersionId: version!.id, code: node.code, position, indicatorId, spec: node });
	}
	await db
		.update(frameworkVersion)
		.set({ status: 'published', publishedAt: new Date('2024-01-01T00:00:00Z') })
		.where(eq(frameworkVersion.id, version!.id));
	return version!.id;
}

export async function addIndicator(
	db: Db,
	code: string,
	over: Partial<typeof indicator.$inferInsert> = {}
): Promise<number> {
	const [known] = await db.select({ id: indicator.id }).from(indicator).where(eq(indicator.code, code));
	if (known) return known.id;
	const [row] = await db
		.insert(indicator)
		.values({
			code,
			nameEn: `Indicator ${code}`,
			nameZh: `指标${code}`,
			definitionEn: '',
			definitionZh: '',
			measure: 'percent',
			timeRule: 'lastRatio',
			...over
		})
		.returning({ id: indicator.id });
	return row!.id;
}

/** A value, its two parts, or the reason for its absence. */
export type InputSeed = number | MissingReason | readonly [numerator: number, denominator: number];

export interface RoundSeed {
	readonly versionId: number;
	readonly definition: FrameworkDefinitionInput;
	readonly root: PlacedUnit;
	readonly period: string;
	readonly stage?: RoundStage;
	readonly audience?: Audience;
	readonly correctsRoundId?: number;
	readonly units: readonly {
		readonly unit: PlacedUnit;
		readonly peerGroup?: string;
		readonly inputs: Readonly<Record<string, InputSeed>>;
	}[];
	readonly adjustments?: readonly Adjustment[];
}

/** A round with its units, inputs and the results that the engine computes of them; published unless a stage is named. @returns its id */
export async function addRound(db: Db, seed: RoundSeed): Promise<number> {
	const stage = seed.stage ?? 'published';
	const [row] = await db
		.insert(round)
		.values({
			frameworkVersionId: seed.versionId,
			period: seed.period,
			periodStart: periodStart(parsePeriod(seed.period)),
			rootUnitId: seed.root.id,
			audience: seed.audience ?? 'public',
			correctsRoundId: seed.correctsRoundId ?? null,
			stage: 'scoring'
		})
		.returning({ id: round.id });
	const roundId = row!.id;
	await db
		.insert(roundUnit)
		.values(
			seed.units.map(({ unit, peerGroup }) => ({ roundId, unitId: unit.id, peerGroup: peerGroup ?? null }))
		);
	for (const { unit, inputs } of seed.units) {
		for (const [nodeCode, input] of Object.entries(inputs)) {
			await db
				.insert(roundInput)
				.values({ roundId, unitId: unit.id, nodeCode, provenance: 'own', ...columnsOf(input) });
		}
	}
	for (const { unit, rule, amount, ground } of seed.adjustments ?? []) {
		await db.insert(adjustment).values({
			roundId,
			unitId: seed.units.find((each) => each.unit.code === unit)!.unit.id,
			ruleCode: rule,
			amount,
			groundEn: ground,
			groundZh: ground,
			status: 'confirmed',
			createdAt: new Date('2026-01-01T00:00:00Z')
		});
	}
	await storeResults(db, roundId, seed);
	if (stage !== 'scoring') {
		const isOut = stage === 'published' || stage === 'withdrawn';
		await db
			.update(round)
			.set({
				stage: isOut ? 'published' : stage,
				computedAt: new Date('2026-01-01T00:00:00Z'),
				...(isOut ? { publishedAt: new Date('2026-01-01T00:00:00Z'), publishedHash: 'a'.repeat(64) } : {})
			})
			.where(eq(round.id, roundId));
	}
	if (stage === 'withdrawn') {
		await db
			.update(round)
			.set({ stage, withdrawnAt: new Date('2026-02-01T00:00:00Z'), withdrawnReason: 'mistaken' })
			.where(eq(round.id, roundId));
	}
	return roundId;
}

function columnsOf(input: InputSeed): Partial<typeof roundInput.$inferInsert> {
	if (typeof input === 'number') return { value: input };
	if (typeof input === 'string') return { missingReason: input };
	const [numerator, denominator] = input;
	return { value: (100 * numerator) / denominator, numerator, denominator };
}

async function storeResults(db: Db, roundId: number, seed: RoundSeed): Promise<void> {
	const definition = frameworkDefinitionSchema.parse(seed.definition);
	const indicators = definition.nodes.filter((node) => !node.aggregate).map((node) => node.code);
	const value = (input: InputSeed | undefined) =>
		input === undefined ? NaN : (columnsOf(input).value ?? NaN);
	const scored = scoreUnits(compileFramework(definition), {
		units: seed.units.map(({ unit }) => unit.code),
		peerGroups: seed.units.map(({ peerGroup }) => peerGroup),
		columns: new Map(
			indicators.map((code) => [
				code,
				{ values: Float64Array.from(seed.units, ({ inputs }) => value(inputs[code])) }
			])
		),
		adjustments: seed.adjustments ?? []
	});
	const rows = scored.nodes.flatMap((node) =>
		scored.units.map((code, at) => ({
			roundId,
			nodeCode: node.code,
			unitId: seed.units.find(({ unit }) => unit.code === code)!.unit.id,
			score: Number.isNaN(node.scores[at]!) ? null : node.scores[at]!,
			rank: Number.isNaN(node.ranks[at]!) ? null : node.ranks[at]!,
			coverage: node.coverage[at]!,
			missingReason: node.missingReasonAt(at) ?? null,
			grade: node === scored.top ? (scored.grades[at] ?? null) : null
		}))
	);
	await db.insert(result).values(rows);
}
