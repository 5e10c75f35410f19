import { z } from 'zod';
import { tieRules } from '../ranking/rank';
import { aggregationNames } from '../scoring/aggregations/registry';
import { missingReasons } from '../scoring/missing-reason';
import { rangeSchema } from '../scoring/steps/step';
import { stepSchema } from '../scoring/steps/registry';
import { localisedTextSchema } from './localised-text';

export type { LocalisedText } from './localised-text';
export type { Step } from '../scoring/steps/registry';

/**
 * The F.json contract of `scoring.md`: what a framework may say. Unknown keys are refused, defaults filled in.
 * Relations between its parts (one root, no cycle, …) are the business of `check.ts`.
 */

/** Codes are shown, joined on and printed in one-line messages: any text but control characters, not padded by blanks. */
const codeSchema = z.string().regex(/^(?!\s)[^\u0000-\u001f\u007f]{1,200}(?<!\s)$/u);

/** Every object of F.json may bear one: readers see those of nodes, steps, rules and grades, the others are for whoever keeps the file. */
const nameSchema = localisedTextSchema.optional();

export const plainMissingRules = ['exclude', 'zero', 'worst', 'mean', 'median'] as const;

/** What becomes of a missing cell: a plain rule by its name, one with a parameter as an object like a step's. */
export const missingRuleSchema = z.union([
	z.enum(plainMissingRules),
	z.strictObject({ do: z.enum(plainMissingRules), name: nameSchema }),
	z.strictObject({ do: z.literal('fixed'), name: nameSchema, score: z.number() }),
	z.strictObject({ do: z.literal('lastKnown'), name: nameSchema, maxAge: z.int().min(1) })
]);

export type MissingRule = z.infer<typeof missingRuleSchema>;

const missingByReasonSchema = z.strictObject({
	name: nameSchema,
	...(Object.fromEntries(missingReasons.map((reason) => [reason, missingRuleSchema.optional()])) as Record<
		(typeof missingReasons)[number],
		z.ZodOptional<typeof missingRuleSchema>
	>)
});

export const nodeDefinitionSchema = z.strictObject({
	code: codeSchema,
	name: nameSchema,
	parent: codeSchema.optional(),
	weight: z.number().min(0).default(1),
	missing: z.union([missingRuleSchema, missingByReasonSchema]).default('exclude'),
	/** Indicators only: 1 where more is better, −1 where less is. */
	direction: z.union([z.literal(1), z.literal(-1)]).default(1),
	steps: z.array(stepSchema).max(50).default([]),
	/** A node that aggregates is an inner node; one that does not is an indicator. */
	aggregate: z.enum(aggregationNames).optional(),
	p: z.number().optional(),
	floor: z.number().optional(),
	to: rangeSchema.optional(),
	minimumCoverage: z.number().min(0).max(1).optional()
});

export type NodeDefinition = z.infer<typeof nodeDefinitionSchema>;

export const ruleDefinitionSchema = z.discriminatedUnion('do', [
	z.strictObject({
		do: z.literal('bonus'),
		code: codeSchema,
		name: nameSchema,
		max: z.number().min(0),
		unlockAt: z.number().optional()
	}),
	z.strictObject({ do: z.literal('penalty'), code: codeSchema, name: nameSchema, max: z.number().min(0) }),
	z.strictObject({
		do: z.literal('veto'),
		code: codeSchema,
		name: nameSchema,
		score: z.number().optional(),
		gradeAtMost: codeSchema
	})
]);

export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const gradeBandSchema = z.strictObject({
	code: codeSchema,
	name: nameSchema,
	from: z.number(),
	/** Ceiling on the share of a peer group, 0–1. */
	maxShare: z.number().min(0).max(1).optional()
});

export type GradeBand = z.infer<typeof gradeBandSchema>;

export const frameworkDefinitionSchema = z.strictObject({
	code: codeSchema,
	version: z.int().min(1),
	name: nameSchema,
	scale: rangeSchema.default([0, 100]),
	rank: z
		.strictObject({
			name: nameSchema,
			ties: z.enum(tieRules).default('min'),
			precision: z.int().min(0).max(15).nullable().default(null)
		})
		.default({ ties: 'min', precision: null }),
	/** Column of the units' table whose values are the peer groups. */
	peers: z.string().min(1).optional(),
	nodes: z.array(nodeDefinitionSchema).min(1).max(10_000),
	rules: z.array(ruleDefinitionSchema).default([]),
	grades: z.array(gradeBandSchema).default([])
});

export type FrameworkDefinition = z.infer<typeof frameworkDefinitionSchema>;

export type FrameworkDefinitionInput = z.input<typeof frameworkDefinitionSchema>;
