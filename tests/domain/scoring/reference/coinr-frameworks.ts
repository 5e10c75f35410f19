import { effectiveWeights } from '$lib/domain/framework/tree';
import { frameworkDefinitionSchema, type FrameworkDefinitionInput } from '$lib/domain/framework/definition';
import type { ScoringInput } from '$lib/domain/scoring/input';
import type { StepInput } from '../score';
import { columnsOf, readShared, type Row } from './shared-folder';

type NodeInput = FrameworkDefinitionInput['nodes'][number];

export interface AsemOptions {
	/** Steps of every indicator. */
	readonly steps?: readonly StepInput[];
	/** Aggregation and what goes with it, by level of the node (2 pillars, 3 sub-indexes, 4 index). */
	readonly inner: (level: number) => Partial<NodeInput>;
	readonly weights?: ReadonlyMap<string, number>;
	readonly useDirections?: boolean;
}

/** Read once: 500 replicates differ in weights only. */
let meta: Row[] | undefined;

/** The ASEM framework of COINr: 49 indicators, 8 pillars, 2 sub-indexes, 1 index. */
export function asemFramework(options: AsemOptions): FrameworkDefinitionInput {
	meta ??= readShared('reference/coinr/a_iMeta.csv').filter((row) =>
		['Indicator', 'Aggregate'].includes(row['Type']!)
	);
	return {
		code: 'ASEM',
		version: 1,
		nodes: meta.map((row): NodeInput => {
			const code = row['iCode']!;
			const base = {
				code,
				...(row['Parent'] && { parent: row['Parent'] }),
				weight: options.weights?.get(code) ?? 1
			};
			if (row['Type'] === 'Aggregate') return { ...base, ...options.inner(Number(row['Level'])) };
			const direction = options.useDirections && row['Direction'] === '-1' ? -1 : 1;
			return { ...base, direction, steps: [...(options.steps ?? [])] };
		})
	};
}

/** A COINr table of indicators as input. */
export function asemInput(path: string): ScoringInput {
	const rows = readShared(path);
	const units = rows.map((row) => row['uCode']!).sort();
	const columns = columnsOf(rows, units);
	return { units, columns: new Map([...columns].map(([code, values]) => [code, { values }])) };
}

export function weightsFrom(path: string): Map<string, number> {
	return new Map(readShared(path).map((row) => [row['iCode']!, Number(row['Weight'])]));
}

export function asemEffectiveWeights(options: AsemOptions): ReadonlyMap<string, number> {
	return effectiveWeights(frameworkDefinitionSchema.parse(asemFramework(options)));
}
