import { z } from 'zod';
import { localisedTextSchema } from '../../framework/localised-text';

/** What a step may know beside the values: everything else is in its parameters. */
export interface StepFrame {
	/**
	 * True in the one step that direction −1 enters at. The values have been multiplied by −1 already;
	 * parameters that a person gave on the scale before that (`low`, `high`, `target`) have to follow.
	 */
	readonly isFlipped: boolean;
	/** Value of the step's reference unit just before this step (after the flip). NaN where the step names none. */
	readonly referenceValue: number;
	/** A value that the step cannot take. The step goes on, so that all such units are named at once. */
	report(row: number, message: string, remedy: string): void;
}

/** What a step took from its column, for the receipt; `hasNoSpread` makes the whole column missing. */
export interface StepOutcome {
	readonly statistics?: Readonly<Record<string, number>>;
	/** Place of each value, where the step scores by place. */
	readonly places?: Float64Array;
	readonly hasNoSpread?: boolean;
}

export const noSpread: StepOutcome = { hasNoSpread: true };

export interface ParameterProblem {
	readonly parameter: string;
	readonly message: string;
	readonly remedy: string;
}

/**
 * One kind of step: its parameters, and a function over the values of one indicator within one peer group.
 * `run` overwrites `values`, a private copy in which NaN is missing and stays so.
 */
export interface StepKind<S extends z.ZodType = z.ZodType> {
	readonly do: string;
	/** Normalising steps are where the direction enters; the others work on the raw value. */
	readonly normalises: boolean;
	readonly parameters: S;
	/** Relations between parameters that a schema cannot say. */
	check?(parameters: z.output<S>, direction: 1 | -1): readonly ParameterProblem[];
	/** Code of the unit that the others are measured against, if the step has one. */
	referenceUnit?(parameters: z.output<S>): string;
	run(values: Float64Array, parameters: z.output<S>, frame: StepFrame): StepOutcome;
}

/** Gives a literal its inferred parameter type; nothing happens at run time. */
export function defineStep<S extends z.ZodType>(kind: StepKind<S>): StepKind<S> {
	return kind;
}

/** Schema of a step as it stands in F.json: `do`, its parameters, an optional name, nothing else. */
export function stepParameters<const D extends string, P extends z.ZodRawShape>(name: D, shape: P) {
	return z.strictObject({ do: z.literal(name), name: localisedTextSchema.optional(), ...shape });
}

/** A range given as `[first, last]`, mapped onto linearly. */
export const rangeSchema = z.tuple([z.number(), z.number()]);

export type Range = z.infer<typeof rangeSchema>;

export const percentScale: Range = [0, 100];

/** Both ends of a `to` may stand in any order, but not be the same: that would score everybody alike. */
export function checkRange(parameter: string, range: Range | undefined): ParameterProblem[] {
	if (!range || range[0] !== range[1]) return [];
	return [
		{
			parameter,
			message: `both ends of "${parameter}" are ${range[0]}`,
			remedy: 'give two different ends, such as [0, 100]'
		}
	];
}
