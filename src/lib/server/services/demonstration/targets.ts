import type { Bilingual } from './indicators/indicator-seed';
import { opennessTargetPercent } from './framework-dimensions';
import type { StoredIndicator } from './load-indicators';
import type { World } from './world';
import { figureKey, type WorldFigures } from './world-figures';

/** The directive names 2025 and 2030 without figures, so every target says whose it is. */
export const targetSource: Bilingual = [
	'Set by the demonstration; the directive gives no figure.',
	'演示设定，政策文件未规定具体数值。'
];

/** By indicator: what is aimed at by the end of 2025 and of 2030, for everybody. */
export const commonTargets: Readonly<Record<string, readonly [by2025: number, by2030: number]>> = {
	'SHR-01': [85, 98],
	'SHR-04': [85, 98],
	'OPN-01': [50, opennessTargetPercent],
	'OPN-03': [85, 98],
	'OPN-04': [80, 95],
	'QLT-01': [70, 90],
	'QLT-04': [70, 95],
	'FBK-01': [6, 3],
	'FBK-02': [90, 98],
	'FBK-03': [4.2, 4.6],
	'MGT-01': [80, 98]
};

export interface TargetRow {
	readonly indicatorId: number;
	readonly unitId: number | null;
	readonly period: string;
	readonly value: number;
}

/** Of a volume each region has a target of its own, in records a year: its first whole year, grown by a third and threefold. */
const volumeIndicator = 'SHR-03';

export function targetRows(
	world: World,
	figures: WorldFigures,
	indicators: readonly StoredIndicator[],
	unitIds: ReadonlyMap<string, number>
): TargetRow[] {
	const idOf = new Map(indicators.map(({ code, id }) => [code, id]));
	const common = Object.entries(commonTargets).flatMap(([code, [by2025, by2030]]) => [
		{ indicatorId: idOf.get(code)!, unitId: null, period: '2025', value: by2025 },
		{ indicatorId: idOf.get(code)!, unitId: null, period: '2030', value: by2030 }
	]);
	const base = String(world.months.find(({ index }) => index === 1)?.year ?? world.months[0]!.year);
	const own = world.units.flatMap(({ code, kind }) => {
		const first = figures.byPeriod.get(figureKey(code, volumeIndicator, base))?.value;
		if (kind !== 'region' || !first) return [];
		return [
			{ period: '2025', value: roundTo(first * 1.25, 2) },
			{ period: '2030', value: roundTo(first * 3, 2) }
		].map((row) => ({ indicatorId: idOf.get(volumeIndicator)!, unitId: unitIds.get(code)!, ...row }));
	});
	return [...common, ...own];
}

function roundTo(value: number, digits: number): number {
	return Number(value.toPrecision(digits));
}
