import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Frequency, Indicator } from '../../../domain/indicator/indicator';
import type { RuleKind, Severity, ValidationRule } from '../../../domain/validation/rule';
import type { Db, Tx } from '../client';
import { indicator, validationRule } from '../schema';
import { toIndicator } from './series';

/** An indicator as far as checking goes, with its rules that are in force. */
export interface CheckedIndicator {
	readonly id: number;
	readonly code: string;
	readonly frequency: Frequency;
	readonly decimals: number;
	readonly rules: readonly ValidationRule[];
}

type RuleRow = typeof validationRule.$inferSelect;

function toRule(row: RuleRow, indicatorCode: string): ValidationRule {
	return {
		id: row.id,
		code: row.code,
		indicatorId: row.indicatorId,
		indicatorCode,
		kind: row.kind,
		expression: row.expression,
		severity: row.severity,
		message: { en: row.messageEn, 'zh-CN': row.messageZh },
		revision: row.revision,
		retiredAt: row.retiredAt
	};
}

/** All indicators that are measured, by code, with their rules in force in one statement: there are some dozens of either. */
export async function listCheckedIndicators(db: Db | Tx): Promise<CheckedIndicator[]> {
	const rows = await db
		.select({
			id: indicator.id,
			code: indicator.code,
			frequency: indicator.frequency,
			decimals: indicator.decimals,
			rule: validationRule
		})
		.from(indicator)
		.leftJoin(
			validationRule,
			and(eq(validationRule.indicatorId, indicator.id), isNull(validationRule.retiredAt))
		)
		.where(sql`not ${indicator.isScored}`)
		.orderBy(asc(indicator.code), asc(validationRule.code));
	const byId = new Map<number, CheckedIndicator & { rules: ValidationRule[] }>();
	for (const { rule, ...row } of rows) {
		const known = byId.get(row.id) ?? { ...row, rules: [] };
		if (rule) known.rules.push(toRule(rule, row.code));
		byId.set(row.id, known);
	}
	return [...byId.values()];
}

/** The rules of one indicator, those in force first. */
export async function listRulesOfIndicator(
	db: Db | Tx,
	of: { readonly id: number; readonly code: string }
): Promise<ValidationRule[]> {
	const rows = await db
		.select()
		.from(validationRule)
		.where(eq(validationRule.indicatorId, of.id))
		.orderBy(sql`${validationRule.retiredAt} is not null`, asc(validationRule.code))
		.limit(200);
	return rows.map((row) => toRule(row, of.code));
}

export interface RuleWrite {
	readonly code: string;
	readonly indicatorId: number;
	readonly kind: RuleKind;
	readonly expression: string | null;
	readonly severity: Severity;
	readonly messageEn: string;
	readonly messageZh: string;
}

/** @returns its id; undefined where the code is taken */
export async function insertRule(tx: Tx, rule: RuleWrite): Promise<number | undefined> {
	const [row] = await tx
		.insert(validationRule)
		.values(rule)
		.onConflictDoNothing()
		.returning({ id: validationRule.id });
	return row?.id;
}

/** @returns false when somebody else has changed it since: then nothing was stored */
export async function updateRule(
	tx: Tx,
	at: { readonly id: number; readonly revision: number },
	changes: Partial<Omit<RuleWrite, 'code' | 'indicatorId'>> & { readonly retiredAt?: Date | null }
): Promise<boolean> {
	const rows = await tx
		.update(validationRule)
		.set({ ...changes, revision: at.revision + 1 })
		.where(and(eq(validationRule.id, at.id), eq(validationRule.revision, at.revision)))
		.returning({ id: validationRule.id });
	return rows.length === 1;
}

/** Measured indicators, by code. */
export async function listMeasuredIndicators(db: Db | Tx): Promise<Indicator[]> {
	const rows = await db
		.select()
		.from(indicator)
		.where(sql`not ${indicator.isScored}`)
		.orderBy(asc(indicator.code))
		.limit(1000);
	return rows.map(toIndicator);
}
