import { frameworkDefinitionSchema, type FrameworkDefinitionInput } from '$lib/domain/framework/definition';
import { compileFramework } from '$lib/domain/scoring/compile';
import type { Adjustment, IndicatorColumn } from '$lib/domain/scoring/input';
import type { MissingReason } from '$lib/domain/scoring/missing-reason';
import { scoreUnits } from '$lib/domain/scoring/score-units';

type NodeInput = FrameworkDefinitionInput['nodes'][number];
export type StepInput = NonNullable<NodeInput['steps']>[number];

export const missing = NaN;

/** A framework around some nodes: `T` is its top unless the nodes say otherwise. */
export function framework(nodes: readonly NodeInput[], rest: Partial<FrameworkDefinitionInput> = {}) {
	return compileFramework(
		frameworkDefinitionSchema.parse({ code: 'F', version: 1, ...rest, nodes: [...nodes] })
	);
}

export interface ColumnOptions {
	readonly reasons?: readonly (MissingReason | undefined)[];
	readonly lastKnown?: IndicatorColumn['lastKnown'];
}

export function column(values: readonly number[], options: ColumnOptions = {}): IndicatorColumn {
	return { values: Float64Array.from(values), ...options };
}

/** Units u000, u001, …: in code order as they stand. */
export function unitCodes(count: number): string[] {
	return Array.from({ length: count }, (_, i) => `u${String(i).padStart(3, '0')}`);
}

/** Scores one indicator `I` under an arithmetic top `T`, and gives the indicator's scores. */
export function scoreSteps(
	values: readonly number[],
	steps: readonly StepInput[],
	node: Partial<NodeInput> = {},
	peerGroups?: readonly string[]
): number[] {
	const result = scoreUnits(
		framework([
			{ code: 'T', aggregate: 'arithmetic' },
			{ code: 'I', parent: 'T', ...node, steps: [...steps] }
		]),
		{
			units: unitCodes(values.length),
			columns: new Map([['I', column(values)]]),
			...(peerGroups && { peerGroups })
		}
	);
	return [...result.node('I').scores];
}

/** Scores indicators A, B, C … (one column each) under one inner node `T`, and gives the top's result. */
export function scoreAggregate(
	top: Partial<NodeInput>,
	columns: readonly (readonly number[])[],
	weights: readonly number[] = [],
	children: readonly Partial<NodeInput>[] = [],
	rest: Partial<FrameworkDefinitionInput> = {},
	adjustments: readonly Adjustment[] = [],
	peerGroups?: readonly string[]
) {
	const codes = columns.map((_, i) => String.fromCharCode(65 + i));
	const compiled = framework(
		[
			{ code: 'T', ...top } as NodeInput,
			...codes.map((code, i) => ({ code, parent: 'T', weight: weights[i] ?? 1, ...children[i] }) as NodeInput)
		],
		rest
	);
	return scoreUnits(compiled, {
		units: unitCodes(columns[0]?.length ?? 0),
		columns: new Map(codes.map((code, i) => [code, column(columns[i]!)])),
		adjustments,
		...(peerGroups && { peerGroups })
	});
}
