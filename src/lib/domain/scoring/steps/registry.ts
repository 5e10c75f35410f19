import { z } from 'zod';
import { bands } from './bands';
import { borda } from './borda';
import { cap } from './cap';
import { distanceToMax } from './distance-to-max';
import { distanceToReference } from './distance-to-reference';
import { distanceToTarget } from './distance-to-target';
import { expression } from './expression';
import { fractionOfMax } from './fraction-of-max';
import { goalposts } from './goalposts';
import { log } from './log';
import { minmax } from './minmax';
import { percentile } from './percentile';
import { points } from './points';
import { rank } from './rank';
import type { StepKind } from './step';
import { treat } from './treat';
import { winsorise } from './winsorise';
import { zscore } from './zscore';

/** Every kind of step there is. A new one is a file beside these and a line here. */
const kinds = [
	cap,
	log,
	winsorise,
	treat,
	expression,
	bands,
	points,
	minmax,
	goalposts,
	zscore,
	rank,
	borda,
	percentile,
	distanceToMax,
	distanceToReference,
	distanceToTarget,
	fractionOfMax
] as const;

type ParametersOf<T extends readonly { parameters: z.ZodType }[]> = {
	readonly [K in keyof T]: T[K]['parameters'];
};

export const stepSchema = z.discriminatedUnion(
	'do',
	// `map` forgets that a tuple comes back, one schema a kind and in the same order
	kinds.map((kind) => kind.parameters) as unknown as ParametersOf<typeof kinds>
);

export type Step = z.infer<typeof stepSchema>;

const kindsByName: ReadonlyMap<string, StepKind> = new Map(
	kinds.map((kind) => [kind.do, kind as unknown as StepKind])
);

export const stepNames: readonly string[] = [...kindsByName.keys()];

/** The kind of a step that passed `stepSchema`. */
export function stepKindOf(step: Step): StepKind {
	return kindsByName.get(step.do)!;
}
