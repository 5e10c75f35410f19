import { audiences, type Audience } from '../../domain/round/round';
import { consolidations, type Consolidation } from '../../domain/assessment/assessment';
import type { BlockCode } from '../../domain/round/round-flow';
import type { TimetableProblemCode } from '../../domain/round/timetable';
import { roundStages, type RoundStage } from '../../domain/round/round';
import { formatNumber } from '../../view/format';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { audienceLabel, consolidationLabel, stageLabel } from './labels';

const blocks: Record<BlockCode, () => string> = {
	timetableIncomplete: m.block_timetable,
	cellsWithoutAssessor: m.block_assessors,
	periodNotOver: m.block_period,
	cellsNotReported: m.block_not_reported,
	cellsReturned: m.block_returned,
	selfAssessmentsOpen: m.block_self,
	valuesUndecided: m.block_undecided,
	adjustmentsUndecided: m.block_adjustments,
	assessmentsOpen: m.block_assessments,
	cellsToModerate: m.block_moderate,
	publicityRunning: m.block_publicity,
	appealsOpen: m.block_appeals,
	signaturesMissing: m.block_signatures
};

/** What blocks a round, in words; a code of another version of the product as it is. */
export function blockLabel(code: string): string {
	return code in blocks ? blocks[code as BlockCode]() : code;
}

/** A block with how much of it there is. */
export function blockLine({ code, count }: { readonly code: string; readonly count: number }): string {
	return m.rounds_block_line({ block: blockLabel(code), count: formatNumber(count, getLocale()) });
}

/** Blocks in one line. */
export function blockList(all: readonly { readonly code: string; readonly count: number }[]): string {
	return all.map(blockLine).join(getLocale() === 'en' ? '; ' : '；');
}

const problems: Record<TimetableProblemCode, () => string> = {
	missing: m.rounds_problem_missing,
	closesBeforeItOpens: m.rounds_problem_order,
	closesBeforePrevious: m.rounds_problem_previous,
	publicityDuringScoring: m.rounds_problem_publicity
};
export const timetableProblem = (code: TimetableProblemCode): string => problems[code]();

const fields: Readonly<Record<string, () => string>> = {
	audience: m.rounds_field_audience,
	consolidation: m.rounds_field_consolidation,
	spreadLimit: m.rounds_field_spread,
	assessorsPerCell: m.rounds_field_assessors,
	commentBelow: m.rounds_field_comment_below,
	commentAbove: m.rounds_field_comment_above,
	appealWorkingDays: m.rounds_field_appeal_days,
	assessors: m.rounds_assessors,
	added: m.rounds_audit_added,
	removed: m.rounds_audit_removed,
	kept: m.rounds_audit_kept,
	unfilled: m.rounds_audit_unfilled
};

/** Fields of audit rows about rounds; undefined for others. */
export function roundAuditField(field: string): string | undefined {
	const block = /^overridden\.(.+)$/.exec(field)?.[1];
	if (block) return blockLabel(block);
	if ((roundStages as readonly string[]).includes(field)) return stageLabel(field as RoundStage);
	return fields[field]?.();
}

export function roundAuditValue(value: string, field: string): string | undefined {
	if (field === 'audience' && (audiences as readonly string[]).includes(value))
		return audienceLabel(value as Audience);
	if (field === 'consolidation' && (consolidations as readonly string[]).includes(value))
		return consolidationLabel(value as Consolidation);
	return undefined;
}
