import { inArray } from 'drizzle-orm';
import type { DerivedIndicator } from '../../../domain/indicator/derive-figures';
import type { Tx } from '../../db/client';
import { indicator, rubricLevel } from '../../db/schema';
import { indicatorSeeds, type IndicatorSeed } from './indicators';
import { rubricLevelNames, rubricPoints } from './indicators/indicator-seed';

export interface StoredIndicator extends DerivedIndicator {
	readonly id: number;
	readonly code: string;
	readonly isScored: boolean;
}

/** Stores the indicators of the default frameworks with their rubrics. Those that are there by code are taken as they are. */
export async function loadIndicators(tx: Tx): Promise<StoredIndicator[]> {
	await tx
		.insert(indicator)
		.values(indicatorSeeds.map(indicatorRow))
		.onConflictDoNothing({ target: indicator.code });
	const stored = await tx
		.select()
		.from(indicator)
		.where(
			inArray(
				indicator.code,
				indicatorSeeds.map(({ code }) => code)
			)
		);
	const byCode = new Map(stored.map((row) => [row.code, row]));
	const levels = indicatorSeeds.flatMap(({ code, rubric }) =>
		(rubric ?? []).map((description, i) => ({
			indicatorId: byCode.get(code)!.id,
			level: i + 1,
			points: rubricPoints[i]!,
			nameEn: rubricLevelNames[i]![0],
			nameZh: rubricLevelNames[i]![1],
			descriptionEn: description[0],
			descriptionZh: description[1]
		}))
	);
	await tx.insert(rubricLevel).values(levels).onConflictDoNothing();
	return indicatorSeeds.map(({ code }) => {
		const { id, timeRule, rollUp, statistic, factor, isScored } = byCode.get(code)!;
		return { id, code, timeRule, rollUp, statistic, factor, isScored };
	});
}

function indicatorRow(seed: IndicatorSeed): typeof indicator.$inferInsert {
	return {
		code: seed.code,
		nameEn: seed.name[0],
		nameZh: seed.name[1],
		definitionEn: seed.definition[0],
		definitionZh: seed.definition[1],
		measure: seed.measure,
		unitLabelEn: seed.unitLabel?.[0] ?? '',
		unitLabelZh: seed.unitLabel?.[1] ?? '',
		direction: seed.direction ?? 1,
		frequency: seed.frequency ?? 'month',
		timeRule: seed.timeRule,
		rollUp: seed.rollUp ?? 'none',
		statistic: seed.statistic ?? null,
		isRatio: seed.numerator !== undefined,
		factor: seed.factor ?? 1,
		isScored: seed.rubric !== undefined,
		numeratorEn: seed.numerator?.[0] ?? null,
		numeratorZh: seed.numerator?.[1] ?? null,
		denominatorEn: seed.denominator?.[0] ?? null,
		denominatorZh: seed.denominator?.[1] ?? null,
		sourceEn: seed.source[0],
		sourceZh: seed.source[1],
		minimum: seed.minimum ?? null,
		maximum: seed.maximum ?? null,
		decimals: seed.decimals ?? 1
	};
}
